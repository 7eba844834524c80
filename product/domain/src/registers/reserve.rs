//! Reserved numbers: kept for somebody, used until the end of the next working day, else cancelled.

use jiff::civil::Date;

use super::{Basis, Change, Register, Row, State, TABLE, Verb, plain, reason, rewritten};
use crate::calendar::{NoWorkingDay, WorkingDays};
use crate::ids::{DocumentId, PositionId};
use crate::obstacles::{Obstacle, Problem, Refusal, unless_blocked};

/// The reason that a lapsed number bears.
pub const LAPSED: &str = "lapsed";

/// Reserves the next number for somebody; it keeps today as its day.
///
/// # Errors
/// When the register is of another year or full, a later day is in it, or the reason is missing.
pub fn reserve(register: &Register, whom: PositionId, why: &str, today: Date) -> Result<Change, Refusal> {
    let mut obstacles = register.obstacles(today, 1);
    let reason = reason(why);
    if reason.is_none() {
        obstacles.push(Obstacle::new(Problem::NumberReasonMissing));
    }
    let warnings = unless_blocked(obstacles)?;
    let row = Row {
        number: plain(register.last + 1)?,
        state: State::Reserved,
        day: today,
        true_day: None,
        document: None,
        reserved_for: Some(whom),
        reason,
    };
    Ok(Change { register: register.taken(1, today), rows: vec![row], warnings })
}

/// The last day on which a reserved number can be used.
///
/// # Errors
/// When the calendar has no next working day.
pub fn usable_until(row: &Row, days: &impl WorkingDays) -> Result<Date, NoWorkingDay> {
    days.next(row.day)
}

/// Gives a reserved number to a document. Used on a later day than reserved, it shows the true day beside its own.
///
/// # Errors
/// When it is not reserved, has lapsed, or the document is not approved yet.
pub fn use_reserved(
    register: &Register,
    row: &Row,
    document: DocumentId,
    basis: Basis,
    today: Date,
    usable_until: Date,
) -> Result<Change, Refusal> {
    let state = TABLE.step(row.state, Verb::Use)?;
    let mut obstacles = Vec::new();
    if today > usable_until {
        obstacles.push(Obstacle::new(Problem::NumberLapsed).with("day", usable_until));
    }
    if today < row.day {
        obstacles.push(Obstacle::new(Problem::NumberDayBeforeLast));
    }
    if !basis.allows(today) {
        obstacles.push(Obstacle::new(Problem::NumberNotApproved));
    }
    let is_late = today > row.day;
    if is_late {
        obstacles.push(Obstacle::new(Problem::NumberShowsTrueDay).with("day", row.day).with("true-day", today));
    }
    let used = Row { state, document: Some(document), true_day: is_late.then_some(today), ..row.clone() };
    rewritten(register, used, obstacles)
}

/// Cancels a reserved number whose time is over; nothing when it is not reserved or still usable.
#[must_use]
pub fn lapse(row: &Row, today: Date, usable_until: Date) -> Option<Row> {
    let is_over = today > usable_until;
    let state = TABLE.step(row.state, Verb::Lapse).ok().filter(|_| is_over)?;
    Some(Row { state, reason: Some(LAPSED.to_owned()), ..row.clone() })
}
