//! Giving a reserved number to a document.

use luuvet_domain::access::Action;
use luuvet_domain::documents::Number;
use luuvet_domain::ids::{DocumentId, RegisterId};
use luuvet_domain::registers::reserve::{usable_until, use_reserved};
use serde::{Deserialize, Serialize};

use crate::documents::registers::candidate::{Candidate, Numbered};
use crate::documents::registers::store::numbers;
use crate::documents::registers::{book, obstacles};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// An approved document gets a number that was kept, with the day on which it was kept; used later, the true day stands
/// beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UseReservedNumber {
    /// The register.
    pub register: RegisterId,
    /// The reserved number.
    pub number: Number,
    /// The document.
    pub document: DocumentId,
    /// The unit in the symbol of an official letter; empty for the drafting department's.
    pub unit: String,
}

impl Verb for UseReservedNumber {
    type Out = Numbered;
    const NAME: &'static str = "use-reserved-number";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Numbered>, Refusal> {
        work.require(Action::Number)?;
        let candidate = Candidate::find(work, self.document).await?;
        let (organisation, today) = (work.organisation(), work.today());
        let series = book::lock(work, self.register).await?;
        candidate.fits(&series)?;
        if numbers::of_document(work.tx, organisation, self.document).await?.is_some() {
            return Err(Refusal::invalid(Problem::new("number-has-one")));
        }
        let row = numbers::find(work.tx, organisation, series.id, self.number).await?.ok_or(Refusal::NotFound)?;
        let until = usable_until(&row, &work.calendar().await?).map_err(|error| Refusal::Broken(error.to_string()))?;
        let change = use_reserved(&series.numbers, &row, self.document, candidate.basis, today, until)
            .map_err(obstacles::refused)?;
        book::rewrite(work, series.id, row.state, &change).await?;
        let row = change.rows.first().ok_or_else(|| Refusal::Broken("a rule gave no number".to_owned()))?;
        let (numbered, event) = candidate.becomes(work, &series, row, self.unit.trim()).await?;
        work.finish(event, numbered).await
    }
}
