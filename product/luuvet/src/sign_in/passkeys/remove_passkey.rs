//! Removing a passkey.

use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;
use crate::sign_in::passkeys::store;
use crate::work::{Done, Verb, Work};

/// A device of the person cannot sign in any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemovePasskey {
    /// The credential's id.
    pub credential: Vec<u8>,
}

impl Verb for RemovePasskey {
    type Out = ();
    const NAME: &'static str = "remove-passkey";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        let name = store::remove(work.tx, person, &self.credential).await?.ok_or(Refusal::NotFound)?;
        let event = Event::new(EventKind::PasskeyRemoved, Subject::Person(person.0)).private("name", name);
        work.finish(event, ()).await
    }
}
