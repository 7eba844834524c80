//! The next number, a series of them, and a number that stays with a returned document.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Basis, Change, Register, Row, State, TABLE, Verb, plain, rewritten};
use crate::ids::DocumentId;
use crate::obstacles::{Obstacle, Problem, Refusal, unless_blocked};

/// Most documents of a series.
pub const LONGEST_SERIES: usize = 500;

/// Gives the next number; the day is today. What was approved on 31 December takes its number from the new year's
/// register in January.
///
/// # Errors
/// When the register is of another year or full, a later day is in it, or the document is not approved yet.
pub fn give(register: &Register, document: DocumentId, basis: Basis, today: Date) -> Result<Change, Refusal> {
    series(register, &[document], basis, today)
}

/// Gives consecutive numbers to the documents of a series, in their order.
///
/// # Errors
/// As [`give`], and when the series is empty, too long, or has a document twice.
pub fn series(register: &Register, documents: &[DocumentId], basis: Basis, today: Date) -> Result<Change, Refusal> {
    let count = u32::try_from(documents.len()).unwrap_or(u32::MAX);
    let mut obstacles = register.obstacles(today, count);
    let mut when = |is_so: bool, problem| {
        if is_so {
            obstacles.push(Obstacle::new(problem));
        }
    };
    when(documents.is_empty() || documents.len() > LONGEST_SERIES, Problem::NumberSeriesSize);
    when(documents.iter().collect::<BTreeSet<_>>().len() < documents.len(), Problem::NumberSeriesTwice);
    when(!basis.allows(today), Problem::NumberNotApproved);
    let warnings = unless_blocked(obstacles)?;
    let rows = documents
        .iter()
        .zip(register.last + 1..)
        .map(|(document, value)| Ok(given(plain(value)?, *document, today)))
        .collect::<Result<Vec<_>, Refusal>>()?;
    Ok(Change { register: register.taken(count, today), rows, warnings })
}

/// Keeps the number of a document that was returned before issue and approved again. Its day stays; when the new
/// approval is later, the true day stands beside it.
///
/// # Errors
/// When the number is not given, or the new approval lies in the future.
pub fn keep(register: &Register, row: &Row, approved: Date, today: Date) -> Result<Change, Refusal> {
    let state = TABLE.step(row.state, Verb::Keep)?;
    let mut obstacles = Vec::new();
    if approved > today {
        obstacles.push(Obstacle::new(Problem::NumberNotApproved));
    }
    let is_late = approved > row.day;
    if is_late {
        obstacles.push(Obstacle::new(Problem::NumberShowsTrueDay).with("day", row.day).with("true-day", today));
    }
    let true_day = if is_late { Some(today) } else { row.true_day };
    rewritten(register, Row { state, true_day, ..row.clone() }, obstacles)
}

fn given(number: crate::documents::Number, document: DocumentId, day: Date) -> Row {
    Row { number, state: State::Given, day, true_day: None, document: Some(document), reserved_for: None, reason: None }
}
