//! Words that the checks know (`data/language.toml`, `data/spelling.toml`).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

#[derive(Default, Deserialize)]
pub(super) struct Lexicon {
    surnames: Vec<String>,
    middle_names: HashSet<String>,
    posts: Vec<String>,
    pub before_people: HashSet<String>,
    pub before_state: HashSet<String>,
    organisations: Vec<String>,
    pub degrees: Vec<String>,
    pub cited_kinds: Vec<String>,
    pub named_kinds: Vec<String>,
    pub basis_words: Vec<String>,
    pub proposal_words: Vec<String>,
    pub decimal_units: HashSet<String>,
    pub doubled_words: HashSet<String>,
    pub short: BTreeMap<String, String>,
    /// Slips of spelling: their words and what is right.
    #[serde(skip)]
    pub slips: Phrases,
    /// Names of bodies.
    #[serde(skip)]
    pub bodies: Phrases,
    /// Posts.
    #[serde(skip)]
    pub titles: Phrases,
    #[serde(skip)]
    surname_set: HashSet<String>,
}

#[derive(Default, Deserialize)]
struct Spelling {
    slips: BTreeMap<String, String>,
}

impl Lexicon {
    /// Whether a word is a family name written with its capital.
    pub fn surname(&self, word: &str) -> bool {
        self.surname_set.contains(word)
    }

    pub fn middle_name(&self, word: &str) -> bool {
        self.middle_names.contains(word)
    }
}

/// The words as the program brings them.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    // The files are part of the program and read by a test: were they broken, no words would be known.
    LEXICON.get_or_init(|| {
        let mut lexicon: Lexicon = toml::from_str(include_str!("../../data/language.toml")).unwrap_or_default();
        let spelling: Spelling = toml::from_str(include_str!("../../data/spelling.toml")).unwrap_or_default();
        lexicon.slips = Phrases::new(spelling.slips.iter().map(|(wrong, right)| (wrong.clone(), right.clone())));
        lexicon.bodies = Phrases::new(lexicon.organisations.iter().map(|name| (name.to_lowercase(), name.clone())));
        lexicon.titles = Phrases::new(lexicon.posts.iter().map(|post| (post.clone(), post.clone())));
        lexicon.surname_set = lexicon.surnames.iter().cloned().collect();
        lexicon
    })
}

/// Phrases by their first word; each has its words, and what stands for it.
#[derive(Default)]
pub(super) struct Phrases {
    by_first: HashMap<String, Vec<(Vec<String>, String)>>,
}

impl Phrases {
    /// Of phrases in small letters.
    pub fn new(pairs: impl Iterator<Item = (String, String)>) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, String)>> = HashMap::new();
        for (phrase, value) in pairs {
            let mut words = phrase.split_whitespace().map(str::to_owned);
            let Some(first) = words.next() else { continue };
            by_first.entry(first).or_default().push((words.collect(), value));
        }
        // The longest first: "Phó Giám đốc" before "Phó".
        by_first.values_mut().for_each(|list| list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
        Self { by_first }
    }

    /// The longest phrase whose words stand here: how many words, and what stands for it. `word` gives the word that
    /// stands so many places behind the first.
    pub fn at<'a>(&self, first: &str, word: impl Fn(usize) -> Option<&'a str>) -> Option<(usize, &str)> {
        let fits = |words: &[String]| words.iter().enumerate().all(|(at, wanted)| word(at + 1) == Some(wanted));
        let (words, value) = self.by_first.get(first)?.iter().find(|(words, _)| fits(words))?;
        Some((words.len() + 1, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_read() {
        let lexicon = lexicon();
        assert!(lexicon.surname("Nguyễn") && !lexicon.surname("nguyễn") && lexicon.middle_name("văn"));
        assert_eq!(lexicon.short.get("đ/c").map(String::as_str), Some("đồng chí"));
        let slips: Spelling = toml::from_str(include_str!("../../data/spelling.toml")).unwrap();
        assert!(slips.slips.len() >= 150);
        for (wrong, right) in &slips.slips {
            assert!(wrong != right && *wrong == wrong.to_lowercase(), "{wrong}");
            assert!(!slips.slips.contains_key(right), "{right} is right and wrong");
        }
    }
}
