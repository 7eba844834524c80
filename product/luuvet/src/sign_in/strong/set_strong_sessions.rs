//! Asking for strong sessions.

use luuvet_domain::access::Action;
use luuvet_domain::trace::{Event, EventKind, Source, Subject};
use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Refusal};
use crate::sign_in::strong::store;
use crate::work::{Done, Verb, Work};

/// Whoever signs, numbers, issues or administers here needs a session with a second factor from now on, or no longer.
/// The system says so for a new installation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetStrongSessions {
    /// Whether it is asked for.
    pub asked: bool,
}

impl Verb for SetStrongSessions {
    type Out = ();
    const NAME: &'static str = "set-strong-sessions";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let is_new_installation = work.actor.person.is_none() && work.actor.source == Source::Cli;
        if !is_new_installation {
            work.require(Action::ManageOrganisation)?;
        }
        let organisation = work.organisation();
        if store::is_asked(work.tx, organisation).await? == self.asked {
            return Err(Refusal::Meanwhile(Problem::new("strong-set-before")));
        }
        store::set(work.tx, organisation, self.asked).await?;
        let kind = if self.asked { EventKind::StrongSessionsAsked } else { EventKind::StrongSessionsWaived };
        work.finish(Event::new(kind, Subject::Organisation(organisation.0)), ()).await
    }
}
