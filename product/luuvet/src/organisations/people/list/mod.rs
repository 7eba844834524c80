//! Lists of people: who works here, who can be chosen.

pub mod store;
