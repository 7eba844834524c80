//! The second of two persons: the content goes.

use luuvet_domain::access::Action;
use luuvet_domain::ids::DocumentId;
use luuvet_domain::secrecy::purge;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use super::clear;
use super::store::purges;
use crate::documents::store::documents;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Confirms a proposal: rows, texts and private values go in this transaction, bytes and copies elsewhere by a job. The
/// second person need not see the document: what it says does not matter any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PurgeSecret {
    /// The document.
    pub document: DocumentId,
}

impl Verb for PurgeSecret {
    type Out = ();
    const NAME: &'static str = "purge-secret";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (organisation, now) = (work.organisation(), work.now());
        work.require(Action::PurgeSecret)?;
        let found = purges::of_document(work.tx, organisation, self.document).await?;
        let proposal = found.ok_or(Refusal::NotFound)?;
        let by = (work.actor.person.ok_or(Refusal::NotFound)?, work.position()?);
        let Some(first) = proposal.proposed_by.filter(|_| proposal.state == "proposed") else {
            return Err(Refusal::Meanwhile(Problem::new("purge-closed")));
        };
        purge::confirm(first, proposal.opened_at, by.0, now)
            .map_err(|fault| Refusal::invalid(Problem::new(fault.code())))?;
        if !purges::close(work.tx, organisation, proposal.id, "purged", Some(by), now).await? {
            return Err(Refusal::Meanwhile(Problem::new("purge-closed")));
        }
        let document = documents::find(work.tx, organisation, self.document).await?.ok_or(Refusal::NotFound)?;
        clear::document(work, proposal.id, &document, &[], &proposal.reason).await?;
        let event = Event::new(EventKind::SecretPurged, Subject::Document(document.id.0))
            .code("reason", &proposal.reason)
            .id("proposer", first.0);
        work.finish(event, ()).await
    }
}
