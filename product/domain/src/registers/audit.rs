//! Checks a whole register against its rules: run on demand, by the indicators, and after a restore.

use std::collections::{BTreeMap, BTreeSet};

use super::{Register, Row, State};
use crate::documents::Number;

/// What is wrong with a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A number without a row.
    #[error("number {0} has no row")]
    Gap(u32),
    /// A number with two rows.
    #[error("number {0} has two rows")]
    Twice(Number),
    /// A number outside first to last, or an inserted one behind nothing.
    #[error("number {0} is outside the register")]
    Outside(Number),
    /// A day before that of a smaller number, or of another year.
    #[error("the day of number {0} does not ascend")]
    Day(Number),
    /// A true day that is not later than the day, or an inserted number without one.
    #[error("the true day of number {0} is wrong")]
    TrueDay(Number),
    /// Given without a document, reserved with one, or cancelled without a reason.
    #[error("the row of number {0} does not fit its state")]
    State(Number),
    /// A document with two numbers that are both given.
    #[error("the document of number {0} has another number")]
    Document(Number),
}

/// Everything that is wrong, in order of the numbers.
#[must_use]
pub fn faults(register: &Register, rows: &[Row]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut by_number = BTreeMap::new();
    for row in rows {
        if by_number.insert(row.number, row).is_some() {
            faults.push(Fault::Twice(row.number));
        }
    }
    for value in register.first..=register.last {
        if !Number::new(value).is_ok_and(|number| by_number.contains_key(&number)) {
            faults.push(Fault::Gap(value));
        }
    }
    let mut documents = BTreeSet::new();
    let mut last_day = None;
    for row in by_number.values() {
        faults.extend(faults_of(register, row));
        if last_day.is_some_and(|last| row.day < last) || register.last_day.is_some_and(|last| row.day > last) {
            faults.push(Fault::Day(row.number));
        }
        last_day = Some(row.day);
        if row.state == State::Given && row.document.is_some_and(|document| !documents.insert(document)) {
            faults.push(Fault::Document(row.number));
        }
    }
    faults
}

fn faults_of(register: &Register, row: &Row) -> Vec<Fault> {
    let number = row.number;
    let fits_state = match row.state {
        State::Given => row.document.is_some(),
        State::Reserved => row.document.is_none() && row.reserved_for.is_some(),
        State::Cancelled => row.reason.is_some(),
    };
    let is_inserted = number.letter().is_some();
    let true_day_fits = row.true_day.map_or(!is_inserted, |day| day > row.day || (is_inserted && day == row.day));
    let mut faults = Vec::new();
    for (is_wrong, fault) in [
        (!register.has(number), Fault::Outside(number)),
        (row.day.year() != register.year, Fault::Day(number)),
        (!fits_state, Fault::State(number)),
        (!true_day_fits, Fault::TrueDay(number)),
    ] {
        if is_wrong {
            faults.push(fault);
        }
    }
    faults
}
