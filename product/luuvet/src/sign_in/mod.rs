//! Signing in: who is it?
//!
//! A name and a password ([`enter`]) open a session; the session's token is in a cookie that no script reads, its hash
//! in the database. A person acts in one position at a time and can change it. Sessions are listed and ended by their
//! owner. This is no organisation's affair, so nothing here is a verb: it goes to the access log.

pub mod enter;
mod pages;
pub mod password;
pub mod store;

pub use pages::routes;
