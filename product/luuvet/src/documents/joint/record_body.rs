//! Recording that a body outside has signed, with a scan.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::documents::outgoing::State;
use luuvet_domain::ids::{DocumentId, FileId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Name;
use crate::documents::joint::settle::meanwhile;
use crate::documents::joint::store::{self, Approval, Ending};
use crate::documents::permitted::permitted;
use crate::documents::store::{NewFile, files};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Longest name of a signer or post, in letters.
const NAME: usize = 300;

/// The lead body's clerk records who signed for a body outside, and when. Of a paper, for any body: its scan shows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecordBody {
    /// Which document.
    pub document: DocumentId,
    /// Which body.
    pub body: Uuid,
    /// Who signed.
    pub signer: String,
    /// In which post.
    pub title: String,
    /// On which day.
    pub day: Date,
    /// The scan; past the guard, its content stored. A paper has its own.
    pub files: Vec<NewFile>,
}

impl Verb for RecordBody {
    type Out = ();
    const NAME: &'static str = "record-body";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, stored) = permitted(work, self.document).await?;
        work.require(Action::Number)?;
        let (organisation, now, version) = (work.organisation(), work.now(), document.version);
        if document.state != State::Approved.code() {
            return Err(meanwhile());
        }
        let on_paper = crate::documents::paper::store::paper(work.tx, organisation, document.id).await?.is_some();
        let all = store::approvals(work.tx, organisation, document.id, version).await?;
        let one = all.iter().find(|one| one.id == self.body && may_record(one, on_paper));
        let one = one.ok_or_else(|| Refusal::invalid(Problem::new("joint-record-whom").at("body")))?;
        let (signer, title) = (vietnamese::fold::nfc(self.signer.trim()), vietnamese::fold::nfc(self.title.trim()));
        Refusal::unless_empty(self.problems(&signer, &title, work.today(), on_paper))?;
        let name = Name { lead: organisation, document: document.id, version, body: one.id };
        let how =
            Ending { state: "approved", signer: &signer, title: &title, day: Some(self.day), reason: "", at: now };
        if !store::end(work.tx, &name, how).await? {
            return Err(meanwhile());
        }
        let by = work.position()?;
        let is_new = |file: &&NewFile| !on_paper && !stored.iter().any(|old| old.hash == file.hash);
        for file in self.files.iter().filter(is_new) {
            let id: FileId = work.id();
            // Beside the approved files, never sent: as a scan it is none of the manifest's.
            let file = NewFile { role: "scan".to_owned(), ..file.clone() };
            files::add(work.tx, organisation, document.id, id, &file, None, by, now).await?;
        }
        let event = Event::new(EventKind::JointRecorded, Subject::Document(document.id.0))
            .code("day", self.day.to_string())
            .private("recipient", &one.name)
            .private("person", format!("{signer} ({title})"))
            .private("hash", self.files.first().map(|file| hex::encode(file.hash)).unwrap_or_default());
        work.finish(event, ()).await
    }
}

impl RecordBody {
    fn problems(&self, signer: &str, title: &str, today: Date, on_paper: bool) -> Vec<Problem> {
        let mut found = Vec::new();
        for (text, field) in [(signer, "signer"), (title, "title")] {
            if !(1..=NAME).contains(&text.chars().count()) {
                found.push(Problem::new("joint-signed-by").at(field).with("limit", NAME));
            }
        }
        if self.day > today {
            found.push(Problem::new("paper-signed-ahead").at("day"));
        }
        if self.files.is_empty() && !on_paper {
            found.push(Problem::new("joint-scan-missing").at("file"));
        }
        found
    }
}

/// Whether the clerk records this approval: the body is outside, or the document is a paper.
#[must_use]
pub fn may_record(one: &Approval, on_paper: bool) -> bool {
    one.state == "asked" && (one.target.is_none() || on_paper)
}
