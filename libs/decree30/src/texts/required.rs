//! Bases that documents of a kind and a field usually have (`data/required-bases.toml`).

use serde::{Deserialize, Serialize};

/// A basis that is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Required {
    /// Codes of the kinds of documents (`data/kinds.toml`); empty: all.
    pub kinds: Vec<String>,
    /// Code of the field (`data/texts.toml`); empty: all.
    pub field: String,
    /// Codes of the texts of which one, in force on the day, is enough; the first is proposed.
    pub any: Vec<String>,
}

impl Required {
    /// Whether it speaks of documents of this kind and field.
    #[must_use]
    pub fn is_for(&self, kind: &str, field: Option<&str>) -> bool {
        let kind_fits = self.kinds.is_empty() || self.kinds.iter().any(|one| one == kind);
        kind_fits && (self.field.is_empty() || Some(self.field.as_str()) == field)
    }
}

#[derive(Default, Deserialize)]
struct File {
    required: Vec<Required>,
}

/// The shipped list.
pub(super) fn shipped() -> Vec<Required> {
    // The file is part of the program and read by a test: were it broken, nothing would be wanted.
    toml::from_str::<File>(include_str!("../../data/required-bases.toml")).unwrap_or_default().required
}
