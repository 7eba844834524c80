//! Names and parents of an organisation by period, and what stands under it.
//!
//! Since July 2025 a school may be managed by a commune and directed professionally by the department: two lines, each
//! with its own parent on each day. Old documents keep the name of their day, so names and parents are never
//! overwritten: the old period ends where the new one begins.

mod move_organisation;
mod pages;
mod rename_organisation;
pub mod store;

pub use move_organisation::MoveOrganisation;
pub(super) use pages::routes;
pub use rename_organisation::RenameOrganisation;
