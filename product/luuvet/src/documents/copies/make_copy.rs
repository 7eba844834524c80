//! Beginning a copy of a document.

use luuvet_domain::access::Action;
use luuvet_domain::documents::{Kind, Relation, subject};
use luuvet_domain::ids::{DocumentId, FileId, MandateId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use super::deeds::can_be_copied;
use super::store::{self, Source};
use crate::documents::file::is_large;
use crate::documents::outgoing::content::Content;
use crate::documents::outgoing::draft::Draft;
use crate::documents::outgoing::related;
use crate::documents::outgoing::store::drafts::{Recipient, Related};
use crate::documents::permitted::permitted;
use crate::documents::store::{Document, NewFile, StoredFile, files};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Longest description of an extract, in letters.
const PART: usize = 1_000;

/// A copy of a document is drafted: true copy, extract, or copy of a true copy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MakeCopy {
    /// The copied document.
    pub document: DocumentId,
    /// Which copy.
    pub kind: Kind,
    /// The part that an extract takes, in words.
    pub part: String,
    /// The extract itself, typed and as a PDF; past the guard, its content stored.
    pub extract: Option<NewFile>,
    /// The position that stands for the copy.
    pub signer: Option<PositionId>,
    /// Under which mandate; none for the head.
    pub mandate: Option<MandateId>,
    /// Who gets it.
    pub recipients: Vec<Recipient>,
    /// Copies on paper.
    pub copies: i64,
}

impl Verb for MakeCopy {
    type Out = DocumentId;
    const NAME: &'static str = "make-copy";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<DocumentId>, Refusal> {
        work.require(Action::Draft)?;
        let (source, stored) = permitted(work, self.document).await?;
        let part = vietnamese::fold::nfc(self.part.trim());
        Refusal::unless_empty(self.problems(&source, &stored, &part))?;
        let copied = match &self.extract {
            Some(extract) if self.kind == Kind::ExtractCopy => extract.hash,
            _ => main(&stored).map(|file| file.hash).ok_or(Refusal::NotFound)?,
        };
        let content = self.content(&source, work);
        let copy = Draft { answers: None, content }.run(work).await?.into_inner();
        let (organisation, now, by) = (work.organisation(), work.now(), work.position()?);
        if let Some(extract) = self.extract.as_ref().filter(|_| self.kind == Kind::ExtractCopy) {
            let id: FileId = work.id();
            files::add(work.tx, organisation, copy, id, extract, None, by, now).await?;
        }
        let part = if self.kind == Kind::ExtractCopy { part } else { String::new() };
        store::insert(work.tx, organisation, copy, &Source { document: source.id, file: copied, part }).await?;
        let event = Event::new(EventKind::DocumentCopied, Subject::Document(source.id.0))
            .code("kind", self.kind.code())
            .id("copy", copy.0);
        work.finish(event, copy).await
    }
}

impl MakeCopy {
    fn problems(&self, source: &Document, stored: &[StoredFile], part: &str) -> Vec<Problem> {
        let mut found = Vec::new();
        let old = Kind::from_code(&source.kind).unwrap_or(Kind::OfficialLetter);
        if !can_be_copied(source) {
            found.push(Problem::new("copy-not-issued").at("kind"));
        }
        if !Relation::CopyOf.fits(self.kind, old) {
            found.push(Problem::new("copy-kind").at("kind"));
        }
        if self.kind == Kind::ExtractCopy {
            if part.is_empty() || part.chars().count() > PART {
                found.push(Problem::new("copy-part").at("part").with("limit", PART));
            }
            let is_pdf = |file: &NewFile| file.media_type == "application/pdf" && file.pages > 0;
            if !self.extract.as_ref().is_some_and(is_pdf) {
                found.push(Problem::new("copy-extract").at("file"));
            }
        } else {
            match main(stored) {
                None => found.push(Problem::new("copy-file-missing").at("kind")),
                Some(file) if is_large(file) => found.push(Problem::new("copy-file-large").at("kind")),
                Some(_) => {}
            }
        }
        found
    }

    fn content(&self, source: &Document, work: &Work<'_>) -> Content {
        let lead = match self.kind {
            Kind::ExtractCopy => "Trích sao",
            Kind::CopyOfCopy => "Sao lục",
            _ => "Sao y",
        };
        let name = related::name(source);
        let subject = format!("{lead} {name} {}", source.subject);
        let relation = Related { kind: Relation::CopyOf.code().to_owned(), wording: name, other: Some(source.id) };
        Content {
            direction: "outgoing".to_owned(),
            kind: self.kind.code().to_owned(),
            subject: subject.chars().take(subject::LONGEST).collect(),
            urgency: "normal".to_owned(),
            restricted: source.restricted,
            department: work.actor.department,
            signer: self.signer,
            mandate: self.mandate,
            copies: self.copies,
            recipients: self.recipients.clone(),
            relations: vec![relation],
            ..Content::default()
        }
    }
}

/// The PDF that is copied: the issued one, the scan, or what came first.
#[must_use]
pub fn main(stored: &[StoredFile]) -> Option<&StoredFile> {
    let is_pdf = |file: &&StoredFile| file.media_type == "application/pdf" && file.pages > 0;
    let of = |role: &str| stored.iter().filter(is_pdf).find(|file| file.role == role);
    of("issued").or_else(|| of("scan")).or_else(|| of("attachment"))
}
