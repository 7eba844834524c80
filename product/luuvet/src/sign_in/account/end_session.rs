//! Ending a session of another browser.

use luuvet_domain::ids::SessionId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;
use crate::sign_in::store;
use crate::work::{Done, Verb, Work};

/// One of the person's own sessions ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndSession {
    /// Which.
    pub session: SessionId,
}

impl Verb for EndSession {
    type Out = ();
    const NAME: &'static str = "end-session";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        let now = work.now();
        if !store::end(work.tx, person, self.session, now).await? {
            return Err(Refusal::NotFound);
        }
        let event = Event::new(EventKind::SessionEnded, Subject::Person(person.0))
            .id("session", self.session)
            .private("name", &work.actor.name);
        work.finish(event, ()).await
    }
}
