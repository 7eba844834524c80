//! The tables of removals, and what a removal takes out of those of others.

pub mod clearing;
pub mod contents;
pub mod purges;
