//! Refusals and remarks: a code, and a sentence in both languages (`data/typeset.toml`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::draft::{MOST_BLOCKS, MOST_COLUMNS, MOST_ROWS};

/// Why a draft was not typeset.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", self.say("en"))]
pub enum TypesetError {
    /// More blocks, or entries of a list, than a draft may have.
    TooManyBlocks(usize),
    /// A block or an entry of too many letters.
    BlockTooLong {
        /// How many.
        found: usize,
        /// How many may be.
        most: usize,
    },
    /// A table of so many rows.
    TooManyRows(usize),
    /// A table of so many columns.
    TooManyColumns(usize),
    /// All together too long.
    DraftTooLong {
        /// Letters, blocks and cells counted together.
        found: usize,
        /// How many may be.
        most: usize,
    },
    /// A kind that the decree does not know.
    KindUnknown(String),
    /// A margin outside the decree's range, millimetres.
    MarginOutside {
        /// What was wished.
        found: f64,
        /// Least.
        from: f64,
        /// Most.
        to: f64,
    },
    /// The modules of a code are no square.
    CodeBroken,
    /// No annex of this index.
    NoSuchAnnex(usize),
    /// The typesetter gave up, for a reason of its own.
    NotTypeset(String),
}

impl TypesetError {
    /// `block-too-long` for instance.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooManyBlocks(_) => "too-many-blocks",
            Self::BlockTooLong { .. } => "block-too-long",
            Self::TooManyRows(_) | Self::TooManyColumns(_) => "table-too-large",
            Self::DraftTooLong { .. } => "draft-too-long",
            Self::KindUnknown(_) => "kind-unknown",
            Self::MarginOutside { .. } => "margin-outside",
            Self::CodeBroken => "code-broken",
            Self::NoSuchAnnex(_) => "no-such-annex",
            Self::NotTypeset(_) => "not-typeset",
        }
    }

    /// What people read, in `vi` or `en`.
    #[must_use]
    pub fn say(&self, language: &str) -> String {
        let rows = |found: usize, most: usize, vi: &str, en: &str| {
            let word = if language == "vi" { vi } else { en };
            (format!("{found} {word}"), format!("{most} {word}"))
        };
        let (found, most) = match self {
            Self::TooManyBlocks(found) => (found.to_string(), MOST_BLOCKS.to_string()),
            Self::TooManyRows(found) => rows(*found, MOST_ROWS, "dòng", "rows"),
            Self::TooManyColumns(found) => rows(*found, MOST_COLUMNS, "cột", "columns"),
            Self::BlockTooLong { found, most } | Self::DraftTooLong { found, most } => {
                (found.to_string(), most.to_string())
            }
            Self::KindUnknown(kind) => (kind.chars().take(40).collect(), String::new()),
            Self::MarginOutside { found, from, to } => (found.to_string(), format!("{from}–{to}")),
            Self::CodeBroken => (String::new(), String::new()),
            Self::NoSuchAnnex(index) => ((index + 1).to_string(), String::new()),
            Self::NotTypeset(why) => (why.clone(), String::new()),
        };
        sentence(self.code(), language, &found, &most)
    }
}

/// What people should know about a file that was typeset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// `face-embedded`, `letters-replaced`, `letters-dropped`.
    pub code: &'static str,
    found: String,
    most: String,
}

impl Remark {
    pub(super) fn new(code: &'static str, found: &str, most: &str) -> Self {
        Self { code, found: found.to_owned(), most: most.to_owned() }
    }

    /// What people read, in `vi` or `en`.
    #[must_use]
    pub fn say(&self, language: &str) -> String {
        sentence(self.code, language, &self.found, &self.most)
    }
}

type Sentences = BTreeMap<String, BTreeMap<String, String>>;

fn sentence(code: &str, language: &str, found: &str, most: &str) -> String {
    static SENTENCES: OnceLock<Sentences> = OnceLock::new();
    // The file is part of the program and read by a test.
    let all = SENTENCES.get_or_init(|| toml::from_str(include_str!("../../data/typeset.toml")).unwrap_or_default());
    let words = all.get(code).and_then(|both| both.get(language)).map_or(code, String::as_str);
    words.replace("{found}", found).replace("{most}", most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_speaks_both_languages() {
        let errors = [
            TypesetError::TooManyBlocks(30_000),
            TypesetError::BlockTooLong { found: 2, most: 1 },
            TypesetError::TooManyRows(9_000),
            TypesetError::DraftTooLong { found: 2, most: 1 },
            TypesetError::KindUnknown("x".to_owned()),
            TypesetError::MarginOutside { found: 5.0, from: 20.0, to: 25.0 },
            TypesetError::CodeBroken,
            TypesetError::NoSuchAnnex(3),
            TypesetError::NotTypeset("x".to_owned()),
        ];
        let remarks = ["face-embedded", "letters-replaced", "letters-dropped"].map(|code| Remark::new(code, "1", "x"));
        for language in ["vi", "en"] {
            for said in
                errors.iter().map(|error| error.say(language)).chain(remarks.iter().map(|one| one.say(language)))
            {
                assert!(said.contains(' ') && !said.contains('{'), "{said}");
            }
        }
        assert!(TypesetError::TooManyRows(9_000).say("vi").contains("9000 dòng"));
    }
}
