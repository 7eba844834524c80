//! The first of two persons.

use luuvet_domain::access::Action;
use luuvet_domain::ids::{DocumentId, FileId};
use luuvet_domain::secrecy::purge::{Reason, has_lapsed};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use super::store::{contents, purges};
use crate::documents::permitted::permitted;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Proposes that a document's content be removed as a state secret. Whoever has the right may, and whoever drafted it:
/// a draft is often seen by its drafter alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProposePurge {
    /// The document.
    pub document: DocumentId,
    /// The code of a reason; never a word of the content.
    pub reason: String,
    /// Files that bear no secret and that other documents of the organisation need.
    pub spared: Vec<FileId>,
}

impl Verb for ProposePurge {
    type Out = ();
    const NAME: &'static str = "propose-purge";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = permitted(work, self.document).await?;
        if !work.actor.handles(document.drafter) {
            work.require(Action::PurgeSecret)?;
        }
        let by = (work.actor.person.ok_or(Refusal::NotFound)?, work.position()?);
        let reason =
            Reason::from_code(&self.reason).map_err(|_| Refusal::invalid(Problem::new("field-choose").at("reason")))?;
        let (organisation, now) = (work.organisation(), work.now());
        if let Some(earlier) = purges::of_document(work.tx, organisation, document.id).await? {
            let waits = earlier.state == "proposed" && !has_lapsed(earlier.opened_at, now);
            if earlier.is_done() || waits {
                let code = if waits { "purge-waits" } else { "purge-done" };
                return Err(Refusal::Meanwhile(Problem::new(code)));
            }
            if earlier.is_open() {
                purges::close(work.tx, organisation, earlier.id, "dropped", None, now).await?;
            }
        }
        let id = work.id();
        let new =
            purges::NewPurge { id, document: document.id, state: "proposed", reason: reason.code(), by: Some(by) };
        purges::insert(work.tx, organisation, &new, now).await?;
        for file in contents::shared(work.tx, organisation, document.id).await? {
            if self.spared.contains(&file.id) {
                contents::note(work.tx, organisation, id, file.hash, true).await?;
            }
        }
        let event = Event::new(EventKind::SecretPurgeProposed, Subject::Document(document.id.0));
        work.finish(event.code("reason", reason.code()), ()).await
    }
}
