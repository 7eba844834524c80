//! Kinds of documents and their layouts (`data/kinds.toml`).

use std::sync::OnceLock;

use serde::Deserialize;

/// A kind.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Kind {
    /// `plan`
    pub code: String,
    /// `Kế hoạch`
    pub name: String,
    /// `KH`; none for letters.
    pub abbreviation: Option<String>,
    /// Which layout draws it.
    pub shape: Shape,
    /// Number of its sample in Annex III, part II.
    pub sample: String,
    /// Whether "Kính gửi" stands above the text.
    pub addressed: Addressed,
}

/// A layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Resolutions and decisions (samples 1.1 to 1.3).
    Decision,
    /// Every named kind without a sample of its own (1.4).
    Named,
    /// Official letters (1.5).
    Letter,
    /// Telegrams (1.6).
    Telegram,
    /// Invitations (1.7).
    Invitation,
    /// Introductions (1.8).
    Introduction,
    /// Minutes (1.9).
    Minutes,
    /// Leave permits (1.10).
    Leave,
    /// Copies (3.1, 3.2).
    Copy,
}

/// Whether a kind is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Addressed {
    /// Always.
    Always,
    /// When it goes to a superior.
    Up,
    /// Never.
    Never,
}

#[derive(Deserialize)]
struct File {
    kind: Vec<Kind>,
}

/// All kinds, in the order of Article 7.
#[must_use]
pub fn all() -> &'static [Kind] {
    static KINDS: OnceLock<Vec<Kind>> = OnceLock::new();
    // The file is part of the program and read by a test: were it broken, there would be no kinds.
    KINDS.get_or_init(|| {
        toml::from_str::<File>(include_str!("../data/kinds.toml")).map(|file| file.kind).unwrap_or_default()
    })
}

/// The kind of a code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Kind> {
    all().iter().find(|kind| kind.code == code)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_kinds_of_article_7_and_the_copies() {
        assert_eq!(super::all().len(), 32);
        assert_eq!(super::find("rule").and_then(|kind| kind.abbreviation.as_deref()), Some("QyĐ"));
        assert_eq!(super::find("official-letter").map(|kind| kind.abbreviation.is_none()), Some(true));
    }
}
