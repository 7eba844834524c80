//! Bounds of a file that is read, and why one is refused.

use thiserror::Error;

/// Most that is taken from a foreign file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Entries of its package.
    pub entries: usize,
    /// Bytes of all the parts that are read, unpacked.
    pub unpacked: usize,
    /// Elements, texts and comments of one XML part.
    pub nodes: usize,
    /// How deep tables, text boxes and controls stand in each other.
    pub depth: usize,
    /// Paragraphs.
    pub paragraphs: usize,
    /// Letters of HTML that is pasted.
    pub pasted: usize,
}

impl Default for Limits {
    /// 50 MB in a package of 4,000 entries, 64 MB unpacked, 2,000,000 nodes, 32 deep, 50,000 paragraphs; 4 MB pasted.
    fn default() -> Self {
        Self {
            bytes: 50 << 20,
            entries: 4_000,
            unpacked: 64 << 20,
            nodes: 2_000_000,
            depth: 32,
            paragraphs: 50_000,
            pasted: 4 << 20,
        }
    }
}

/// Why a Word file is not read or written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WordError {
    /// It is over a bound.
    #[error("too much: {what}, at most {limit}")]
    TooMuch {
        /// Which bound: a field of [`Limits`], or `blocks`, `rows`, `columns`, `letters` of a draft.
        what: &'static str,
        /// The bound.
        limit: usize,
    },
    /// It is no Word file.
    #[error("not a Word file")]
    NotWord,
    /// It is of Word before 2007 (`.doc`), or encrypted: both look alike from outside.
    #[error("an old or an encrypted Word file")]
    OldOrEncrypted,
    /// It cannot be read to its end.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The program's own data cannot be read.
    #[error("the layout's data is broken")]
    Layout,
}

impl WordError {
    /// A code for programs and for the sentences in `data/word.toml`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooMuch { .. } => "too-much",
            Self::NotWord => "not-word",
            Self::OldOrEncrypted => "old-or-encrypted",
            Self::Damaged(_) => "damaged",
            Self::Layout => "layout",
        }
    }

    /// A sentence for people, in Vietnamese or in English.
    #[must_use]
    pub fn sentence(&self, vietnamese: bool) -> String {
        let limit = match self {
            Self::TooMuch { limit, .. } => limit.to_string(),
            _ => String::new(),
        };
        super::say::error(self.code()).of(vietnamese).replace("{most}", &limit)
    }

    pub(super) fn damaged(error: impl std::fmt::Display) -> Self {
        Self::Damaged(error.to_string().chars().take(200).collect())
    }
}
