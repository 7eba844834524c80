//! The second person finds no secret, or the first thinks again.

use luuvet_domain::access::Action;
use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use super::store::purges;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Drops a proposal or a report: the document stays as it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DropPurge {
    /// The document.
    pub document: DocumentId,
}

impl Verb for DropPurge {
    type Out = ();
    const NAME: &'static str = "drop-purge";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (organisation, now) = (work.organisation(), work.now());
        let found = purges::of_document(work.tx, organisation, self.document).await?;
        let purge = found.ok_or(Refusal::NotFound)?;
        if purge.proposed_by.is_none() || purge.proposed_by != work.actor.person {
            work.require(Action::PurgeSecret)?;
        }
        let by = (work.actor.person.ok_or(Refusal::NotFound)?, work.position()?);
        if !purges::close(work.tx, organisation, purge.id, "dropped", Some(by), now).await? {
            return Err(Refusal::Meanwhile(Problem::new("purge-closed")));
        }
        let event = Event::new(EventKind::SecretPurgeDropped, Subject::Document(self.document.0));
        work.finish(event, ()).await
    }
}
