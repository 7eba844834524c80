//! Passkeys: signing in with the phone's or the computer's own lock, without a name and without a password.
//!
//! The address that people type ([`Settings::public_url`](crate::app::Settings)) fixes the id for which browsers keep
//! passkeys; without one it is `localhost`. The challenge's state stays in the database and is used once.

mod add_passkey;
mod ceremony;
mod pages;
mod remove_passkey;
pub mod store;

pub use add_passkey::AddPasskey;
pub(super) use pages::routes;
pub use remove_passkey::RemovePasskey;
