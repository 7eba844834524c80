//! The trace: every change of an organisation's affairs, in the order in which it happened.
//!
//! [`store::append`] is called by `Work::finish` alone. Pages show the trace of a document, a person or the
//! organisation as sentences made from the event's facts and its private values (`event-<kind>` in the locale files).

mod pages;
pub mod read;
pub mod store;

use luuvet_domain::access::Role;
use uuid::Uuid;

pub use pages::routes;

/// The fixed id under which documents are granted to everyone of a role; roles that see only what is assigned to them
/// have none.
#[must_use]
pub fn role_grantee(role: Role) -> Option<Uuid> {
    let number = Role::ALL.iter().position(|r| *r == role)? as u128;
    role.sees_all().then(|| Uuid::from_u128(0x6c75_7576_6574_8000_8000_0000_0000_0000 + number))
}
