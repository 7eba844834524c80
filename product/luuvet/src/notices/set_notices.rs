//! Saying how one wants to hear.

use luuvet_domain::trace::{Event, EventKind, Subject};
use luuvet_messages::mail;
use serde::{Deserialize, Serialize};

use crate::notices::settings::{DIGEST_HOURS, Settings};
use crate::notices::store::settings as store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A person says how and where to hear of what waits.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetNotices {
    /// The wishes.
    pub settings: Settings,
}

impl Verb for SetNotices {
    type Out = ();
    const NAME: &'static str = "set-notices";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        let to = &self.settings;
        let mut problems = Vec::new();
        if !to.mail.is_empty() && !mail::is_address(&to.mail) {
            problems.push(Problem::new("notices-mail").at("mail"));
        }
        if to.mail.is_empty() && to.mail_on {
            problems.push(Problem::new("notices-mail-missing").at("mail"));
        }
        let is_hour = |hour: i64| (0..24).contains(&hour);
        let hours = DIGEST_HOURS.contains(&to.digest_hour) && is_hour(to.quiet_from) && is_hour(to.quiet_until);
        if !hours {
            problems.push(Problem::new("notices-hour").at("digest_hour"));
        }
        Refusal::unless_empty(problems)?;
        let now = work.now();
        store::put(work.tx, person, to, now).await?;
        let event = Event::new(EventKind::NoticesSet, Subject::Person(person.0));
        work.finish(event.private("mail", &to.mail), ()).await
    }
}
