//! Removing a file from a draft; its row stays, marked.

use luuvet_domain::ids::{DocumentId, FileId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::obstacles::meanwhile;
use crate::documents::outgoing::writable::writable;
use crate::documents::store::files;
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// The drafter removes a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemoveFile {
    /// From which document.
    pub document: DocumentId,
    /// Which file.
    pub file: FileId,
}

impl Verb for RemoveFile {
    type Out = ();
    const NAME: &'static str = "remove-file";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, old) = writable(work, self.document).await?;
        let file = old.iter().find(|file| file.id == self.file).ok_or(Refusal::NotFound)?;
        let (organisation, now) = (work.organisation(), work.now());
        if !files::remove(work.tx, organisation, self.document, self.file, now).await? {
            return Err(meanwhile());
        }
        let event = Event::new(EventKind::FileRemoved, Subject::Document(self.document.0));
        work.finish(event.number("version", document.version).private("file", &file.name), ()).await
    }
}
