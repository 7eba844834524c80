//! Exceptions that the book allows and counts: a number between two others, and a number taken out of use.

use jiff::civil::Date;

use super::{Basis, Change, Register, Row, State, TABLE, Verb, reason, rewritten};
use crate::documents::Number;
use crate::documents::symbol::LETTERS;
use crate::ids::DocumentId;
use crate::obstacles::{Found, Obstacle, Problem, Refusal};

/// Inserts a number behind a plain one, 12a behind 12, with its day and the true day beside it. `taken` are the letters
/// that this number has already.
///
/// # Errors
/// When the number has no row here, a reason is missing, no letter is left, today is before its day, or the document is
/// not approved yet.
pub fn insert(
    register: &Register,
    behind: &Row,
    taken: &[char],
    document: DocumentId,
    basis: Basis,
    why: &str,
    today: Date,
) -> Result<Change, Refusal> {
    let letter = LETTERS.chars().find(|letter| taken.iter().all(|one| one < letter));
    let reason = reason(why);
    let mut found = Found::default();
    found
        .when(!register.has(behind.number) || behind.number.letter().is_some(), Problem::NumberOutsideRegister)
        .when(reason.is_none(), Problem::NumberReasonMissing)
        .when(letter.is_none(), Problem::NumberLettersUsedUp)
        .when(today < behind.day, Problem::NumberDayBeforeLast)
        .when(!basis.allows(today), Problem::NumberNotApproved);
    found.0.push(Obstacle::new(Problem::NumberShowsTrueDay).with("day", behind.day).with("true-day", today));
    let number = letter.and_then(|letter| Number::inserted(behind.number.value(), letter).ok());
    let row = Row {
        number: number.unwrap_or(behind.number),
        state: State::Given,
        day: behind.day,
        true_day: Some(today),
        document: Some(document),
        reserved_for: None,
        reason,
    };
    rewritten(register, row, found.0)
}

/// Takes a number out of use. Its document stays written beside it; a number of an issued document is never cancelled.
///
/// # Errors
/// When it is cancelled already, the document was issued, or a reason is missing.
pub fn cancel(register: &Register, row: &Row, is_issued: bool, why: &str) -> Result<Change, Refusal> {
    let state = TABLE.step(row.state, Verb::Cancel)?;
    let reason = reason(why);
    let mut found = Found::default();
    found.when(is_issued, Problem::NumberIssued).when(reason.is_none(), Problem::NumberReasonMissing);
    rewritten(register, Row { state, reason, ..row.clone() }, found.0)
}
