//! People, the positions that they hold, and what these are for.

pub(crate) mod correct_person;
pub mod handover;
pub mod import;
mod leave_position;
pub mod list;
mod pages;
mod position_page;
mod search;
mod set_roles;
pub mod store;
mod take_position;

pub use correct_person::CorrectPerson;
pub use handover::HandOverWork;
pub use leave_position::LeavePosition;
pub use set_roles::SetRoles;
pub use take_position::TakePosition;

use axum::Router;

use crate::app::App;

/// The pages of people and positions.
pub(super) fn routes() -> Router<App> {
    pages::routes().merge(position_page::routes()).merge(search::routes()).merge(import::routes())
}
