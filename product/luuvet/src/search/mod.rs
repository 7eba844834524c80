//! Search: where is it? Words, with marks or without, against what a document is found by.
//!
//! `/search` looks in symbol, subject, issuer and signer of the documents that the reader may see, and nowhere else;
//! person, days, direction, kind and state narrow it. All of it stands in the address.

mod export;
pub mod filter;
mod pages;
mod store;

pub use filter::{Asked, Filter};
pub use pages::routes;
pub use store::{Found, find};
