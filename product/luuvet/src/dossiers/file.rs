//! Putting a document into a dossier.

use luuvet_domain::access::Action;
use luuvet_domain::ids::{DocumentId, DossierId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::permitted;
use crate::documents::store::Document;
use crate::dossiers::store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A document goes into a dossier.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FileDocument {
    /// Which document.
    pub document: DocumentId,
    /// Which dossier.
    pub dossier: DossierId,
}

impl Verb for FileDocument {
    type Out = ();
    const NAME: &'static str = "file-document";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = permitted::permitted(work, self.document).await?;
        let event = put(work, self.dossier, &document).await?;
        let event = event.ok_or_else(|| Refusal::invalid(Problem::new("dossier-filed-already").at("dossier")))?;
        work.finish(event, ()).await
    }
}

/// Files a document as a part of another verb; notes the event unless it lies there already.
///
/// # Errors
/// No such dossier, it is closed, or the right is missing.
pub async fn file(work: &mut Work<'_>, dossier: DossierId, document: &Document) -> Result<(), Refusal> {
    if let Some(event) = put(work, dossier, document).await? {
        work.note(event);
    }
    Ok(())
}

async fn put(work: &mut Work<'_>, dossier: DossierId, document: &Document) -> Result<Option<Event>, Refusal> {
    work.require(Action::File)?;
    let (organisation, now) = (work.organisation(), work.now());
    let found = store::find(work.tx, work.actor, dossier).await?;
    let found = found.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("dossier")))?;
    if found.closed_at.is_some() {
        return Err(Refusal::invalid(Problem::new("dossier-closed").at("dossier").with("name", found.title)));
    }
    let is_new = store::put(work.tx, organisation, dossier, document.id, now).await?;
    let event = Event::new(EventKind::DocumentFiled, Subject::Document(document.id.0)).private("name", found.title);
    Ok(is_new.then_some(event))
}
