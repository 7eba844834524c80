//! Taking a number out of use.

use luuvet_domain::access::Action;
use luuvet_domain::documents::{Number, outgoing};
use luuvet_domain::ids::{DocumentId, RegisterId};
use luuvet_domain::registers::repair::cancel;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::permitted::permitted;
use crate::documents::registers::store::{self, numbers};
use crate::documents::registers::{book, obstacles};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A number belongs to nothing any more, with a reason; it stays in the register, struck out. A document that has it and
/// waits for issue is given up with it; one that was returned goes on without and gets another later.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CancelNumber {
    /// The register.
    pub register: RegisterId,
    /// The number.
    pub number: Number,
    /// Why.
    pub reason: String,
}

impl Verb for CancelNumber {
    type Out = ();
    const NAME: &'static str = "cancel-number";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::Number)?;
        let organisation = work.organisation();
        let series = book::lock(work, self.register).await?;
        if series.direction == "incoming" {
            return Err(Refusal::invalid(Problem::new("number-arrival")));
        }
        let row = numbers::find(work.tx, organisation, series.id, self.number).await?.ok_or(Refusal::NotFound)?;
        let is_issued = match row.document {
            Some(document) => self.release(work, document).await?,
            None => false,
        };
        let change = cancel(&series.numbers, &row, is_issued, &self.reason).map_err(obstacles::refused)?;
        book::rewrite(work, series.id, row.state, &change).await?;
        let subject = row.document.map_or(Subject::Register(series.id.0), |document| Subject::Document(document.0));
        let event = Event::new(EventKind::NumberCancelled, subject)
            .code("number", self.number.to_string())
            .private("reason", self.reason.trim());
        work.finish(event, ()).await
    }
}

impl CancelNumber {
    /// Takes the number off its document; says whether it was issued, and then leaves it as it is.
    async fn release(&self, work: &mut Work<'_>, id: DocumentId) -> Result<bool, Refusal> {
        let (document, _) = permitted(work, id).await?;
        let now = work.now();
        let state = outgoing::State::from_code(&document.state).map_err(|error| Refusal::Broken(error.to_string()))?;
        let next = match state {
            outgoing::State::Numbered => outgoing::step(state, outgoing::Verb::Cancel).unwrap_or(state),
            outgoing::State::Draft
            | outgoing::State::Submitted
            | outgoing::State::Returned
            | outgoing::State::Withdrawn
            | outgoing::State::Approved
            | outgoing::State::Cancelled
            | outgoing::State::FinishedInternal => state,
            outgoing::State::Issued
            | outgoing::State::Recalled
            | outgoing::State::Replaced
            | outgoing::State::Revoked => return Ok(true),
        };
        if !store::papers::strip(work.tx, &document, next.code(), now).await? {
            return Err(Refusal::Meanwhile(Problem::new("number-state")));
        }
        if next != state {
            store::papers::close_tasks(work.tx, &document, now).await?;
            let event = Event::new(EventKind::DraftDiscarded, Subject::Document(id.0));
            work.note(event.private("reason", self.reason.trim()));
        }
        Ok(false)
    }
}
