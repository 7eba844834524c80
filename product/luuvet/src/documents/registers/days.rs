//! Working days and kinds, read once.

use std::sync::LazyLock;

use jiff::civil::Date;
use luuvet_domain::calendar::WorkingDays;
use luuvet_domain::documents::kinds::{Kind, Kinds};
use vietnamese::working_days::Calendar;

use crate::refusal::{Problem, Refusal};

static CALENDAR: LazyLock<Option<Calendar>> = LazyLock::new(|| Calendar::embedded().ok());
static KINDS: LazyLock<Option<Kinds>> = LazyLock::new(|| Kinds::built_in().ok());

/// The working days of public bodies.
pub(crate) fn calendar() -> Result<Calendar, Refusal> {
    CALENDAR.clone().ok_or_else(|| Refusal::Broken("no calendar".to_owned()))
}

/// The next working day, until whose end a reserved number can be used and a numbered document should be issued.
pub(crate) fn next_working_day(day: Date) -> Result<Date, Refusal> {
    WorkingDays::next(&calendar()?, day).map_err(|error| Refusal::Broken(error.to_string()))
}

/// What the decree says of the kinds.
pub(crate) fn kinds() -> Result<&'static Kinds, Refusal> {
    KINDS.as_ref().ok_or_else(|| Refusal::Broken("no kinds".to_owned()))
}

/// The kind of a code in the database.
pub(crate) fn kind(code: &str) -> Result<Kind, Refusal> {
    Kind::from_code(code).map_err(|_| Refusal::invalid(Problem::new("number-kind").at("kind")))
}

/// The kind's Vietnamese name, as it stands in a register; the code itself when it is not one of ours.
pub(crate) fn kind_name(code: &str) -> String {
    match (KINDS.as_ref(), Kind::from_code(code)) {
        (Some(kinds), Ok(kind)) => kinds.of(kind).name.clone(),
        _ => code.to_owned(),
    }
}
