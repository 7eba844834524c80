//! What a document does in two ways: tone marks, quotation marks, cited clauses.

use super::{Sink, Text, Word};
use crate::check::report::Report;
use crate::check::tokens::{capital, capitalised, lowered};

pub(super) fn check(texts: &[Text<'_>], report: &mut Report) {
    tones(texts, report);
    quotes(texts, report);
    clauses(texts, report);
}

/// Ends of open syllables with the tone on the second vowel, and on the first.
const TONES: [(&str, &str); 15] = [
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oé", "óe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oẹ", "ọe"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("uỹ", "ũy"),
    ("uỵ", "ụy"),
];

/// The other way to write a syllable, and whether the tone stands on the first vowel now.
fn other_tone(word: &Word<'_>) -> Option<(String, bool)> {
    let lower = word.lower.as_str();
    let swap = |end: &str, by: &str| {
        let head = lower.strip_suffix(end)?;
        // In "quý" u belongs to the consonant.
        let tail = by.chars().rev().take(2).collect::<Vec<_>>();
        (!head.ends_with('q')).then(|| {
            let kept = word.text.chars().count() - tail.len();
            word.text.chars().take(kept).chain(by.chars()).collect::<String>()
        })
    };
    TONES.iter().find_map(|(second, first)| {
        let old = swap(second, first).map(|other| (other, false));
        old.or_else(|| swap(first, second).map(|other| (other, true)))
    })
}

fn tones(texts: &[Text<'_>], report: &mut Report) {
    let mut count = [0_usize; 2];
    for word in texts.iter().flat_map(|text| &text.words) {
        if let Some((_, first)) = other_tone(word) {
            count[usize::from(first)] += 1;
        }
    }
    let [second, first] = count;
    if second == 0 || first == 0 {
        return;
    }
    // The rarer way is the slip; at a tie the one that the decree itself does not use.
    let rare = first < second;
    for text in texts {
        let sink = &mut Sink { text, report };
        for word in text.words.iter().filter(|word| !capital(word.text)) {
            if let Some((other, _)) = other_tone(word).filter(|(_, first)| *first == rare) {
                sink.replace("language.tone", (word.from, word.to), &other);
            }
        }
    }
}

fn quotes(texts: &[Text<'_>], report: &mut Report) {
    if !texts.iter().any(|text| text.all.contains(['“', '”'])) {
        return;
    }
    for text in texts.iter().filter(|text| text.all.contains('"')) {
        let sink = &mut Sink { text, report };
        for (at, token) in text.tokens.iter().enumerate().filter(|(_, token)| token.text == "\"") {
            let before = at.checked_sub(1).and_then(|at| text.token(at));
            let opens = before.is_none_or(|before| before.text == "(" || before.text.trim().is_empty());
            sink.replace("language.quotes", (token.from, token.to), if opens { "“" } else { "”" });
        }
    }
}

/// "khoản 2", "điểm a" of a text that is cited; sources differ about the capital.
fn clauses(texts: &[Text<'_>], report: &mut Report) {
    let cites = |text: &Text<'_>, at: usize, word: &Word<'_>| {
        let next = text.ahead(at, 1);
        let clause = word.lower == "khoản" && next.is_some_and(|next| next.number);
        let point = word.lower == "điểm" && next.is_some_and(|next| crate::numbering::POINTS.contains(&next.text));
        !word.starts && (clause || point)
    };
    let mut count = [0_usize; 2];
    for text in texts {
        for (at, word) in text.words.iter().enumerate().filter(|(at, word)| cites(text, *at, word)) {
            let _ = at;
            count[usize::from(capital(word.text))] += 1;
        }
    }
    let [small, capitals] = count;
    if small == 0 || capitals == 0 {
        return;
    }
    let rare = capitals <= small;
    for text in texts {
        let sink = &mut Sink { text, report };
        for (at, word) in text.words.iter().enumerate() {
            if cites(text, at, word) && capital(word.text) == rare {
                let right = if rare { lowered(word.text) } else { capitalised(word.text) };
                sink.replace("language.cited-mixed", (word.from, word.to), &right);
            }
        }
    }
}
