//! The rules as data (`data/rules.toml`).

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::finding::Severity;

/// A rule: what it is called, where it stands, what it says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Rule {
    /// `form.symbol-cv`
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
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Words {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// A language that findings are told in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Tiếng Việt.
    #[default]
    Vietnamese,
    /// English.
    English,
}

impl Words {
    /// In one of the languages.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Vietnamese => &self.vi,
            Language::English => &self.en,
        }
    }
}

#[derive(Deserialize)]
struct File {
    rule: Vec<Rule>,
}

/// All rules, in the order of the file.
#[must_use]
pub fn all() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    // The file is part of the program and read by a test: were it broken, there would be no rules.
    RULES.get_or_init(|| {
        toml::from_str::<File>(include_str!("../../data/rules.toml")).map(|file| file.rule).unwrap_or_default()
    })
}

/// The rule of a code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    static BY_CODE: OnceLock<HashMap<&'static str, &'static Rule>> = OnceLock::new();
    BY_CODE.get_or_init(|| all().iter().map(|rule| (rule.code.as_str(), rule)).collect()).get(code).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_speaks_both_languages_and_usual_practice_is_no_error() {
        assert!(all().len() > 100);
        for rule in all() {
            let texts = [&rule.title.vi, &rule.title.en, &rule.sentence.vi, &rule.sentence.en];
            assert!(texts.iter().all(|text| !text.is_empty() && !text.contains('!')), "{}", rule.code);
            assert_eq!(rule.sentence.vi.contains("{found}"), rule.sentence.en.contains("{found}"), "{}", rule.code);
            assert!(rule.sentence.vi.contains("{wanted}") && rule.sentence.en.contains("{wanted}"), "{}", rule.code);
            assert!(rule.source != "thông lệ" || rule.severity < Severity::Error, "{}", rule.code);
            assert_eq!(find(&rule.code), Some(rule), "twice: {}", rule.code);
        }
    }
}
