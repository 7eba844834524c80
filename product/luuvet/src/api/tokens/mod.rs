//! Tokens: how a program is known.
//!
//! A person makes a token for one of the positions he holds, with scopes and a last day; it is shown once and kept as a
//! hash. It ends with the position, when revoked, or on its day. Making and revoking are events of the organisation.

pub mod create;
mod pages;
pub mod revoke;
pub mod store;

pub use pages::routes;
