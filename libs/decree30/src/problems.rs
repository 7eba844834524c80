//! What goes wrong, in words for people (`data/problems.toml`).

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::rules::Words;

#[derive(Default, Deserialize)]
struct File {
    problem: HashMap<String, Words>,
}

/// The words of a problem's code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Words> {
    static READ: OnceLock<File> = OnceLock::new();
    // The file is part of the program; tests ask for every code.
    READ.get_or_init(|| toml::from_str(include_str!("../data/problems.toml")).unwrap_or_default()).problem.get(code)
}
