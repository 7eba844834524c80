//! Organisations and people.
//!
//! The tree of organisations (a managing and a professional parent, by period), departments, positions and who holds
//! them, roles, mandates, substitutes. Văn thư THPT Hiệp Hòa số 3 is a *position* with the role clerk, held since a day
//! by a *person*; when she leaves, the next holder finds the work where it was.

pub mod calendar;
pub mod close_department;
pub mod enter_person;
pub(crate) mod fields;
pub mod mandates;
pub mod mergers;
pub mod open_department;
pub mod open_organisation;
pub mod open_position;
mod pages;
pub mod people;
pub mod store;
pub mod tree;

use axum::Router;

use crate::app::App;

/// The pages of this part.
pub fn routes() -> Router<App> {
    pages::routes()
        .merge(people::routes())
        .merge(mandates::routes())
        .merge(tree::routes())
        .merge(mergers::routes())
        .merge(calendar::routes())
}
