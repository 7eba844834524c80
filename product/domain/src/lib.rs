//! The rules: values in, values or refusals out.
//!
//! No I/O, no async, no clock: the time, the actor and the facts are passed in. A rule answers with the new state, with
//! [`transitions::NotAllowed`] (the state does not know the verb; says what is possible), or with every obstacle at once
//! ([`obstacles::Obstacle`]).

pub mod access;
pub mod assignments;
pub mod calendar;
#[cfg(test)]
mod chance;
pub mod codes;
pub mod data;
pub mod delivery;
pub mod documents;
pub mod dossiers;
pub mod ids;
pub mod obstacles;
pub mod organisations;
pub mod periods;
mod problems;
pub mod registers;
pub mod secrecy;
pub mod signing;
pub mod submissions;
pub mod trace;
pub mod transitions;
pub mod workflows;
