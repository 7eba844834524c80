//! The demo: a department with its schools in the spring term of 2024, a term of documents, and one case played step by
//! step through the verbs of the pages.
//!
//! - [`play`] makes and plays all of it; [`found`] says what an installation holds
//! - [`world`]: organisations and people, from `data/world.toml`; [`world::build`] makes larger ones too
//! - [`episode`]: what has periods, played later on request
//! - [`settle`]: the verbs that enter many people at once

pub mod acts;
pub mod case;
pub mod episode;
pub mod letter;
pub mod notice;
pub mod pattern;
mod play;
pub mod settle;
pub mod store;
pub mod teller;
pub mod telling;
pub mod term;
pub mod world;

pub use play::{Found, found, play, resume};
