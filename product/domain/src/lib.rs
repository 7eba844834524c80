//! The rules: values in, values or refusals out.
//!
//! No I/O, no async, no clock: the time, the actor and the facts are passed in.

pub mod access;
pub mod assignments;
pub mod calendar;
#[cfg(test)]
mod chance;
pub mod codes;
pub mod data;
pub mod documents;
pub mod ids;
pub mod obstacles;
pub mod periods;
mod problems;
pub mod registers;
pub mod submissions;
pub mod trace;
pub mod transitions;
