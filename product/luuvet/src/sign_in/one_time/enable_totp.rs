//! Switching one-time codes on.

use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Refusal};
use crate::sign_in::one_time::{store, totp};
use crate::sign_in::{passkeys, strong};
use crate::work::{Done, Verb, Work};

/// A person confirms by a first code that the phone has the key; from then on sign-in asks for a code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EnableTotp {
    /// The code that the phone shows.
    pub code: String,
}

impl Verb for EnableTotp {
    type Out = ();
    const NAME: &'static str = "enable-totp";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        let now = work.now();
        let Some((secret, _)) = store::begun(work.tx, person, now).await? else {
            return Err(Refusal::Meanwhile(Problem::new("totp-not-begun")));
        };
        let step = totp::step_of(&secret, &self.code, now, 0)
            .ok_or_else(|| Refusal::invalid(Problem::new("code-wrong").at("code")))?;
        if !store::switch_on(work.tx, person, &secret, step).await? {
            return Err(Refusal::Meanwhile(Problem::new("totp-on")));
        }
        // A further factor does not make up for the first one, which this session has not proved.
        let is_first = passkeys::store::of_person(work.tx, person).await?.is_empty();
        if let Some(session) = work.actor.session.filter(|_| is_first) {
            strong::store::strengthen(work.tx, session).await?;
        }
        work.finish(Event::new(EventKind::TotpEnabled, Subject::Person(person.0)), ()).await
    }
}
