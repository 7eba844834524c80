//! The library: texts by code, number and name, and which of them are in force on a day.

use std::collections::HashMap;

use jiff::civil::Date;

use super::find::Citation;
use super::fold;
use super::kinds::{file, issuer, kind, same_issuer};
use super::package::{Package, PackageError};
use super::required::{self, Required};
use super::text::{Fact, Text};

/// Most texts of a library.
pub const MOST_TEXTS: usize = 50_000;

/// Texts and what is wanted of bases. Shipped, then what is added: later wins.
#[derive(Clone, Debug, Default)]
pub struct Library {
    texts: Vec<Text>,
    by_code: HashMap<String, usize>,
    by_key: HashMap<String, Vec<usize>>,
    required: Vec<Required>,
    version: u64,
}

/// Why a text is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// Something about it cannot be: `code`, `words`, `kind`, `lists` or `days`.
    #[error("the entry {code:?} has a fault in its {what}")]
    Fault {
        /// Its code, shortened.
        code: String,
        /// Which part.
        what: &'static str,
    },
    /// The library holds [`MOST_TEXTS`] already.
    #[error("the library is full")]
    Full,
}

/// A text on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Not yet in force.
    NotYet,
    /// In force, as far as is known.
    InForce,
    /// No longer in force.
    Gone,
}

/// What a citation means.
pub(super) enum Match<'a> {
    /// This text; its day and issuer may differ.
    Text(&'a Text),
    /// This text, by everything but its number.
    OtherNumber(&'a Text),
    /// An older law of the name of this one.
    Older(&'a Text),
    Nothing,
}

impl Library {
    /// The texts of `data/texts.toml` and the wanted bases of `data/required-bases.toml`.
    #[must_use]
    pub fn shipped() -> Self {
        let mut library = Self { required: required::shipped(), version: file().version, ..Self::default() };
        for text in &file().text {
            // A test sees to it that every shipped text is taken.
            let _taken = library.add(text.clone());
        }
        library
    }

    /// Adds a text, or puts it in the place of the one of its code.
    ///
    /// # Errors
    /// [`Rejected`] when the entry has a fault or the library is full; nothing changes then.
    pub fn add(&mut self, mut text: Text) -> Result<(), Rejected> {
        if let Some(what) = text.fault() {
            return Err(Rejected::Fault { code: text.code.chars().take(80).collect(), what });
        }
        if text.issuer.is_empty() {
            text.issuer = issuer(&text.number).map(|issuer| issuer.name.clone()).unwrap_or_default();
        }
        let at = match self.by_code.get(&text.code) {
            Some(at) => *at,
            None if self.texts.len() >= MOST_TEXTS => return Err(Rejected::Full),
            None => {
                self.by_code.insert(text.code.clone(), self.texts.len());
                self.texts.push(Text::default());
                self.texts.len() - 1
            }
        };
        if let Some(old) = self.texts.get_mut(at) {
            for key in keys(old) {
                self.by_key.entry(key).or_default().retain(|other| *other != at);
            }
            for key in keys(&text) {
                self.by_key.entry(key).or_default().push(at);
            }
            *old = text;
        }
        Ok(())
    }

    /// Takes an update.
    ///
    /// # Errors
    /// [`PackageError::Old`] when it is not newer than what is here; [`PackageError::Content`] when a text has a fault.
    /// Nothing changes then.
    pub fn update(&mut self, package: &Package) -> Result<(), PackageError> {
        if package.version <= self.version {
            return Err(PackageError::Old { version: package.version, have: self.version });
        }
        let mut changed = self.clone();
        for text in &package.texts {
            changed.add(text.clone()).map_err(|error| PackageError::Content(error.to_string()))?;
        }
        changed.version = package.version;
        *self = changed;
        Ok(())
    }

    /// The version of the shipped texts or of the last update.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The text of a code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Text> {
        self.texts.get(*self.by_code.get(code)?)
    }

    /// All texts.
    pub fn all(&self) -> impl Iterator<Item = &Text> {
        self.texts.iter()
    }

    /// What bases are wanted.
    #[must_use]
    pub fn required(&self) -> &[Required] {
        &self.required
    }

    /// Sets what bases an organisation wants, instead of the shipped list.
    pub fn require(&mut self, required: Vec<Required>) {
        self.required = required;
    }

    /// The first day in force, as far as is known: no text is in force before its own day.
    #[must_use]
    pub fn first_day(&self, text: &Text) -> Option<Date> {
        text.from.or(text.day)
    }

    /// The last day in force, and whether that is doubtful: as stated, else the day before all texts that replace it
    /// are in force. None when it is not known or has none.
    #[must_use]
    pub fn last_day(&self, text: &Text) -> Option<(Date, bool)> {
        if let Some(until) = text.until {
            return Some((until, text.doubts(Fact::Until)));
        }
        let mut last = None;
        let mut doubtful = text.doubts(Fact::ReplacedBy);
        for code in &text.replaced_by {
            let successor = self.get(code)?;
            doubtful |= successor.from.is_none() || successor.doubts(Fact::From);
            last = last.max(Some(self.first_day(successor)?));
        }
        Some((last?.yesterday().ok()?, doubtful))
    }

    /// Its state on a day.
    #[must_use]
    pub fn state(&self, text: &Text, day: Date) -> State {
        if self.first_day(text).is_some_and(|first| day < first) {
            return State::NotYet;
        }
        if self.last_day(text).is_some_and(|(last, _)| last < day) { State::Gone } else { State::InForce }
    }

    /// The text in force on a day that took the place of this one, over several steps.
    #[must_use]
    pub fn successor(&self, text: &Text, day: Date) -> Option<&Text> {
        let mut next: Vec<&String> = text.replaced_by.iter().collect();
        // As many steps as no chain has; a circle ends there.
        for _ in 0..10 {
            let texts: Vec<&Text> = next.iter().filter_map(|code| self.get(code)).collect();
            if let Some(found) = texts.iter().find(|text| self.state(text, day) == State::InForce) {
                return Some(found);
            }
            next = texts.iter().flat_map(|text| &text.replaced_by).take(10).collect();
        }
        None
    }

    /// The text that a citation means, on a day (which of several laws of one name); its day and issuer may differ.
    #[must_use]
    pub fn named(&self, citation: &Citation, day: Date) -> Option<&Text> {
        match self.find(citation, day) {
            Match::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn find(&self, citation: &Citation, day: Date) -> Match<'_> {
        if citation.number.is_empty() {
            return self.by_name(citation, day);
        }
        let numbered = self.keyed(&number_key(&citation.kind, &citation.number));
        if let Some(text) = numbered.into_iter().rev().find(|text| is_meant(text, citation)) {
            return Match::Text(text);
        }
        let alike = self.keyed(&core_key(&citation.kind, &citation.number));
        // The newest entry first: what is added later wins.
        for text in alike.into_iter().rev() {
            if citation.symbol().is_empty() {
                return Match::Text(text);
            }
            // Only the Government numbers decrees; circulars and decisions have a series in every body.
            if text.kind == "decree" || (text.day.is_some() && text.day == citation.day) {
                return Match::OtherNumber(text);
            }
        }
        let same_words = |text: &&Text| fold::fold(&text.subject) == fold::fold(&citation.subject);
        let on_day = citation.day.map(|day| self.keyed(&day_key(&citation.kind, day))).unwrap_or_default();
        let meant = on_day.into_iter().rev().find(|text| !citation.subject.is_empty() && same_words(text));
        meant.map_or(Match::Nothing, Match::OtherNumber)
    }

    fn by_name(&self, citation: &Citation, day: Date) -> Match<'_> {
        let mut texts = self.keyed(&name_key(&citation.kind, &citation.subject));
        texts.sort_by_key(|text| text.year());
        let Some(newest) = texts.last().copied() else { return Match::Nothing };
        let Some(year) = citation.year else {
            let in_force = texts.iter().rev().find(|text| self.state(text, day) == State::InForce);
            return Match::Text(in_force.copied().unwrap_or(newest));
        };
        let of_day = texts.iter().rev().find(|text| text.day.is_some() && text.day == citation.day);
        let of_year = || texts.iter().rev().find(|text| text.year() == Some(year));
        match of_day.or_else(of_year) {
            Some(text) => Match::Text(text),
            None if newest.year().is_some_and(|newest| year < newest) => Match::Older(newest),
            None => Match::Nothing,
        }
    }

    fn keyed(&self, key: &str) -> Vec<&Text> {
        self.by_key.get(key).into_iter().flatten().filter_map(|at| self.texts.get(*at)).collect()
    }
}

/// A number with a year means one text. One without is given every year, and by many bodies: day or year must agree.
fn is_meant(text: &Text, citation: &Citation) -> bool {
    if super::text::year_of(&text.number).is_some() {
        return true;
    }
    let central = issuer(&text.number).is_some();
    match (text.day, citation.day) {
        (Some(one), Some(other)) if one == other => {
            citation.issuer.is_empty() || same_issuer(&text.issuer, &citation.issuer)
        }
        (_, Some(other)) => central && text.year() == Some(other.year()),
        (_, None) => central,
    }
}

fn keys(text: &Text) -> Vec<String> {
    let mut keys = Vec::new();
    if !text.number.is_empty() {
        keys.extend([number_key(&text.kind, &text.number), core_key(&text.kind, &text.number)]);
    }
    if kind(&text.kind).is_some_and(|kind| kind.named) && !text.subject.is_empty() {
        keys.push(name_key(&text.kind, &text.subject));
    }
    keys.extend(text.day.map(|day| day_key(&text.kind, day)));
    keys
}

fn number_key(kind: &str, number: &str) -> String {
    format!("{kind} number {}", fold::number(number))
}

/// Number and year without the symbol; what has no year has no such key of its own.
fn core_key(kind: &str, number: &str) -> String {
    let mut parts = number.split('/');
    let first = parts.next().unwrap_or_default();
    match super::text::year_of(number) {
        Some(year) => format!("{kind} core {}", fold::number(&format!("{first}/{year}"))),
        None => String::new(),
    }
}

fn name_key(kind: &str, subject: &str) -> String {
    format!("{kind} name {}", fold::fold(subject))
}

fn day_key(kind: &str, day: Date) -> String {
    format!("{kind} day {day}")
}

#[cfg(test)]
mod tests;
