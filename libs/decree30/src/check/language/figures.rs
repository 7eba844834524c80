//! Figures: thousands behind points, decimals behind commas.

use super::{Sink, Text};
use crate::check::lexicon::lexicon;
use crate::check::tokens::Kind;

pub(super) fn check(text: &Text<'_>, sink: &mut Sink<'_, '_>) {
    let mut free = 0;
    for (at, word) in text.words.iter().enumerate().filter(|(_, word)| word.number) {
        if word.token < free {
            continue;
        }
        let groups = groups(text, word.token, ",");
        let separate = |at: usize| !text.token(at).is_some_and(|token| matches!(token.text, "," | "." | "/" | "-"));
        let alone = word.token.checked_sub(1).is_none_or(separate);
        if groups > 0 {
            let last = word.token + 2 * groups;
            free = last + 1;
            let thousands = word.text.len() <= 3 && !word.text.starts_with('0') && alone;
            // "8,125 điểm" is a decimal.
            let decimal = groups == 1 && unit(text, last);
            if let (true, false, Some(end)) = (thousands, decimal, text.token(last)) {
                let right = text.letters(word.from, end.to).replace(',', ".");
                sink.replace("language.thousands", (word.from, end.to), &right);
            }
        } else if alone && text.is_sign(word.token + 1, ".") {
            point(text, at, sink);
        }
    }
}

/// How many groups of three digits follow behind this sign.
fn groups(text: &Text<'_>, number: usize, sign: &str) -> usize {
    let group = |at: usize| text.token(at).is_some_and(|token| token.kind == Kind::Number && token.text.len() == 3);
    let mut count = 0;
    while text.is_sign(number + 2 * count + 1, sign) && group(number + 2 * count + 2) {
        count += 1;
    }
    let goes_on = text.is_sign(number + 2 * count + 1, sign)
        && text.token(number + 2 * count + 2).is_some_and(|token| token.kind == Kind::Number);
    if goes_on { 0 } else { count }
}

/// Whether a unit that comes with decimals follows.
fn unit(text: &Text<'_>, last: usize) -> bool {
    let blank = usize::from(text.token(last + 1).is_some_and(|token| token.kind == Kind::Blank));
    text.token(last + 1 + blank).is_some_and(|token| lexicon().decimal_units.contains(token.text))
}

/// "98.5%".
fn point(text: &Text<'_>, at: usize, sink: &mut Sink<'_, '_>) {
    /// What is numbered with points: mục 3.5.
    const NUMBERED: [&str; 10] = ["mục", "điều", "khoản", "phần", "điểm", "tiết", "bài", "bảng", "hình", "số"];
    let Some(word) = text.words.get(at) else { return };
    let Some(rest) = text.token(word.token + 2).filter(|rest| rest.kind == Kind::Number && rest.text.len() <= 2) else {
        return;
    };
    let numbered = text.before(at).is_some_and(|before| NUMBERED.contains(&before.lower.as_str()));
    if !numbered && unit(text, word.token + 2) {
        sink.replace("language.decimal", (word.from, rest.to), &format!("{},{}", word.text, rest.text));
    }
}
