//! Blanks and signs: one blank, none before a sign, one behind, no sign twice.

use super::{Sink, Text};
use crate::check::terms::{filled, term};
use crate::check::tokens::{Kind, capital};

pub(super) fn check(text: &Text<'_>, sink: &mut Sink<'_, '_>) {
    let mut run_end = 0;
    for at in 0..text.tokens.len() {
        blank(text, at, sink);
        behind(text, at, sink);
        if at >= run_end {
            run_end = repeated(text, at, sink);
        }
    }
    so_on(text, sink);
}

fn kind(text: &Text<'_>, at: usize) -> Option<Kind> {
    text.token(at).map(|token| token.kind)
}

fn blank(text: &Text<'_>, at: usize, sink: &mut Sink<'_, '_>) {
    let Some(blank) = text.token(at).filter(|token| token.kind == Kind::Blank) else { return };
    let (Some(before), Some(next)) = (at.checked_sub(1).and_then(|at| text.token(at)), text.token(at + 1)) else {
        return;
    };
    let breaks = blank.text.contains(['\n', '\t', '\u{b}']);
    if matches!(before.text, "(" | "“" | "[") && !breaks {
        sink.replace("language.space-inside", (before.from, blank.to), before.text);
    } else if matches!(next.text, ")" | "”" | "]") && !breaks {
        sink.replace("language.space-inside", (blank.from, next.to), next.text);
    } else if matches!(next.text, "," | ";" | ":" | "." | "?" | "!") && !breaks {
        // Dots that leave room, and ./.
        let dots = next.text == "." && text.token(at + 2).is_some_and(|token| matches!(token.text, "." | "/"));
        if !dots && before.kind != Kind::Sign {
            sink.replace("language.space-before", (blank.from, next.to), next.text);
        }
    } else if blank.to - blank.from > 1 && !breaks {
        let found = filled("blanks", &[&(blank.to - blank.from).to_string()]);
        sink.say("language.double-space", (blank.from, blank.to), found, term("one-blank").to_owned(), Some(" "));
    }
}

/// A sign with a letter directly behind it.
fn behind(text: &Text<'_>, at: usize, sink: &mut Sink<'_, '_>) {
    let Some(sign) = text.token(at).filter(|token| matches!(token.text, "," | ";" | ":" | ".")) else { return };
    let (Some(before), Some(next)) = (at.checked_sub(1).and_then(|at| text.token(at)), text.token(at + 1)) else {
        return;
    };
    let letter = next.kind == Kind::Word && next.text.chars().all(char::is_alphabetic);
    let wrong = match sign.text {
        "." => {
            let ended = before.kind == Kind::Word && before.text.chars().count() > 1;
            let small = before.text.chars().next_back().is_some_and(char::is_lowercase);
            let sentence = capital(next.text) && next.text.chars().skip(1).all(char::is_lowercase);
            ended && small && sentence && next.text.chars().count() > 1 && !is_address(text, at)
        }
        _ => letter && before.kind != Kind::Blank && before.kind != Kind::Sign,
    };
    if wrong && letter {
        sink.replace("language.space-after", (sign.from, next.to), &format!("{} {}", sign.text, next.text));
    }
}

/// Whether an address of the Web or of mail stands around.
fn is_address(text: &Text<'_>, at: usize) -> bool {
    /// Addresses are not longer than this many pieces.
    const NEAR: usize = 16;
    let before = text.tokens.iter().take(at).rev().take(NEAR).take_while(|token| token.kind != Kind::Blank);
    let behind = text.tokens.iter().skip(at).take(NEAR).take_while(|token| token.kind != Kind::Blank);
    before.chain(behind).any(|token| matches!(token.text, "@" | "/" | "www"))
}

/// The same sign twice; answers where the run ends.
fn repeated(text: &Text<'_>, at: usize, sink: &mut Sink<'_, '_>) -> usize {
    let Some(sign) = text.token(at).filter(|token| matches!(token.text, "," | ";" | ":" | ".")) else { return at + 1 };
    let count = text.tokens.iter().skip(at).take_while(|token| token.text == sign.text).count();
    let dots = sign.text == "." && (count > 2 || so_on_before(text, at));
    if let (true, false, Some(last)) = (count > 1, dots, text.token(at + count - 1)) {
        sink.replace("language.repeated-sign", (sign.from, last.to), sign.text);
    }
    at + count
}

fn so_on_before(text: &Text<'_>, at: usize) -> bool {
    at.checked_sub(1).and_then(|at| text.token(at)).is_some_and(|token| matches!(token.text, "v" | "vv"))
}

/// `v.v`, `vv.`, `v.v...`
fn so_on(text: &Text<'_>, sink: &mut Sink<'_, '_>) {
    for word in &text.words {
        let end = match word.lower.as_str() {
            "v" if text.is_sign(word.token + 1, ".") && text.token(word.token + 2).is_some_and(|v| v.text == "v") => {
                word.token + 3
            }
            "vv" => word.token + 1,
            _ => continue,
        };
        let dots = text.tokens.iter().skip(end).take_while(|token| matches!(token.text, "." | "…")).count();
        let right = word.lower == "v" && dots == 1 && text.is_sign(end, ".");
        // "/vv" is a part of a symbol or an address.
        let part =
            word.token.checked_sub(1).is_some_and(|at| kind(text, at) == Some(Kind::Sign) && text.is_sign(at, "/"));
        if let (false, false, Some(last)) = (right, part, text.token(end + dots - 1)) {
            sink.replace("language.and-so-on", (word.from, last.to), "v.v.");
        }
    }
}
