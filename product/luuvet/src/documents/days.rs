//! Statutory clocks on an organisation's working days.

use std::sync::LazyLock;

use jiff::civil::Date;
use luuvet_domain::calendar::{Clock, Clocks, WorkingDays};
use luuvet_domain::documents::Urgency;
use luuvet_domain::documents::school_year::FirstDay;
use vietnamese::working_days::Calendar;

use crate::refusal::Refusal;

static CLOCKS: LazyLock<Result<Clocks, String>> =
    LazyLock::new(|| Clocks::built_in().map_err(|error| error.to_string()));
static FIRST_DAY: LazyLock<Result<FirstDay, String>> =
    LazyLock::new(|| FirstDay::built_in().map_err(|error| error.to_string()));

/// The next working day, until whose end a reserved number can be used and a numbered document should be issued.
///
/// # Errors
/// When the calendar has no such day.
pub fn next_working_day(calendar: &Calendar, day: Date) -> Result<Date, Refusal> {
    WorkingDays::next(calendar, day).map_err(|error| Refusal::Broken(error.to_string()))
}

/// The last day of a statutory clock that starts on `from`.
///
/// # Errors
/// When the calendar has no such day.
pub fn due(calendar: &Calendar, clock: Clock, from: Date) -> Result<Date, Refusal> {
    let clocks = CLOCKS.as_ref().map_err(|cause| Refusal::Broken(cause.clone()))?;
    let deadline = clocks.due(clock, from, calendar).map_err(|error| Refusal::Broken(error.to_string()))?;
    Ok(deadline.day())
}

/// By when what arrived on `from` must be registered (Decree 30/2020, Article 4.2c).
///
/// # Errors
/// As [`due`].
pub fn register_by(calendar: &Calendar, urgency: &str, from: Date) -> Result<Date, Refusal> {
    let urgent = is_urgent(urgency);
    due(calendar, if urgent { Clock::RegisterIncomingUrgent } else { Clock::RegisterIncoming }, from)
}

/// By when what was registered on `from` must lie before a leader, and by when he directs (Article 23.1).
///
/// # Errors
/// As [`due`].
pub fn submit_by(calendar: &Calendar, urgency: &str, from: Date) -> Result<Date, Refusal> {
    let urgent = is_urgent(urgency);
    due(calendar, if urgent { Clock::SubmitIncomingUrgent } else { Clock::SubmitIncoming }, from)
}

/// Whether the clocks for urgent documents run; an unknown code is not urgent.
#[must_use]
pub fn is_urgent(urgency: &str) -> bool {
    Urgency::from_code(urgency).is_ok_and(Urgency::is_urgent)
}

/// The school year of a day, "2023-2024".
///
/// # Errors
/// When the data that is built in cannot be read.
pub fn school_year(day: Date) -> Result<String, Refusal> {
    let first = FIRST_DAY.as_ref().map_err(|cause| Refusal::Broken(cause.clone()))?;
    Ok(first.year_of(day).to_string())
}
