//! Home: what must I do now? Baskets, not menus; a count is a promise.
//!
//! `/` shows the baskets in order of urgency. What is in a basket is a row of `task` whose owner is one of the
//! reader's positions, a position that the reader handles as a substitute, or a department whose work the reader
//! distributes.

pub mod baskets;
pub mod lists;
mod pages;
pub mod store;

pub use pages::routes;
