//! Words for people and names of styles (`data/word.toml`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// In both languages.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Both {
    vi: String,
    en: String,
}

impl Both {
    pub(super) fn of(&self, vietnamese: bool) -> &str {
        if vietnamese { &self.vi } else { &self.en }
    }
}

/// A style of a Word file that is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Style {
    /// Cell of the layout whose type it has.
    pub cell: String,
    /// Its name in Word.
    pub name: String,
    /// `left`, `centre`, `right`, `both`.
    pub align: String,
    /// With the text's indent of the first line.
    pub indent: bool,
    /// With the text's line spacing and gap.
    pub running: bool,
    /// Stays with the next paragraph.
    pub keep: bool,
    /// Outline level from 1; 0: none.
    pub outline: u8,
}

/// The file.
#[derive(Debug, Default, Deserialize)]
pub(super) struct File {
    error: BTreeMap<String, Both>,
    kept: BTreeMap<String, Both>,
    /// Styles in their order.
    pub style: Vec<Style>,
    /// Letters by their width in thousandths of the size.
    pub width: Widths,
    /// What the reader recognises.
    pub recognise: Recognise,
}

/// Widths of Times New Roman's letters.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Widths {
    pub upright: BTreeMap<String, String>,
    pub bold: BTreeMap<String, String>,
}

/// Folded words that tell what a line is.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Recognise {
    /// Beginnings of bases.
    pub bases: Vec<String>,
    /// Beginnings of bases beside others only.
    pub further_bases: Vec<String>,
    /// Beginnings of bases beside others, when they end as those do or are in italics.
    pub signed_bases: Vec<String>,
    /// Beginnings of lines of cell 7a.
    pub posts: Vec<String>,
    /// Lines of cell 11.
    pub circulation: Vec<String>,
}

pub(super) fn file() -> &'static File {
    static FILE: OnceLock<File> = OnceLock::new();
    // The file is part of the program and read by a test.
    FILE.get_or_init(|| toml::from_str(include_str!("../../data/word.toml")).unwrap_or_default())
}

pub(super) fn error(code: &str) -> Both {
    file().error.get(code).cloned().unwrap_or_default()
}

pub(super) fn kept(code: &str) -> Both {
    file().kept.get(code).cloned().unwrap_or_default()
}
