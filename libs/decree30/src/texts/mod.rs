//! The library of legal texts and what it says about the bases of a draft.
//!
//! A [`Library`] holds facts about texts (`data/texts.toml`): number, day, issuer, from when to when they are in force,
//! what replaced them. To the shipped ones come signed [`Package`]s of updates and an organisation's own additions; what
//! is added later wins. [`find_citations`] reads citations in running text, [`of_bases`] checks the bases of a draft,
//! [`suggest`] and [`cite`] serve an editor.
//!
//! Facts that nobody has verified are marked ([`Text::doubtful`]): what rests on them is told as a hint only.

mod bases;
mod cite;
mod find;
mod fold;
mod kinds;
mod library;
mod package;
mod reader;
mod required;
mod suggest;
mod text;

pub use bases::of_bases;
pub use cite::{cite, name, official_day};
pub use find::{Citation, MOST_CITATIONS, find_citations};
pub use kinds::{Field, Issuer, Kind, fields, issuer, kind, kinds};
pub use library::{Library, MOST_TEXTS, Rejected, State};
pub use package::{LARGEST_PACKAGE, Package, PackageError, open, pack, public_key};
pub use required::Required;
pub use suggest::{MOST_SUGGESTED, suggest};
pub use text::{Fact, LONGEST_WORDS, Text, Verified};
