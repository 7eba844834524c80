//! How a document looks, as data (`data/layout.toml`): page, types of the cells, rules, rooms and the form's own words.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// The file, as the typesetter's template reads it.
const FILE: &str = include_str!("../data/layout.toml");

/// What the decree fixes. Types are points, lengths millimetres, unless a name says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Layout {
    /// Where it stands.
    pub source: String,
    /// From when.
    pub in_force_from: Option<jiff::civil::Date>,
    /// The page.
    pub page: Page,
    /// The face.
    pub face: Face,
    /// Types by the names of the cells, `country` for instance.
    pub cell: BTreeMap<String, Type>,
    /// Paragraphs.
    pub text: Text,
    /// Lengths of rules as shares of the line above.
    pub rule: Rules,
    /// The head of page 1.
    pub head: Head,
    /// Title and subject.
    pub title: Title,
    /// Urgency stamps.
    pub stamp: Stamps,
    /// Signatures and recipients.
    pub closing: Closing,
    /// Annexes.
    pub annex: Annexes,
    /// Where the body signs a file of its own.
    pub corner: Corner,
    /// Where addressees stand.
    pub addressed: Inset,
    /// The QR code.
    pub code: Sized,
    /// What the form says itself.
    pub words: BTreeMap<String, String>,
    /// What stands before the text, by kind.
    pub opener: BTreeMap<String, String>,
    /// What stands before the subject, by kind.
    pub subject_prefix: BTreeMap<String, String>,
    /// Words that stay with their number.
    pub kept: Kept,
}

/// A value in use and the range that the decree allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Range {
    /// What is set.
    #[serde(rename = "use")]
    pub used: f64,
    /// Least.
    pub from: f64,
    /// Most.
    pub to: f64,
}

impl Range {
    /// Whether a value lies within, but for rounding.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        value >= self.from - 0.05 && value <= self.to + 0.05
    }
}

/// Page and margins, millimetres.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Page {
    /// Width, upright.
    pub width: f64,
    /// Height, upright.
    pub height: f64,
    /// Margin above.
    pub top: Range,
    /// Margin below.
    pub bottom: Range,
    /// Margin on the left.
    pub left: Range,
    /// Margin on the right.
    pub right: Range,
    /// Between page number and text.
    pub number_gap: f64,
    /// Between text and the line at the foot.
    pub foot_gap: f64,
}

/// The face and its line, in em.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Face {
    /// Its family.
    pub family: String,
    /// Above the base line.
    pub ascent: f64,
    /// Below it.
    pub descent: f64,
    /// One single line.
    pub single: f64,
}

/// The type of a cell.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct Type {
    /// Number of the cell, Annex I, part IV; empty for what has none.
    pub cell: String,
    /// Size in use.
    #[serde(rename = "use")]
    pub used: f64,
    /// Least size.
    pub from: f64,
    /// Greatest size.
    pub to: f64,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// In capitals.
    pub capitals: bool,
}

/// Paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Text {
    /// First line.
    pub indent: Range,
    /// Points between paragraphs.
    pub paragraph_gap: Range,
    /// Multiple of a single line.
    pub line_spacing: Range,
    /// What a basis ends in.
    pub basis: String,
    /// What the last one ends in.
    pub last_basis: String,
}

/// Rules.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Rules {
    /// Points.
    pub thickness: f64,
    /// Points above it.
    pub gap: f64,
    /// Below the motto.
    pub motto: Range,
    /// Below the body's name.
    pub issuer: Range,
    /// Below the subject.
    pub subject: Range,
    /// Below an annex's line.
    pub annex: Range,
}

/// The head; gaps are points.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Head {
    /// Share of the left column.
    pub left: f64,
    /// Between the columns.
    pub gutter: f64,
    /// Between names and number.
    pub number_gap: f64,
    /// Between number and a letter's subject.
    pub subject_gap: f64,
    /// Below the head.
    pub below: f64,
    /// Blank of the number, millimetres.
    pub number_blank: f64,
    /// Blank of the day.
    pub day_blank: f64,
    /// Blank of the month.
    pub month_blank: f64,
    /// Blank of the year.
    pub year_blank: f64,
    /// Kinds without a line of the number, unless a symbol is given.
    pub without_number: Vec<String>,
}

/// Title and subject.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Title {
    /// Share of the width that the subject takes at most.
    pub width: f64,
    /// Points above.
    pub above: f64,
    /// Points below.
    pub below: f64,
}

/// Urgency stamps.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Stamps {
    /// `KHẨN`
    pub urgent: Stamp,
    /// `THƯỢNG KHẨN`
    pub very_urgent: Stamp,
    /// `HỎA TỐC`
    pub express: Stamp,
    /// Ink.
    pub colour: String,
    /// Points of its frame.
    pub thickness: f64,
    /// Points above it.
    pub gap: f64,
}

/// One stamp, millimetres.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Stamp {
    /// What it says.
    pub words: String,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Signatures and recipients.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Closing {
    /// Share of the recipients' column.
    pub left: f64,
    /// Points above.
    pub above: f64,
    /// Between post and name, millimetres.
    pub room: f64,
    /// The picture of a signature.
    pub signature: Area,
    /// Across the seal.
    pub seal: f64,
    /// Share of the signature under the seal.
    pub overlap: f64,
    /// Signers beside each other.
    pub beside: usize,
    /// What ends the text.
    pub sign: String,
    /// Kinds without it.
    pub without_sign: Vec<String>,
}

/// Width and height, millimetres.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Area {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Annexes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Annexes {
    /// Number and date stand in the line of an electronic document.
    pub electronic_filled: bool,
    /// An issued regulation begins with the body's head.
    pub issued_head: bool,
}

/// Top right of page 1, millimetres from the paper's edges.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Corner {
    /// Size of its type, points.
    pub size: f64,
    /// From the top.
    pub top: f64,
    /// From the right.
    pub right: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// From the left, millimetres.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Inset {
    /// How far.
    pub inset: f64,
}

/// A length, millimetres.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Sized {
    /// How long.
    pub size: f64,
}

/// Words that stay with a number.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Kept {
    /// Before it.
    pub before_number: Vec<String>,
    /// Behind it.
    pub after_number: Vec<String>,
    /// Pairs of syllables that names and titles do not divide.
    pub compounds: Vec<String>,
}

impl Layout {
    /// The type of a cell; the text's for a name that is none.
    #[must_use]
    pub fn kind(&self, name: &str) -> Type {
        self.cell.get(name).or_else(|| self.cell.get("text")).cloned().unwrap_or_default()
    }

    /// Words of the form; empty for a name that is none.
    #[must_use]
    pub fn word(&self, name: &str) -> &str {
        self.words.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// The layout in force.
#[must_use]
pub fn current() -> &'static Layout {
    static LAYOUT: OnceLock<Layout> = OnceLock::new();
    // The file is part of the program and read by a test.
    LAYOUT.get_or_init(|| toml::from_str(FILE).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_lies_within_what_is_allowed() {
        let layout: Layout = toml::from_str(FILE).unwrap();
        assert!(layout.cell.len() > 30);
        for (name, one) in &layout.cell {
            assert!(one.from <= one.used && one.used <= one.to && one.from >= 11.0 && one.to <= 14.0, "{name}");
        }
        let page = &layout.page;
        let text = &layout.text;
        let rule = &layout.rule;
        let ranges = [
            page.top,
            page.bottom,
            page.left,
            page.right,
            text.indent,
            text.paragraph_gap,
            text.line_spacing,
            rule.motto,
            rule.issuer,
            rule.subject,
        ];
        assert!(ranges.iter().all(|range| range.holds(range.used)));
        assert!(!page.left.holds(25.0) && page.left.holds(33.0));
    }

    #[test]
    fn kinds_named_in_the_layout_exist() {
        let layout = current();
        let named = layout.closing.without_sign.iter().chain(layout.opener.keys()).chain(layout.subject_prefix.keys());
        for code in named {
            assert!(crate::kinds::find(code).is_some(), "{code}");
        }
    }
}
