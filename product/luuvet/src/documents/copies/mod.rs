//! Copies: sao y, trích sao and sao lục as documents of their own (Decree 30/2020, Articles 25 to 27).
//!
//! Whoever may draft makes a copy of an issued or a registered document ([`make_copy`]). It is a draft like any other: its
//! pages are those of the copied file with the form of a copy behind them ([`form`]), it is approved, numbered in the one
//! series of copies and issued. Nothing here is a signature.

mod deeds;
pub mod form;
pub mod make_copy;
mod pages;
pub mod rendition;
pub mod store;

pub use deeds::deeds;
pub use pages::routes;
