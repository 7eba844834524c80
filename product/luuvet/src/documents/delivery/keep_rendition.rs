//! Keeping the issued rendition: made once, never again.

use luuvet_domain::documents::outgoing::State;
use luuvet_domain::ids::{DocumentId, FileId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use super::approved::{issued, printable};
use super::deeds::outgoing;
use super::store::facts;
use crate::documents::store::{NewFile, documents, files};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The approved rendition with number and date printed becomes the document's issued file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeepRendition {
    /// The document.
    pub document: DocumentId,
    /// The symbol that was printed.
    pub symbol: String,
    /// The hash of the rendition that was printed on.
    pub approved: [u8; 32],
    /// The new PDF, its blob already stored, role `issued`.
    pub file: NewFile,
}

impl Verb for KeepRendition {
    type Out = FileId;
    const NAME: &'static str = "keep-rendition";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<FileId>, Refusal> {
        let organisation = work.organisation();
        let document = documents::find(work.tx, organisation, self.document).await?.ok_or(Refusal::NotFound)?;
        let stored = files::of_document(work.tx, organisation, self.document).await?;
        if outgoing(&document) != Some(State::Numbered) || document.symbol.as_deref() != Some(&self.symbol) {
            return Err(Refusal::Meanwhile(Problem::new("issue-number-changed")));
        }
        let approval = facts::approval(work.tx, organisation, self.document, document.version).await?;
        let approved = printable(approval.as_ref(), &stored);
        if issued(&document, approved, &stored).is_some() {
            return Err(Refusal::Meanwhile(Problem::new("issue-rendition-there")));
        }
        if self.file.role != "issued" || approved.map(|file| file.hash) != Some(self.approved) {
            return Err(Refusal::Meanwhile(Problem::new("issue-rendition-other")));
        }
        // One of an earlier approval or number: the document was returned before it was issued.
        for earlier in stored.iter().filter(|file| file.role == "issued") {
            files::remove(work.tx, organisation, self.document, earlier.id, work.now()).await?;
        }
        let (id, by): (FileId, PositionId) = (work.id(), document.drafter);
        files::add(work.tx, organisation, self.document, id, &self.file, None, by, work.now()).await?;
        let event = Event::new(EventKind::FileAdded, Subject::Document(self.document.0))
            .id("id", id.0)
            .private("file", &self.file.name)
            .private("hash", hex::encode(self.file.hash))
            .private("manifest", approval.map(|approval| hex::encode(approval.manifest)).unwrap_or_default());
        work.finish(event, id).await
    }
}
