//! A legal text, as facts about it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Longest words of a text's facts, in bytes.
pub const LONGEST_WORDS: usize = 2_000;
/// Most fields a text covers, and most texts that replace it.
const MOST_ENTRIES: usize = 20;

/// A legal text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Text {
    /// Stays the same whatever is corrected: small letters, digits and hyphens, `nd-30-2020`.
    pub code: String,
    /// Code of its kind (`data/texts.toml`, `data/kinds.toml`): `decree`.
    pub kind: String,
    /// Number with symbol, `30/2020/NĐ-CP`; empty when it is not known.
    pub number: String,
    /// Its day; of laws the day they were passed.
    pub day: Option<Date>,
    /// Its year, where the day is not known and the number does not tell it.
    pub year: Option<i16>,
    /// Who issued it, as documents cite it; empty: by its symbol.
    pub issuer: String,
    /// What it calls itself: a law's name without "Luật", else what stands behind "về" (or begins with its verb).
    pub subject: String,
    /// What it is about, in other words than its own; for searching, never cited.
    pub about: String,
    /// The first day in force.
    pub from: Option<Date>,
    /// The last day in force.
    pub until: Option<Date>,
    /// Codes of the texts that replace it, together: it is gone when all of them are in force.
    pub replaced_by: Vec<String>,
    /// Codes of the fields it covers.
    pub fields: Vec<String>,
    /// Where these facts come from.
    pub source: String,
    /// How well they are known.
    pub verified: Verified,
    /// Which of them nobody has verified.
    pub doubtful: Vec<Fact>,
}

/// How well facts are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verified {
    /// Read on a page of a law site, a state site or the press, or in the text itself.
    Seen,
    /// Read in a copy or in notes of others.
    SecondHand,
    /// By nobody.
    #[default]
    Unverified,
}

/// A fact about a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// [`Text::day`]
    Day,
    /// [`Text::issuer`]
    Issuer,
    /// [`Text::from`]
    From,
    /// [`Text::until`]
    Until,
    /// [`Text::replaced_by`]
    ReplacedBy,
}

impl Text {
    /// Whether this fact rests on nothing that was read.
    #[must_use]
    pub fn doubts(&self, fact: Fact) -> bool {
        self.verified == Verified::Unverified || self.doubtful.contains(&fact)
    }

    /// The year it was issued in, by its day, its number or as stated.
    #[must_use]
    pub fn year(&self) -> Option<i16> {
        self.day.map(Date::year).or_else(|| year_of(&self.number)).or(self.year)
    }

    /// What is wrong with it as an entry, in a word; nothing bounds a text that comes from outside but this.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let code = |text: &str| {
            (1..=80).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        };
        let words = [&self.number, &self.issuer, &self.subject, &self.about, &self.source];
        if !code(&self.code) {
            return Some("code");
        }
        if words.iter().any(|words| words.len() > LONGEST_WORDS || words.chars().any(char::is_control)) {
            return Some("words");
        }
        if super::kind(&self.kind).is_none() || (self.number.is_empty() && self.subject.is_empty()) {
            return Some("kind");
        }
        let lists = [&self.replaced_by, &self.fields];
        let whole = |list: &&Vec<String>| list.len() <= MOST_ENTRIES && list.iter().all(|entry| code(entry));
        if !lists.iter().all(whole) || self.doubtful.len() > MOST_ENTRIES {
            return Some("lists");
        }
        (self.from.zip(self.until).is_some_and(|(from, until)| from > until)).then_some("days")
    }
}

/// The year in a number: `30/2020/NĐ-CP`.
pub(super) fn year_of(number: &str) -> Option<i16> {
    let part = number.split('/').nth(1)?;
    part.parse().ok().filter(|year| part.len() == 4 && (1900..2200).contains(year))
}
