//! A token ends before its day.

use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// Revokes one of the actor's own tokens in this organisation; from now on nobody is known by it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RevokeToken {
    /// Which.
    pub token: Uuid,
}

impl Verb for RevokeToken {
    type Out = ();
    const NAME: &'static str = "revoke-token";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (organisation, now) = (work.organisation(), work.now());
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        let revoked = store::revoke(work.tx, organisation, person, self.token, now).await?;
        let name = revoked.ok_or(Refusal::NotFound)?;
        let event = Event::new(EventKind::TokenRevoked, Subject::Person(person.0));
        let event = event.id("token", self.token).private("name", &name);
        work.finish(event, ()).await
    }
}
