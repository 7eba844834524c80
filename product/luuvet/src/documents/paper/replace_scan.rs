//! A better scan: the paper with its number and date written on it.

use luuvet_domain::access::Action;
use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::exchange;
use crate::documents::paper::{scan, store};
use crate::documents::permitted::permitted;
use crate::documents::store::NewFile;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The clerk puts another scan in place of the first, before issue. A scan made after the number was given is issued as
/// it is: the paper bears number and date itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReplaceScan {
    /// The document.
    pub document: DocumentId,
    /// The scan and attachments; past the guard, their contents stored.
    pub files: Vec<NewFile>,
}

impl Verb for ReplaceScan {
    type Out = ();
    const NAME: &'static str = "replace-scan";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, old) = permitted(work, self.document).await?;
        work.require(Action::Number)?;
        let (organisation, now) = (work.organisation(), work.now());
        store::paper(work.tx, organisation, document.id).await?.ok_or(Refusal::NotFound)?;
        if !matches!(document.state.as_str(), "approved" | "numbered") {
            return Err(Refusal::Meanwhile(Problem::new("paper-scan-late")));
        }
        if !self.files.iter().any(scan::is_scan) {
            return Err(Refusal::invalid(Problem::new("paper-scan-missing").at("file")));
        }
        scan::put(work, &document, &old, &self.files).await?;
        if document.state == "numbered" {
            work.enqueue(exchange::RENDER, &document.id, now).await?;
        }
        let names: Vec<&str> = self.files.iter().map(|file| file.name.as_str()).collect();
        let event = Event::new(EventKind::FileAdded, Subject::Document(document.id.0));
        work.finish(event.private("file", names.join(", ")), ()).await
    }
}
