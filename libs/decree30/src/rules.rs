//! Rules as data: how a rule is called, where it stands, what it says (`data/rules-*.toml`).

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::finding::{Finding, Fix, Place, Severity};

const FILES: [&str; 2] = [include_str!("../data/rules-bases.toml"), include_str!("../data/rules-copying.toml")];
/// Longest words quoted from a document, in letters.
const LONGEST_QUOTE: usize = 200;

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Rule {
    /// `bases.expired`
    pub code: String,
    /// The cell that it speaks of; empty when it differs.
    #[serde(default)]
    pub cell: String,
    /// Decree, annex, part; `thông lệ` for usual practice.
    pub source: String,
    /// By default.
    pub severity: Severity,
    /// The fault in a few words.
    pub title: Words,
    /// The fault with `{found}` and `{wanted}`.
    pub sentence: Words,
}

/// The same in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Words {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

#[derive(Deserialize)]
struct File {
    rule: Vec<Rule>,
    #[serde(default)]
    terms: HashMap<String, Words>,
}

fn files() -> &'static [File] {
    static READ: OnceLock<Vec<File>> = OnceLock::new();
    // The files are part of the program and read by a test: were one broken, its rules would be missing.
    READ.get_or_init(|| FILES.iter().filter_map(|text| toml::from_str(text).ok()).collect())
}

/// All rules of bases and of copying, in the order of the files.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    files().iter().flat_map(|file| &file.rule)
}

/// The rule of a code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// Words of findings in both languages, `{0}` where a day or a number stands.
pub fn terms() -> impl Iterator<Item = (&'static str, &'static Words)> {
    files().iter().flat_map(|file| &file.terms).map(|(code, words)| (code.as_str(), words))
}

/// A term in Vietnamese, as findings carry it, with what stands in its place.
pub(crate) fn term(code: &str, value: &str) -> String {
    let words = files().iter().find_map(|file| file.terms.get(code));
    words.map(|words| words.vi.replace("{0}", value)).unwrap_or_default()
}

/// A fault against the rule of this code; none when there is no such rule, which a test excludes.
pub(crate) fn finding(code: &str, found: &str, wanted: &str, place: Place, fix: Option<Fix>) -> Option<Finding> {
    let rule = find(code)?;
    Some(Finding {
        rule: rule.code.clone(),
        cell: rule.cell.clone(),
        found: quoted(found),
        wanted: quoted(wanted),
        source: rule.source.clone(),
        severity: rule.severity,
        place,
        fix,
    })
}

fn quoted(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_speaks_both_languages_and_usual_practice_is_no_error() {
        assert_eq!(files().len(), FILES.len());
        assert_eq!(all().count(), 14);
        for rule in all() {
            for text in [&rule.title.vi, &rule.title.en, &rule.sentence.vi, &rule.sentence.en] {
                assert!(!text.is_empty() && !text.contains('!'), "{}", rule.code);
            }
            for sentence in [&rule.sentence.vi, &rule.sentence.en] {
                assert!(sentence.contains("{found}") && sentence.contains("{wanted}"), "{}", rule.code);
            }
            assert!(rule.source != "thông lệ" || rule.severity < Severity::Error, "{}", rule.code);
            assert_eq!(find(&rule.code), Some(rule), "twice: {}", rule.code);
        }
    }

    #[test]
    fn every_term_says_the_same_in_both_languages() {
        assert!(terms().count() > 8);
        for (code, words) in terms() {
            assert!(!words.vi.is_empty() && !words.en.is_empty(), "{code}");
            assert_eq!(words.vi.contains("{0}"), words.en.contains("{0}"), "{code}");
        }
        assert_eq!(term("count", "3"), "3 căn cứ");
    }
}
