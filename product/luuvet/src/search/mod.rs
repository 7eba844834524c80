//! Search: where is it? Words, with marks or without, against what a document is found by.
//!
//! `/search` looks in symbol, subject, issuer and signer of the documents that the reader may see, and nowhere else.

mod pages;
mod store;

pub use pages::{routes, words};
pub use store::{Found, find};
