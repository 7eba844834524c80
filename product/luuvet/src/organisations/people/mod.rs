//! People, the positions that they hold, and what these are for.

pub mod store;
