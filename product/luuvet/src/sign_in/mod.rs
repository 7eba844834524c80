//! Signing in: who is it?
//!
//! A name and a password ([`enter`]) open a session; the session's token is in a cookie that no script reads, its hash
//! in the database. A person acts in one position at a time and can change it. Coming and going is no organisation's
//! affair: it goes to the access log. What changes how somebody proves who he is (a password, [`one_time`] codes,
//! [`passkeys`], [`invitations`], ending a session of another browser in [`account`]) is a verb and leaves an event.

pub mod account;
pub mod enter;
pub mod invitations;
pub mod one_time;
mod pages;
pub mod passkeys;
pub mod password;
mod qr;
pub mod store;
pub mod strong;

pub use pages::routes;
pub(crate) use pages::secure_only;
