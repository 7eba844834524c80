//! A number between two others: 12a behind 12.

use luuvet_domain::access::Action;
use luuvet_domain::documents::Number;
use luuvet_domain::ids::{DocumentId, RegisterId};
use luuvet_domain::registers::repair::insert;
use serde::{Deserialize, Serialize};

use crate::documents::registers::candidate::{Candidate, Numbered};
use crate::documents::registers::store::numbers;
use crate::documents::registers::{book, obstacles};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// An approved document that was forgotten gets a number behind an earlier one, with that one's day and the true day
/// beside it. Counted as an exception.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InsertNumber {
    /// The register.
    pub register: RegisterId,
    /// The plain number behind which it is inserted.
    pub behind: Number,
    /// The document.
    pub document: DocumentId,
    /// Why.
    pub reason: String,
    /// The unit in the symbol of an official letter; empty for the drafting department's.
    pub unit: String,
}

impl Verb for InsertNumber {
    type Out = Numbered;
    const NAME: &'static str = "insert-number";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Numbered>, Refusal> {
        work.require(Action::Number)?;
        let candidate = Candidate::find(work, self.document).await?;
        let (organisation, owner, today) = (work.organisation(), work.position()?, work.today());
        let series = book::lock(work, self.register).await?;
        candidate.fits(&series)?;
        if numbers::of_document(work.tx, organisation, self.document).await?.is_some() {
            return Err(Refusal::invalid(Problem::new("number-has-one")));
        }
        let outside = || Refusal::invalid(Problem::new("number-outside-register").at("behind"));
        let behind = numbers::find(work.tx, organisation, series.id, self.behind).await?.ok_or_else(outside)?;
        let taken = numbers::letters(work.tx, organisation, series.id, self.behind.value()).await?;
        let change = insert(&series.numbers, &behind, &taken, self.document, candidate.basis, &self.reason, today)
            .map_err(obstacles::refused)?;
        book::take(work, &series, &change, owner).await?;
        let row = change.rows.first().ok_or_else(|| Refusal::Broken("a rule gave no number".to_owned()))?;
        let (numbered, event) = candidate.becomes(work, &series, row, self.unit.trim()).await?;
        work.finish(event, numbered).await
    }
}
