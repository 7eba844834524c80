//! Giving the next number.

use luuvet_domain::access::Action;
use luuvet_domain::ids::{DocumentId, RegisterId};
use luuvet_domain::registers::give::{give, keep};
use luuvet_domain::registers::{Basis, State};
use serde::{Deserialize, Serialize};

use crate::documents::registers::candidate::{Candidate, Numbered};
use crate::documents::registers::store::numbers;
use crate::documents::registers::{book, obstacles};
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// An approved document gets the next number of its register, with today as its date. One that was returned after it
/// had a number keeps that number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GiveNumber {
    /// The document.
    pub document: DocumentId,
    /// The register; else that of its kind, opened by itself on first use in the year.
    pub register: Option<RegisterId>,
    /// The unit in the symbol of an official letter; empty for the drafting department's.
    pub unit: String,
}

impl Verb for GiveNumber {
    type Out = Numbered;
    const NAME: &'static str = "number";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Numbered>, Refusal> {
        work.require(Action::Number)?;
        let candidate = Candidate::find(work, self.document).await?;
        let (organisation, owner, today) = (work.organisation(), work.position()?, work.today());
        let kept = numbers::of_document(work.tx, organisation, self.document).await?;
        let (series, row) = if let Some(kept) = kept {
            let series = book::lock(work, kept.register).await?;
            let Basis::Approved(approved) = candidate.basis else { return Err(Refusal::NotFound) };
            let change = keep(&series.numbers, &kept.row, approved, today).map_err(obstacles::refused)?;
            book::rewrite(work, series.id, State::Given, &change).await?;
            (series, change.rows.into_iter().next())
        } else {
            let series = match self.register {
                Some(id) => book::lock(work, id).await?,
                None => book::locked(work, candidate.direction()?, &candidate.document.kind).await?,
            };
            candidate.fits(&series)?;
            let change = give(&series.numbers, self.document, candidate.basis, today).map_err(obstacles::refused)?;
            book::take(work, &series, &change, owner).await?;
            (series, change.rows.into_iter().next())
        };
        let row = row.ok_or_else(|| Refusal::Broken("a rule gave no number".to_owned()))?;
        let (numbered, event) = candidate.becomes(work, &series, &row, self.unit.trim()).await?;
        work.finish(event, numbered).await
    }
}
