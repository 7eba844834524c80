//! The working days, read once.

use std::sync::LazyLock;

use vietnamese::working_days::Calendar;

use crate::refusal::Refusal;

static DAYS: LazyLock<Result<Calendar, String>> =
    LazyLock::new(|| Calendar::embedded().map_err(|error| error.to_string()));

/// The calendar that is built in.
///
/// # Errors
/// When its data are damaged; the tests of the library read them.
pub fn days() -> Result<&'static Calendar, Refusal> {
    DAYS.as_ref().map_err(|error| Refusal::Broken(error.clone()))
}
