//! What findings say with words of their own (`data/terms.toml`), and what that is in English.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::look::names;
use super::rules::Words;

#[derive(Default, Deserialize)]
struct File {
    terms: BTreeMap<String, Words>,
}

fn terms() -> &'static BTreeMap<String, Words> {
    static TERMS: OnceLock<BTreeMap<String, Words>> = OnceLock::new();
    // The file is part of the program and read by a test: were it broken, findings would lack these words.
    TERMS.get_or_init(|| {
        toml::from_str::<File>(include_str!("../../data/terms.toml")).map(|file| file.terms).unwrap_or_default()
    })
}

/// A term in Vietnamese, as findings carry it.
pub(super) fn term(code: &str) -> &'static str {
    terms().get(code).map_or("", |words| words.vi.as_str())
}

/// A term with what stands in its places `{0}` and `{1}`.
pub(super) fn filled(code: &str, values: &[&str]) -> String {
    fill(term(code), values)
}

fn fill(pattern: &str, values: &[&str]) -> String {
    let places = ["{0}", "{1}"].iter().zip(values);
    places.fold(pattern.to_owned(), |text, (place, value)| text.replace(place, value))
}

/// What a finding says in English: terms are turned, words of the document stay as they are.
pub(super) fn english(text: &str) -> String {
    turned(text, 0).unwrap_or_else(|| text.to_owned())
}

fn turned(text: &str, depth: usize) -> Option<String> {
    let named = names().find(|name| name.vi == text);
    if let Some(words) = named.or_else(|| terms().values().find(|words| words.vi == text)) {
        return Some(words.en.clone());
    }
    // Terms within terms within terms.
    if depth > 2 {
        return None;
    }
    terms().values().filter(|words| words.vi.contains("{0}")).find_map(|words| {
        let values = taken(&words.vi, text)?;
        let values: Option<Vec<String>> =
            values.iter().map(|value| measure(value).or_else(|| turned(value, depth + 1))).collect();
        Some(fill(&words.en, &values?.iter().map(String::as_str).collect::<Vec<_>>()))
    })
}

/// A measure is the same in both languages.
fn measure(text: &str) -> Option<String> {
    let units = ["pt", "mm"];
    let word = |word: &str| units.contains(&word) || !word.chars().any(char::is_alphabetic);
    text.split(' ').all(word).then(|| text.to_owned())
}

/// What stands in the places of a pattern.
fn taken<'a>(pattern: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let (before, rest) = pattern.split_once("{0}")?;
    let inner = text.strip_prefix(before)?;
    match rest.split_once("{1}") {
        None => inner.strip_suffix(rest).map(|value| vec![value]),
        Some((between, after)) => {
            let inner = inner.strip_suffix(after)?;
            let (first, second) = if between == " " { inner.split_once(between) } else { inner.rsplit_once(between) }?;
            Some(vec![first, second])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_turned_and_quotes_are_not() {
        assert_eq!(english(&filled("lines", &["12 pt", "3"])), "12 pt (3 lines)");
        assert_eq!(english(&filled("margin", &[term("top"), "20–25 mm"])), "a top margin of 20–25 mm");
        assert_eq!(english(&filled("lines", &[term("not-bold"), "2"])), "not bold (2 lines)");
        assert_eq!(
            english(&filled("in-half", &["Quốc hiệu", term("left-half")])),
            "the name of the state stands in the left half"
        );
        assert_eq!(english("Báo cáo ở trên"), "Báo cáo ở trên");
        assert_eq!(english("{0}"), "{0}");
    }

    #[test]
    fn every_term_has_both_languages_with_the_same_places() {
        assert!(terms().len() > 50);
        for (code, words) in terms() {
            for place in ["{0}", "{1}"] {
                assert_eq!(words.vi.contains(place), words.en.contains(place), "{code}");
            }
        }
    }
}
