//! Entering a document that was signed on paper (Decree 30/2020, Articles 13 and 15; product rule: outside the head's
//! list it needs a reason and is counted).

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::documents::Kind;
use luuvet_domain::documents::outgoing::{State, Verb as Life, enter_paper};
use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::documents::outgoing::approved::{Approved, approved};
use crate::documents::outgoing::obstacles::{blockers, refused};
use crate::documents::outgoing::store::choices;
use crate::documents::outgoing::store::drafts;
use crate::documents::outgoing::writable::writable;
use crate::documents::paper::scan;
use crate::documents::paper::store::{self, Handover, Paper};
use crate::documents::registers::candidate::Numbered;
use crate::documents::registers::number::GiveNumber;
use crate::documents::store::{Document, NewFile, StoredFile};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The clerk enters a draft of his own as signed on paper by the one whom it names, and takes its number if he wants.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EnterPaper {
    /// The draft with what the document says.
    pub document: DocumentId,
    /// The day on which it was signed.
    pub signed: Date,
    /// Why it was signed on paper; needed outside the head's list.
    pub reason: String,
    /// The scan (role `scan`, a PDF) and attachments; past the guard, their contents stored.
    pub files: Vec<NewFile>,
    /// Whether it gets its number now.
    pub number: bool,
    /// The unit in the symbol of an official letter; empty for the drafting department's.
    pub unit: String,
}

impl Verb for EnterPaper {
    type Out = Option<Numbered>;
    const NAME: &'static str = "enter-paper";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Option<Numbered>>, Refusal> {
        work.require(Action::Number)?;
        let (document, old) = writable(work, self.document).await?;
        let (organisation, today) = (work.organisation(), work.today());
        let reason = crate::documents::outgoing::reason::short(&self.reason, "reason")?.to_owned();
        let signed = self.signed.to_string();
        let choices = choices::choices(work.tx, organisation, &signed).await?;
        let kind = Kind::from_code(&document.kind).unwrap_or(Kind::OfficialLetter);
        let listed = store::is_listed(work.tx, organisation, &document.kind, &signed).await?;
        let mut found = self.problems(&document, today);
        match document.signer_id {
            None => found.push(Problem::new("submit-signer-missing").at("signer")),
            Some(signer) => {
                let signing = choices.sign_obstacles(signer, document.mandate, kind, self.signed, false);
                found.extend(blockers(&signing).into_iter().map(|problem| problem.at("signer")));
            }
        }
        let answers = document.answers.unwrap_or(document.id);
        let parts = drafts::parts(work.tx, organisation, document.id, answers).await?;
        if parts.recipients.is_empty() && document.direction != "internal" {
            found.push(Problem::new("submit-recipient-missing").at("recipients"));
        }
        if let Err(refusal) = enter_paper(State::Draft, listed, Some(&reason)) {
            let told = refused(&refusal);
            found.extend(told.problems().into_iter().map(|problem| problem.at("reason")));
        }
        Refusal::unless_empty(found)?;
        self.keep(work, &document, &old, listed, &reason).await?;
        let (from, by) = (State::Draft, Life::EnterPaper);
        approved(work, &document, &choices, Approved { from, by, day: self.signed, clerk: work.position().ok() })
            .await?;
        let event = Event::new(EventKind::PaperEntered, Subject::Document(document.id.0))
            .code("day", signed)
            .number("listed", i64::from(listed))
            .private("subject", &document.subject)
            .private("reason", &reason)
            .private("hash", self.files.first().map(|file| hex::encode(file.hash)).unwrap_or_default());
        if !self.number || document.direction == "internal" {
            return work.finish(event, None).await;
        }
        work.note(event);
        let number = GiveNumber { document: document.id, register: None, unit: self.unit.clone() };
        Ok(number.run(work).await?.map(Some))
    }
}

impl EnterPaper {
    fn problems(&self, document: &Document, today: Date) -> Vec<Problem> {
        let mut found = Vec::new();
        if self.signed > today {
            found.push(Problem::new("paper-signed-ahead").at("signed"));
        }
        if !self.files.iter().any(scan::is_scan) {
            found.push(Problem::new("paper-scan-missing").at("file"));
        }
        if document.direction == "incoming" {
            found.push(Problem::new("field-choose").at("direction"));
        }
        found
    }

    /// Keeps the scan, what is known of the paper, and that the clerk holds the original.
    async fn keep(
        &self,
        work: &mut Work<'_>,
        document: &Document,
        old: &[StoredFile],
        listed: bool,
        reason: &str,
    ) -> Result<(), Refusal> {
        let (organisation, now, clerk) = (work.organisation(), work.now(), work.position()?);
        scan::put(work, document, old, &self.files).await?;
        let paper = Paper {
            signed: self.signed,
            listed,
            reason: reason.to_owned(),
            holder: Some(clerk),
            holder_name: String::new(),
        };
        store::put(work.tx, organisation, document.id, &paper, now).await?;
        let taken = Handover {
            id: work.id::<Uuid>(),
            copies: 0,
            from: None,
            to: Some(clerk),
            to_name: String::new(),
            at: now,
            received_at: Some(now),
            ..Handover::default()
        };
        store::insert_handover(work.tx, organisation, document.id, &taken).await?;
        Ok(())
    }
}
