//! Numbers and symbols: `05/QĐ-SGDĐT`, `123/SGDĐT-GDTH`, `07/SY-SGDĐT` (Decree 30/2020, Annex I, part II.3).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::kinds::{Kind, Kinds, SymbolForm};
use super::subject::is_unprintable;

/// Largest number of a register.
pub const LARGEST: u32 = 999_999;
/// Longest symbol, in letters.
pub const LONGEST: usize = 80;
/// Letters of inserted numbers, in order: those of points in a Vietnamese list without đ, which reads like d.
pub const LETTERS: &str = "abceghiklmnopqrstuvxy";

/// A number of a register: `5`, or `12a` when inserted. Shown with a leading zero below 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number {
    value: u32,
    letter: Option<char>,
}

/// A text that is no number, symbol or abbreviation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSymbol {
    /// Not a number from 1 to [`LARGEST`] with at most one letter of [`LETTERS`].
    #[error("not a number of a register")]
    Number,
    /// Not an abbreviation: letters, digits, `&` and `.`, 1 to 30 of them.
    #[error("an abbreviation has 1 to 30 letters, digits, & or .")]
    Abbreviation,
    /// Not a symbol: 1 to [`LONGEST`] printable letters without blanks.
    #[error("a symbol has 1 to {LONGEST} letters and no blanks")]
    Symbol,
    /// This kind's symbol names the drafting unit, and none was given.
    #[error("the symbol of this kind names the drafting unit")]
    UnitMissing,
}

impl Number {
    /// A plain number.
    ///
    /// # Errors
    /// When it is 0 or above [`LARGEST`].
    pub const fn new(value: u32) -> Result<Self, BadSymbol> {
        if value == 0 || value > LARGEST { Err(BadSymbol::Number) } else { Ok(Self { value, letter: None }) }
    }

    /// An inserted number.
    ///
    /// # Errors
    /// When the number is out of range or the letter is not one of [`LETTERS`].
    pub fn inserted(value: u32, letter: char) -> Result<Self, BadSymbol> {
        let plain = Self::new(value)?;
        if LETTERS.contains(letter) { Ok(Self { letter: Some(letter), ..plain }) } else { Err(BadSymbol::Number) }
    }

    /// Reads `5`, `05` or `12a`.
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(text: &str) -> Result<Self, BadSymbol> {
        let text = text.trim();
        let digits = text.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        let mut letters = text[digits.len()..].chars();
        let is_plain = !digits.is_empty() && digits.len() <= 7 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let value = if is_plain { digits.parse().map_err(|_| BadSymbol::Number)? } else { 0 };
        match (letters.next(), letters.next()) {
            (None, _) => Self::new(value),
            (Some(letter), None) => Self::inserted(value, letter),
            _ => Err(BadSymbol::Number),
        }
    }

    /// The integer.
    #[must_use]
    pub const fn value(self) -> u32 {
        self.value
    }

    /// The letter of an inserted number.
    #[must_use]
    pub const fn letter(self) -> Option<char> {
        self.letter
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.value)?;
        self.letter.map_or(Ok(()), |letter| write!(f, "{letter}"))
    }
}

impl TryFrom<String> for Number {
    type Error = BadSymbol;
    fn try_from(text: String) -> Result<Self, BadSymbol> {
        Self::parse(&text)
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.to_string()
    }
}

/// Abbreviation of an organisation or a unit, fixed by its head: `SGDĐT`, `SGD&ĐT`, `GDTH`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Abbreviation(String);

impl Abbreviation {
    /// Reads an abbreviation.
    ///
    /// # Errors
    /// When it has a blank, a slash, a hyphen or another sign, or is empty or longer than 30 letters.
    pub fn parse(text: &str) -> Result<Self, BadSymbol> {
        let text = text.trim();
        let fits = (1..=30).contains(&text.chars().count());
        let is_one = text.chars().all(|letter| letter.is_alphanumeric() || letter == '&' || letter == '.');
        if fits && is_one { Ok(Self(text.to_owned())) } else { Err(BadSymbol::Abbreviation) }
    }
}

impl TryFrom<String> for Abbreviation {
    type Error = BadSymbol;
    fn try_from(text: String) -> Result<Self, BadSymbol> {
        Self::parse(&text)
    }
}

impl From<Abbreviation> for String {
    fn from(abbreviation: Abbreviation) -> Self {
        abbreviation.0
    }
}

/// What stands after the number and the slash: `TB-SGDĐT`. Also of foreign documents, whose symbols follow other rules.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Symbol(String);

impl Symbol {
    /// The symbol of a document of one's own; `unit` is the drafting unit or the field.
    ///
    /// # Errors
    /// When the kind names the unit and none is given.
    pub fn of(
        kinds: &Kinds,
        kind: Kind,
        organisation: &Abbreviation,
        unit: Option<&Abbreviation>,
    ) -> Result<Self, BadSymbol> {
        let facts = kinds.of(kind);
        match (facts.symbol, facts.abbreviation.as_deref(), unit) {
            (SymbolForm::KindOrganisation, Some(kind), _) => Ok(Self(format!("{kind}-{}", organisation.0))),
            (_, _, Some(unit)) => Ok(Self(format!("{}-{}", organisation.0, unit.0))),
            _ => Err(BadSymbol::UnitMissing),
        }
    }

    /// Reads a symbol as it stands on a document of somebody else.
    ///
    /// # Errors
    /// When it is empty, has blanks or unprintable characters, or is longer than [`LONGEST`] letters.
    pub fn parse(text: &str) -> Result<Self, BadSymbol> {
        let text = text.trim();
        let fits = (1..=LONGEST).contains(&text.chars().count());
        let is_one = !text.chars().any(|letter| letter.is_whitespace() || is_unprintable(letter));
        if fits && is_one { Ok(Self(text.to_owned())) } else { Err(BadSymbol::Symbol) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Number and symbol as printed: `05/QĐ-SGDĐT`.
    #[must_use]
    pub fn numbered(&self, number: Number) -> String {
        format!("{number}/{}", self.0)
    }
}

impl TryFrom<String> for Symbol {
    type Error = BadSymbol;
    fn try_from(text: String) -> Result<Self, BadSymbol> {
        Self::parse(&text)
    }
}

impl From<Symbol> for String {
    fn from(symbol: Symbol) -> Self {
        symbol.0
    }
}

/// Reads `Số: 135/TB-SGDĐT` or `135/TB-SGDĐT` from a text.
///
/// # Errors
/// When the part before the first slash is no number or the part after it no symbol.
pub fn parse_numbered(text: &str) -> Result<(Number, Symbol), BadSymbol> {
    let text = text.trim();
    let text = text.strip_prefix("Số").map_or(text, |rest| rest.trim_start().trim_start_matches(':'));
    let (number, symbol) = text.split_once('/').ok_or(BadSymbol::Symbol)?;
    Ok((Number::parse(number)?, Symbol::parse(symbol)?))
}

#[cfg(test)]
#[path = "symbol_tests.rs"]
mod tests;
