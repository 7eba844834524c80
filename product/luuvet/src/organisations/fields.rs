//! Days as people type them in the forms of this part.

use jiff::civil::Date;

use crate::clock;
use crate::refusal::{Problem, Refusal};
use crate::web::form::Form;

/// The day in a field as people type it ("mai", "1/8", "01/08/2024"); none when the field is empty.
///
/// # Errors
/// A problem at the field when it is no day.
pub(crate) fn day(form: &Form, name: &'static str, now: i64) -> Result<Option<Date>, Refusal> {
    let typed = form.value(name);
    if typed.is_empty() {
        return Ok(None);
    }
    let day = vietnamese::dates::parse_day(typed, clock::day(now));
    day.map(Some).map_err(|_| Refusal::invalid(Problem::new("field-unreadable").at(name).with("value", typed)))
}

/// The day in a field; today when the field is empty.
///
/// # Errors
/// As [`day`].
pub(crate) fn day_or_today(form: &Form, name: &'static str, now: i64) -> Result<Date, Refusal> {
    Ok(day(form, name, now)?.unwrap_or_else(|| clock::day(now)))
}

/// An ISO day as `dd/mm/yyyy`; what is none stays as it is.
pub(crate) fn short(day: &str) -> String {
    day.parse().map_or_else(|_| day.to_owned(), vietnamese::dates::short)
}
