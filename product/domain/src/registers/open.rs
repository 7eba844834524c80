//! Opening a register: for a new year, or in mid-year behind a paper book or another system.

use jiff::civil::Date;

use super::Register;
use crate::documents::symbol::LARGEST;
use crate::ids::{FileId, PositionId};
use crate::obstacles::{Found, Problem, Refusal, unless_blocked};

/// A register for a whole year, from 01.
#[must_use]
pub const fn open_year(year: i16) -> Register {
    Register { year, first: 1, last: 0, last_day: None }
}

/// What is known of the book that goes before a register opened in mid-year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The first number that is to be given here.
    pub first_number: u32,
    /// The last number of the old book.
    pub last_number: u32,
    /// Its day.
    pub last_day: Date,
    /// The scan of the old book's last page.
    pub scan: Option<FileId>,
    /// The head who confirmed.
    pub confirmed_by: Option<PositionId>,
}

/// A register that goes on behind an old book.
///
/// # Errors
/// When a number would be left out or given twice, the day is of another year, or scan or confirmation are missing.
pub fn open_behind(year: i16, outside: &Outside) -> Result<Register, Refusal> {
    let follows = outside.last_number < LARGEST && outside.first_number == outside.last_number + 1;
    let mut found = Found::default();
    found
        .when(!follows, Problem::RegisterFirstNumberWrong)
        .when(outside.last_day.year() != year, Problem::RegisterDayOutsideYear)
        .when(outside.scan.is_none(), Problem::RegisterScanMissing)
        .when(outside.confirmed_by.is_none(), Problem::RegisterConfirmationMissing);
    unless_blocked(found.0)?;
    Ok(Register { year, first: outside.first_number, last: outside.last_number, last_day: Some(outside.last_day) })
}
