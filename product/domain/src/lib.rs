//! The rules: values in, values or refusals out.
//!
//! No I/O, no async, no clock: the time, the actor and the facts are passed in.

pub mod access;
pub mod ids;
pub mod trace;
