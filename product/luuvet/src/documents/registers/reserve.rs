//! Keeping a number for a document that is not ready yet.

use luuvet_domain::access::Action;
use luuvet_domain::documents::Number;
use luuvet_domain::ids::RegisterId;
use luuvet_domain::registers::reserve::{reserve, usable_until};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::documents::registers::{LAPSE, book, obstacles};
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// The next number is kept, with today as its day, until the end of the next working day.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReserveNumber {
    /// The register.
    pub register: RegisterId,
    /// For whom and why.
    pub reason: String,
}

impl Verb for ReserveNumber {
    type Out = Number;
    const NAME: &'static str = "reserve-number";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Number>, Refusal> {
        work.require(Action::Number)?;
        let (owner, today) = (work.position()?, work.today());
        let series = book::lock(work, self.register).await?;
        let change = reserve(&series.numbers, owner, &self.reason, today).map_err(obstacles::refused)?;
        book::take(work, &series, &change, owner).await?;
        let row = change.rows.first().ok_or_else(|| Refusal::Broken("a rule gave no number".to_owned()))?;
        let until = usable_until(row, &work.calendar().await?).map_err(|error| Refusal::Broken(error.to_string()))?;
        let after = until.tomorrow().map_err(|error| Refusal::Broken(error.to_string()))?;
        work.enqueue(LAPSE, &self.register, clock::instant(after, 0, 5)).await?;
        let event = Event::new(EventKind::NumberReserved, Subject::Register(series.id.0))
            .code("number", row.number.to_string())
            .private("reason", self.reason.trim());
        work.finish(event, row.number).await
    }
}
