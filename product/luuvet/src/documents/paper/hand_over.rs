//! The paper of an outgoing document changes hands: its original, or copies of it, with a receipt.

use luuvet_domain::access::Action;
use luuvet_domain::ids::{DocumentId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::documents::incoming::store as seats;
use crate::documents::paper::store::{self, Handover};
use crate::documents::permitted::permitted;
use crate::documents::store::{Document, Grantee, grants};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Most copies of one hand-over.
const COPIES: i64 = 9_999;
/// Longest name of somebody outside, in letters.
const NAME: usize = 300;

/// Hands the original, or copies, to a position here or to somebody outside.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HandOverPaper {
    /// Which document.
    pub document: DocumentId,
    /// How many copies; 0 for the original.
    pub copies: i64,
    /// To whom, here.
    pub to: Option<PositionId>,
    /// To whom, outside; empty for somebody here.
    pub name: String,
}

impl Verb for HandOverPaper {
    type Out = ();
    const NAME: &'static str = "hand-over-paper";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let document = outgoing(work, self.document).await?;
        let (organisation, now, day) = (work.organisation(), work.now(), work.today().to_string());
        let from = self.from(work, &document).await?;
        let (to, name) = match self.to {
            Some(to) => (Some(to), seats::holder_name(work.tx, organisation, to, &day).await?.unwrap_or_default()),
            None => (None, vietnamese::fold::nfc(self.name.trim())),
        };
        let mut problems = Vec::new();
        if name.is_empty() || name.chars().count() > NAME {
            problems.push(Problem::new("field-choose").at("to"));
        }
        if !(0..=COPIES).contains(&self.copies) {
            problems.push(Problem::new("draft-copies").at("copies"));
        }
        if self.copies == 0 && to.is_some() && to == from {
            problems.push(Problem::new("original-there").at("to"));
        }
        Refusal::unless_empty(problems)?;
        let outside = if to.is_some() { String::new() } else { name.clone() };
        if self.copies == 0 && !store::set_holder(work.tx, organisation, document.id, from, to, &outside).await? {
            return Err(Refusal::Meanwhile(Problem::new("busy")));
        }
        let id: Uuid = work.id();
        let from = from.or(work.actor.position);
        let one = Handover { id, copies: self.copies, from, to, to_name: outside, at: now, ..Handover::default() };
        store::insert_handover(work.tx, organisation, document.id, &one).await?;
        if let Some(to) = to {
            grants::grant(work.tx, organisation, document.id, Grantee::Position(to), "original").await?;
        }
        let kind = if self.copies == 0 { EventKind::OriginalHandedOver } else { EventKind::CopiesHandedOver };
        let event = Event::new(kind, Subject::Document(document.id.0)).number("count", self.copies);
        work.finish(event.code("step", "given").private("to", name), ()).await
    }
}

impl HandOverPaper {
    /// Who holds the original now; of copies nobody: the clerk hands them out.
    async fn from(&self, work: &mut Work<'_>, document: &Document) -> Result<Option<PositionId>, Refusal> {
        if self.copies != 0 {
            work.require(Action::Number)?;
            return Ok(None);
        }
        let organisation = work.organisation();
        let paper = store::paper(work.tx, organisation, document.id).await?;
        let paper = paper.ok_or_else(|| Refusal::invalid(Problem::new("no-original").at("copies")))?;
        match paper.holder {
            Some(holder) if work.actor.handles(holder) => work.for_owner(holder),
            _ => work.require(Action::Number)?,
        }
        Ok(paper.holder)
    }
}

/// Who took the paper receipts it; of somebody outside the clerk notes that he signed for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReceiptPaper {
    /// Which document.
    pub document: DocumentId,
    /// Which hand-over.
    pub handover: Uuid,
}

impl Verb for ReceiptPaper {
    type Out = ();
    const NAME: &'static str = "receipt-paper";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let document = outgoing(work, self.document).await?;
        let (organisation, now) = (work.organisation(), work.now());
        let all = store::handovers(work.tx, organisation, document.id).await?;
        let one = all.into_iter().find(|one| one.id == self.handover).ok_or(Refusal::NotFound)?;
        match one.to {
            Some(to) if work.actor.handles(to) => work.for_owner(to),
            Some(_) => return Err(Refusal::invalid(Problem::new("original-elsewhere"))),
            None => work.require(Action::Number)?,
        }
        if !store::receipt(work.tx, organisation, document.id, one.id, now).await? {
            return Err(Refusal::Meanwhile(Problem::new("original-receipted")));
        }
        let kind = if one.copies == 0 { EventKind::OriginalHandedOver } else { EventKind::CopiesHandedOver };
        let event = Event::new(kind, Subject::Document(document.id.0)).number("count", one.copies);
        work.finish(event.code("step", "received").private("to", one.to_title), ()).await
    }
}

/// An outgoing or internal document that has been signed.
async fn outgoing(work: &mut Work<'_>, id: DocumentId) -> Result<Document, Refusal> {
    let (document, _) = permitted(work, id).await?;
    if document.direction == "incoming" {
        return Err(Refusal::NotFound);
    }
    if matches!(document.state.as_str(), "draft" | "submitted" | "returned" | "withdrawn" | "cancelled") {
        return Err(Refusal::invalid(Problem::new("no-original").at("copies")));
    }
    Ok(document)
}
