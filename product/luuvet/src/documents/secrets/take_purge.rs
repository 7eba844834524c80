//! The sender has removed a document that it sent to us: our copy goes too.

use luuvet_domain::ids::{DocumentId, OrganisationId};
use luuvet_domain::trace::{Event, EventKind, Source, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clear;
use super::store::{contents, purges};
use crate::app::App;
use crate::documents::incoming::store::earlier;
use crate::documents::store::documents;
use crate::refusal::Refusal;
use crate::work::{Actor, Done, Verb, Work};

/// Takes a removal for `organisation`; doing it again changes nothing, and neither does one of what never arrived.
///
/// # Errors
/// The database's.
pub(super) async fn take_purge(app: &App, organisation: OrganisationId, told: TakePurge) -> Result<(), Refusal> {
    let mut tx = app.read().await?;
    let Some(id) = earlier(&mut tx, organisation, told.sender, told.document).await? else { return Ok(()) };
    let is_due = if told.whole {
        purges::of_document(&mut tx, organisation, id).await?.is_none_or(|purge| !purge.is_done())
    } else {
        holds_any(&mut tx, organisation, &told.hashes).await?
    };
    drop(tx);
    if is_due {
        app.perform(&Actor::system(organisation, Source::Exchange), told).await?;
    }
    Ok(())
}

async fn holds_any(tx: &mut luuvet_db::Tx, organisation: OrganisationId, hashes: &[[u8; 32]]) -> Result<bool, Refusal> {
    for hash in hashes {
        if !contents::holders_here(tx, organisation, *hash).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Removes what a sender has removed: two persons there have decided, and our copy is of its making. Through
/// [`take_purge`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TakePurge {
    /// Who sent it.
    pub sender: OrganisationId,
    /// The sender's document.
    pub document: DocumentId,
    /// Whether all of it goes, or only the contents.
    pub whole: bool,
    /// The contents by hash.
    pub hashes: Vec<[u8; 32]>,
    /// Why, as a code.
    pub reason: String,
}

impl Verb for TakePurge {
    type Out = ();
    const NAME: &'static str = "take-purge";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (organisation, now) = (work.organisation(), work.now());
        let found = earlier(work.tx, organisation, self.sender, self.document).await?;
        let id = found.ok_or(Refusal::NotFound)?;
        if self.whole {
            let document = documents::find(work.tx, organisation, id).await?.ok_or(Refusal::NotFound)?;
            if let Some(open) = purges::of_document(work.tx, organisation, id).await?.filter(purges::Purge::is_open) {
                purges::close(work.tx, organisation, open.id, "dropped", None, now).await?;
            }
            let purge: Uuid = work.id();
            let new = purges::NewPurge { id: purge, document: id, state: "purged", reason: &self.reason, by: None };
            purges::insert(work.tx, organisation, &new, now).await?;
            clear::document(work, purge, &document, &self.hashes, &self.reason).await?;
        } else {
            clear::contents_alone(work, &self.hashes, &self.reason).await?;
        }
        let event = Event::new(EventKind::SecretPurged, Subject::Document(id.0)).code("reason", &self.reason);
        work.finish(event.id("sender", self.sender.0), ()).await
    }
}
