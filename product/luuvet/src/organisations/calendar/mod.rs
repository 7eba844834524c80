//! The working days of an organisation: those of the state, and what it decides for itself.
//!
//! Table `organisation_day`: one row per day that the organisation adds, off (the school's founding day, a storm) or
//! worked. Văn thư or administrator enter them with their reason ([`add_days`]) and take them back while they lie ahead
//! ([`remove_day`]); a day that has passed stays, because deadlines were counted with it. Deadlines that were set before
//! do not move. Every deadline is counted with [`of`]; the state's days alone are [`built_in`].

pub mod add_days;
mod pages;
pub mod remove_day;
mod store;

use std::sync::LazyLock;

use luuvet_db::Tx;
use luuvet_domain::ids::OrganisationId;
use vietnamese::working_days::Calendar;

use crate::refusal::Refusal;

pub(super) use pages::routes;

static BUILT_IN: LazyLock<Result<Calendar, String>> =
    LazyLock::new(|| Calendar::embedded().map_err(|error| error.to_string()));

/// The working days of public bodies.
///
/// # Errors
/// When the data that is built in cannot be read; the tests of the library read it.
pub fn built_in() -> Result<&'static Calendar, Refusal> {
    BUILT_IN.as_ref().map_err(|cause| Refusal::Broken(cause.clone()))
}

/// The working days of one organisation: one statement.
///
/// # Errors
/// The database's.
pub async fn of(tx: &mut Tx, organisation: OrganisationId) -> Result<Calendar, Refusal> {
    let own = store::days(tx, organisation).await?;
    let pick = |worked: bool| own.iter().filter(|one| one.worked == worked).map(|one| one.day).collect::<Vec<_>>();
    let calendar = built_in()?.clone().with_additions(&pick(false), &pick(true));
    calendar.map_err(|error| Refusal::Broken(error.to_string()))
}
