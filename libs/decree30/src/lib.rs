//! Vietnamese administrative documents as Decree 30/2020/NĐ-CP wants them.
//!
//! A [`Draft`] is what a person writes: kind, issuing body, bases, parts, articles, tables, annexes, signers, recipients —
//! no sizes and no places. From it come the typeset page and a Word file; a Word file becomes a draft again; and drafts,
//! Word files and PDFs are checked, every fault a [`Finding`] with what was found, what is wanted, where the rule stands
//! and, where it can be had, the correction.
//!
//! The library knows no database, no clock and no network: bytes and values in, bytes and values out. Numbers of the law
//! (sizes, lengths, abbreviations, sentences of rules) stand in `data/` with their source and the days they are in force.

pub mod check;
pub mod draft;
#[cfg(feature = "faces")]
pub mod faces;
pub mod finding;
pub mod forms;
pub mod kinds;
pub mod layout;
pub mod numbering;
pub mod problems;
pub mod rules;
pub mod seen;
pub mod texts;
#[cfg(feature = "typeset")]
pub mod typeset;
pub mod word;

pub use draft::Draft;
pub use finding::Finding;
pub use seen::Seen;
