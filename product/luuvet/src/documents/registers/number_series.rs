//! Consecutive numbers for many documents at once.

use luuvet_domain::access::Action;
use luuvet_domain::ids::{DocumentId, RegisterId};
use luuvet_domain::registers::Basis;
use luuvet_domain::registers::give::{LONGEST_SERIES, series};
use luuvet_domain::trace::Event;
use serde::{Deserialize, Serialize};

use crate::documents::joint::waiting;
use crate::documents::registers::candidate::{Candidate, Numbered};
use crate::documents::registers::store::Series;
use crate::documents::registers::store::numbers;
use crate::documents::registers::{book, obstacles};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Forty pay decisions take forty consecutive numbers, in the order given. Those that cannot take one are left out and
/// said; they leave no gap.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NumberSeries {
    /// The documents, in the order of their numbers.
    pub documents: Vec<DocumentId>,
    /// The register; else each document's own by its kind.
    pub register: Option<RegisterId>,
    /// The unit in the symbol of official letters; empty for the drafting department's.
    pub unit: String,
}

/// What became of one document of a series.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Item {
    /// The document.
    pub document: DocumentId,
    /// Its number, when it got one.
    pub numbered: Option<Numbered>,
    /// The code of the problem why it did not; `problem-<code>` is its sentence.
    pub problem: Option<String>,
}

impl Verb for NumberSeries {
    type Out = Vec<Item>;
    const NAME: &'static str = "number-series";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Vec<Item>>, Refusal> {
        work.require(Action::Number)?;
        if self.documents.is_empty() || self.documents.len() > LONGEST_SERIES {
            return Err(Refusal::invalid(Problem::new("number-series-size").with("limit", LONGEST_SERIES)));
        }
        let (mut ready, mut items): (Vec<Candidate>, Vec<Item>) = (Vec::new(), Vec::new());
        for id in &self.documents {
            match self.ready(work, *id, &ready).await {
                Ok(candidate) => ready.push(candidate),
                Err(refusal @ Refusal::Broken(_)) => return Err(refusal),
                Err(refusal) => items.push(left_out(*id, &refusal)),
            }
        }
        if ready.is_empty() {
            return Err(Refusal::invalid(Problem::new("number-series-none")));
        }
        let mut events = Vec::new();
        while let Some(first) = ready.first() {
            let book = match self.register {
                Some(id) => book::lock(work, id).await?,
                None => book::locked(work, first.direction()?, &first.document.kind).await?,
            };
            let (these, others) = split(work, ready, &book, self.register.is_some()).await?;
            ready = others;
            self.number(work, &book, &these, &mut items, &mut events).await?;
        }
        let order = |item: &Item| self.documents.iter().position(|id| *id == item.document);
        items.sort_by_key(order);
        let last = events.pop().ok_or_else(|| Refusal::Broken("a series without events".to_owned()))?;
        events.into_iter().for_each(|event| work.note(event));
        work.finish(last, items).await
    }
}

impl NumberSeries {
    /// A document that takes a new number: approved, without a number of its own, and not twice in the series.
    async fn ready(&self, work: &mut Work<'_>, id: DocumentId, before: &[Candidate]) -> Result<Candidate, Refusal> {
        if before.iter().any(|candidate| candidate.document.id == id) {
            return Err(Refusal::invalid(Problem::new("number-series-twice")));
        }
        let candidate = Candidate::find(work, id).await?;
        let organisation = work.organisation();
        if numbers::of_document(work.tx, organisation, id).await?.is_some() {
            return Err(Refusal::invalid(Problem::new("number-has-one")));
        }
        Ok(candidate)
    }

    async fn number(
        &self,
        work: &mut Work<'_>,
        book: &Series,
        these: &[Candidate],
        items: &mut Vec<Item>,
        events: &mut Vec<Event>,
    ) -> Result<(), Refusal> {
        let (owner, today) = (work.position()?, work.today());
        let ids: Vec<DocumentId> = these.iter().map(|candidate| candidate.document.id).collect();
        let approved = these.iter().filter_map(|candidate| match candidate.basis {
            Basis::Approved(day) => Some(day),
            Basis::Arrived => None,
        });
        let latest = approved.max().ok_or_else(|| Refusal::Broken("a series without approval".to_owned()))?;
        let change = series(&book.numbers, &ids, Basis::Approved(latest), today).map_err(obstacles::refused)?;
        book::take(work, book, &change, owner).await?;
        for (candidate, row) in these.iter().zip(&change.rows) {
            candidate.fits(book)?;
            let (numbered, event) = candidate.becomes(work, book, row, self.unit.trim()).await?;
            items.push(Item { document: numbered.document, numbered: Some(numbered), problem: None });
            events.push(event);
        }
        Ok(())
    }
}

/// Those whose register this is, and the others. A chosen register takes all.
async fn split(
    work: &mut Work<'_>,
    ready: Vec<Candidate>,
    book: &Series,
    chosen: bool,
) -> Result<(Vec<Candidate>, Vec<Candidate>), Refusal> {
    let (organisation, year) = (work.organisation(), work.today().year());
    let (mut these, mut others) = (Vec::new(), Vec::new());
    for candidate in ready {
        let direction = candidate.direction()?;
        let own = book::choose(work.tx, organisation, direction, &candidate.document.kind, year).await?;
        let is_here = chosen || own.is_some_and(|own| own.id == book.id);
        if is_here { these.push(candidate) } else { others.push(candidate) }
    }
    Ok((these, others))
}

fn left_out(document: DocumentId, refusal: &Refusal) -> Item {
    let problem = refusal.problems().into_iter().next().map(|problem| match problem.code.as_str() {
        // Only the code is kept: its sentence names nobody.
        waiting::WAITS => waiting::WAITS_BRIEFLY.to_owned(),
        _ => problem.code,
    });
    Item { document, numbered: None, problem }
}
