//! Every route for every kind of visitor, and what the database itself holds to.
//!
//! The routes are read out of the sources; `access.txt` says for each what every kind of visitor gets.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod support;

#[path = "access/expected.rs"]
mod expected;
#[path = "access/ground.rs"]
mod ground;
#[path = "access/reading.rs"]
mod reading;
#[path = "access/routes.rs"]
mod routes;
#[path = "access/schema.rs"]
mod schema;
#[path = "access/store.rs"]
mod store;
#[path = "access/verbs.rs"]
mod verbs;
#[path = "access/writing.rs"]
mod writing;
