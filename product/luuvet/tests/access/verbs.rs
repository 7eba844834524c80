//! Every verb is performed by a story, in process or in a browser, or by the demo.

use std::collections::BTreeSet;
use std::path::Path;

use crate::routes::sources;

/// The verbs of the sources: `impl Verb for X`.
fn verbs() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &["rs"]) {
        for piece in std::fs::read_to_string(file).unwrap().split("impl Verb for ").skip(1) {
            found.insert(piece.chars().take_while(|c| c.is_alphanumeric()).collect());
        }
    }
    assert!(found.len() > 60, "{}", found.len());
    found
}

/// What stories and the demo say, in one text.
fn told() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    // What only a browser can do is told in `e2e/`; its words in `verbs.txt` are those that the trace says afterwards.
    for folder in ["tests/stories", "tests/commands", "tests/support", "src/demo", "../../e2e/stories"] {
        for file in sources(&root.join(folder), &["rs", "mjs"]) {
            text.push_str(&std::fs::read_to_string(file).unwrap());
        }
    }
    text
}

/// By which address of a page a verb is performed: `verbs.txt`, a line `Verb words-of-the-address`.
fn performs(told: &str, verb: &str) -> bool {
    let named = told.match_indices(verb).any(|(at, _)| {
        let before = told[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && !told[at + verb.len()..].starts_with(|c: char| c.is_alphanumeric())
    });
    let lines = include_str!("verbs.txt").lines().filter_map(|line| line.split_once(' '));
    named || lines.filter(|(of, _)| *of == verb).any(|(_, words)| told.contains(words.trim()))
}

#[test]
fn every_verb_is_told_of() {
    let told = told();
    let missing: Vec<String> = verbs().into_iter().filter(|verb| !performs(&told, verb)).collect();
    assert!(
        missing.is_empty(),
        "No story and no part of the demo performs these. Tell a story; where it goes through a page, write verb and \
         address to tests/access/verbs.txt: {missing:?}"
    );
}
