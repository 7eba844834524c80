//! Slips of spelling, short forms, words written twice.

use super::{Sink, Text, Word};
use crate::check::lexicon::lexicon;
use crate::check::tokens::{all_capitals, like};

pub(super) fn check(text: &Text<'_>, sink: &mut Sink<'_, '_>) {
    let mut free = 0;
    for (at, word) in text.words.iter().enumerate() {
        short(text, word, sink);
        twice(text, at, word, sink);
        if at < free {
            continue;
        }
        let ahead = |ahead| text.ahead(at, ahead).map(|word| word.lower.as_str());
        if let Some((count, right)) = lexicon().slips.at(&word.lower, ahead) {
            let to = text.words.get(at + count - 1).map_or(word.to, |last| last.to);
            let right = like(&text.letters(word.from, to), right);
            sink.replace("language.spelling", (word.from, to), &right);
            free = at + count;
        }
    }
}

/// "đ/c" and the like. In capitals it is a symbol.
fn short(text: &Text<'_>, word: &Word<'_>, sink: &mut Sink<'_, '_>) {
    let slash = text.is_sign(word.token + 1, "/");
    let behind = text.token(word.token + 2).filter(|_| slash);
    let (found, to) = match behind {
        Some(behind) => (format!("{}/{}", word.text, behind.text), behind.to),
        None => (word.text.to_owned(), word.to),
    };
    let inside = |at: usize| text.token(at).is_some_and(|token| matches!(token.text, "/" | "-" | "@" | "&"));
    let end = word.token + if behind.is_some() { 3 } else { 1 };
    if all_capitals(&found) || word.token.checked_sub(1).is_some_and(inside) || inside(end) {
        return;
    }
    if let Some(right) = lexicon().short.get(&found.to_lowercase()) {
        sink.replace("language.short-form", (word.from, to), &like(&found, right));
    }
}

fn twice(text: &Text<'_>, at: usize, word: &Word<'_>, sink: &mut Sink<'_, '_>) {
    let Some(before) = text.before(at) else { return };
    let plain = !word.number && word.text.chars().count() > 1 && word.text.chars().all(char::is_lowercase);
    if plain && before.lower == word.lower && !lexicon().doubled_words.contains(&word.lower) {
        sink.replace("language.repeated-word", (before.from, word.to), before.text);
    }
}
