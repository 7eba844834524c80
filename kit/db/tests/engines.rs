//! What the program relies on, on both engines. PostgreSQL is used when `LUUVET_TEST_POSTGRES` names a server
//! (`cargo x test` starts one); each test has a database of its own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

#[path = "engines/support.rs"]
mod support;

#[path = "engines/changes.rs"]
mod changes;
#[path = "engines/encrypted.rs"]
mod encrypted;
#[path = "engines/full.rs"]
mod full;
#[path = "engines/lost.rs"]
mod lost;
#[path = "engines/queue.rs"]
mod queue;
#[path = "engines/schema.rs"]
mod schema;
#[path = "engines/values.rs"]
mod values;
