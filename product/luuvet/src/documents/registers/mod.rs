//! Registers: series of numbers without gaps (Decree 30/2020, Articles 15 and 22).
//!
//! Every integer from a register's first to its last has exactly one row: given, reserved or cancelled. A verb locks the
//! register's row before it looks at a number ([`book`]), so that two clerks cannot take one number.
//!
//! What others call: [`arrival()`] gives an arrival number inside the verb that registers a document, [`clerk()`] says
//! whose the clerk's work is, [`deeds()`] what the reader offers of a document's number.

mod arrival;
mod asked;
mod book;
pub mod cancel;
pub mod candidate;
mod columns;
pub mod confirm_register;
mod deeds;
mod export;
pub mod import_history;
pub mod insert;
mod kinds;
pub mod lapse;
pub mod number;
pub mod number_series;
mod obstacles;
pub mod old_book;
pub mod open_behind;
pub mod open_register;
mod pages;
pub mod reserve;
mod settling;
pub mod store;
pub mod use_reserved;

/// The job that cancels reserved numbers after their time; its body is the register's id.
pub const LAPSE: &str = "lapse-numbers";

use jiff::civil::Date;
use luuvet_db::Tx;
use luuvet_domain::ids::{OrganisationId, PositionId};

use crate::refusal::Refusal;

pub use arrival::arrival;
pub use deeds::deeds;
pub use pages::routes;

/// The clerk's position on a day: the first with that role that somebody holds.
///
/// # Errors
/// The database's.
pub async fn clerk(tx: &mut Tx, organisation: OrganisationId, day: Date) -> Result<Option<PositionId>, Refusal> {
    Ok(store::series::clerk(tx, organisation, day).await?)
}
