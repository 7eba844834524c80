//! A document that is to get a number, and what happens to it then.

use jiff::civil::Date;
use luuvet_domain::documents::kinds::Kind;
use luuvet_domain::documents::symbol::{Abbreviation, BadSymbol, Symbol};
use luuvet_domain::documents::{Number, outgoing};
use luuvet_domain::ids::{DocumentId, TaskId};
use luuvet_domain::registers::{Basis, Row};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::documents::days;
use crate::documents::exchange;
use crate::documents::joint;
use crate::documents::permitted::permitted;
use crate::documents::registers::store::{self, Series};
use crate::documents::registers::{book, kinds};
use crate::documents::store::{Document, NewTask, Owner, tasks};
use crate::refusal::{Problem, Refusal};
use crate::work::Work;

/// What a numbering verb answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Numbered {
    /// The document.
    pub document: DocumentId,
    /// Number and symbol, `135/TB-SGDĐT`.
    pub symbol: String,
    /// The document's date.
    pub day: Date,
}

/// An approved document that somebody may see who numbers it.
pub(crate) struct Candidate {
    pub(crate) document: Document,
    pub(crate) kind: Kind,
    pub(crate) basis: Basis,
}

impl Candidate {
    /// Finds it and asks whether its state takes a number.
    pub(crate) async fn find(work: &mut Work<'_>, id: DocumentId) -> Result<Self, Refusal> {
        let (document, _) = permitted(work, id).await?;
        let state = outgoing::State::from_code(&document.state);
        let next = state.ok().and_then(|state| outgoing::step(state, outgoing::Verb::Number).ok());
        if document.direction == "incoming" || next.is_none() {
            return Err(Refusal::invalid(Problem::new("number-not-approved")));
        }
        joint::waiting::unless_waiting(work.tx, &document).await?;
        let kind = kinds::kind(&document.kind)?;
        let basis = Basis::Approved(clock::day(document.changed_at));
        Ok(Self { document, kind, basis })
    }

    /// The direction of its registers.
    pub(crate) fn direction(&self) -> Result<&'static str, Refusal> {
        Ok(book::direction(kinds::kinds()?, self.kind))
    }

    /// Refuses a register that is not for this document.
    pub(crate) fn fits(&self, series: &Series) -> Result<(), Refusal> {
        let fits =
            series.direction == self.direction()? && (series.kinds.is_empty() || series.takes(&self.document.kind));
        if fits { Ok(()) } else { Err(Refusal::invalid(Problem::new("register-not-for-kind").at("register"))) }
    }

    /// Its symbol in a series: by kind and unit (Decree 30/2020, Annex I, II.3). `unit` is what the clerk typed; else
    /// the drafting department's symbol stands for it.
    async fn symbol(
        &self,
        work: &mut Work<'_>,
        series: &Series,
        number: Number,
        unit: &str,
        day: Date,
    ) -> Result<String, Refusal> {
        let organisation = work.organisation();
        let (own, department) = store::papers::symbols(work.tx, organisation, self.document.department, day).await?;
        let own = if series.owner_symbol.is_empty() { own } else { series.owner_symbol.clone() };
        let unit = if unit.is_empty() { department } else { unit.to_owned() };
        let missing = || Refusal::invalid(Problem::new("number-unit-missing").at("unit"));
        let own = Abbreviation::parse(&own)
            .map_err(|_| Refusal::invalid(Problem::new("number-symbol-missing").at("register")))?;
        let unit = if unit.is_empty() { None } else { Some(Abbreviation::parse(&unit).map_err(|_| missing())?) };
        match Symbol::of(kinds::kinds()?, self.kind, &own, unit.as_ref()) {
            Ok(symbol) => Ok(symbol.numbered(number)),
            Err(BadSymbol::UnitMissing) => Err(missing()),
            Err(error) => Err(Refusal::Broken(error.to_string())),
        }
    }

    /// The document gets the number of `row`: symbol, date and state; the clerk's task to number becomes one to issue
    /// by the next working day; the issued rendition is made after the commit. The event is for the verb to write.
    pub(crate) async fn becomes(
        &self,
        work: &mut Work<'_>,
        series: &Series,
        row: &Row,
        unit: &str,
    ) -> Result<(Numbered, Event), Refusal> {
        let symbol = self.symbol(work, series, row.number, unit, row.day).await?;
        let (document, now, day) = (&self.document, work.now(), row.day);
        let state = outgoing::State::Numbered.code();
        if !store::papers::number(work.tx, document, state, &symbol, day, now).await? {
            return Err(Refusal::Meanwhile(Problem::new("number-state")));
        }
        self.hand_over(work).await?;
        work.enqueue(exchange::RENDER, &document.id, now).await?;
        let event = Event::new(EventKind::DocumentNumbered, Subject::Document(document.id.0))
            .code("symbol", &symbol)
            .code("day", day.to_string());
        let event = match row.true_day {
            Some(true_day) => event.code("true-day", true_day.to_string()),
            None => event,
        };
        let event = event.private("reason", row.reason.clone().unwrap_or_default());
        Ok((Numbered { document: document.id, symbol, day }, event))
    }

    async fn hand_over(&self, work: &mut Work<'_>) -> Result<(), Refusal> {
        let (organisation, now, position) = (work.organisation(), work.now(), work.position()?);
        let id: TaskId = work.id();
        let due = days::next_working_day(&work.calendar().await?, work.today())?;
        tasks::close_kind(work.tx, organisation, self.document.id, "number", "finished", Some(position), now).await?;
        let task = NewTask {
            id,
            document: self.document.id,
            kind: "issue",
            owner: Owner::Position(position),
            giver: Some(position),
            parent: None,
            step: None,
            instruction: "",
            due: Some(due),
        };
        Ok(tasks::insert(work.tx, organisation, &task, now).await?)
    }
}
