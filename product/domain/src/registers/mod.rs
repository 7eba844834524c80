//! Registers: series of numbers without gaps (Decree 30/2020, Article 15).
//!
//! A [`Register`] is a snapshot of one row; every rule takes it and returns a [`Change`]: the new snapshot and the rows
//! to write, in one transaction. Every integer from the first to the last has exactly one plain row.
//!
//! - [`give`]: the next number, a series, a number kept after a return
//! - [`reserve`]: reserve, use, lapse
//! - [`repair`]: insert 12a, cancel
//! - [`open`]: open a year or a book in mid-year
//! - [`audit`]: what is wrong with a register and its rows

pub mod audit;
pub mod give;
pub mod open;
pub mod repair;
pub mod reserve;

use jiff::civil::Date;

use crate::codes::codes;
use crate::documents::Number;
use crate::ids::{DocumentId, PositionId};
use crate::obstacles::{Found, Obstacle, Problem, Refusal, unless_blocked};
use crate::transitions::{Table, Transition, on};

codes! {
/// State of a number.
State {
    /// Belongs to a document.
    Given = "given",
    /// Kept for somebody until after the next working day.
    Reserved = "reserved",
    /// Belongs to nothing any more, with a reason.
    Cancelled = "cancelled",
}
}

codes! {
/// What can be done with a number that exists.
Verb {
    /// Give a reserved number to a document.
    Use = "use",
    /// Take a reserved number out of use after its time.
    Lapse = "lapse",
    /// Take it out of use, with a reason.
    Cancel = "cancel",
    /// Keep it for the document that was returned and approved again.
    Keep = "keep",
}
}

const ROWS: &[Transition<State, Verb>] = &[
    on(State::Reserved, Verb::Use, State::Given),
    on(State::Reserved, Verb::Lapse, State::Cancelled),
    on(State::Reserved, Verb::Cancel, State::Cancelled),
    on(State::Given, Verb::Cancel, State::Cancelled),
    on(State::Given, Verb::Keep, State::Given),
];

/// The transition table.
pub const TABLE: Table<State, Verb> =
    Table { name: "number", title: "Number of a register", starts: &[State::Given, State::Reserved], rows: ROWS };

/// Snapshot of a register: one series of one calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Register {
    /// Calendar year.
    pub year: i16,
    /// The first number that is given here: 1, or later when the register was opened in mid-year.
    pub first: u32,
    /// The last number that has a row; `first - 1` when there is none.
    pub last: u32,
    /// The day of the last number, also of the last outside one.
    pub last_day: Option<Date>,
}

/// One number of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number, with a letter when inserted.
    pub number: Number,
    /// Its state.
    pub state: State,
    /// The day that the document bears. Ascends with the numbers.
    pub day: Date,
    /// The day on which it really was given, when that is another one; shown beside it and counted.
    pub true_day: Option<Date>,
    /// The document; stays when the number is cancelled, and never changes.
    pub document: Option<DocumentId>,
    /// For whom it is reserved.
    pub reserved_for: Option<PositionId>,
    /// Why it was reserved, inserted or cancelled.
    pub reason: Option<String>,
}

/// What a rule wants to have written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The new snapshot.
    pub register: Register,
    /// Rows to insert, or to put in place of those with the same number.
    pub rows: Vec<Row>,
    /// What the person is told.
    pub warnings: Vec<Obstacle>,
}

/// Why a document may have a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// An outgoing document, approved on this day.
    Approved(Date),
    /// An incoming document.
    Arrived,
}

impl Basis {
    /// Whether the document may bear this day.
    pub(crate) fn allows(self, day: Date) -> bool {
        match self {
            Self::Approved(approved) => approved <= day,
            Self::Arrived => true,
        }
    }
}

impl Register {
    /// What stands in the way of taking `count` new numbers on that day.
    #[must_use]
    pub fn obstacles(&self, today: Date, count: u32) -> Vec<Obstacle> {
        let is_full = self.last.checked_add(count).is_none_or(|last| last > crate::documents::symbol::LARGEST);
        let mut found = Found::default();
        found
            .when(today.year() != self.year, Problem::NumberYearOver)
            .when(self.last_day.is_some_and(|last| today < last), Problem::NumberDayBeforeLast)
            .when(is_full, Problem::NumberRegisterFull);
        found.0
    }

    /// The snapshot after `count` numbers were taken on that day.
    fn taken(&self, count: u32, day: Date) -> Self {
        Self { last: self.last + count, last_day: Some(day), ..*self }
    }

    /// Whether the plain number has a row here.
    #[must_use]
    pub const fn has(&self, number: Number) -> bool {
        self.first <= number.value() && number.value() <= self.last
    }
}

/// A reason: trimmed, not empty, at most 500 letters kept.
fn reason(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.chars().take(500).collect())
}

fn plain(value: u32) -> Result<Number, Refusal> {
    Number::new(value).map_err(|_| Refusal::because(Problem::NumberRegisterFull))
}

/// A change of one existing row, when nothing blocks it.
fn rewritten(register: &Register, row: Row, found: Vec<Obstacle>) -> Result<Change, Refusal> {
    let warnings = unless_blocked(found)?;
    Ok(Change { register: *register, rows: vec![row], warnings })
}

#[cfg(test)]
mod random_tests;
#[cfg(test)]
mod tests;
