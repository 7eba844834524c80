//! `**bold**` and `*italic*` inside a line.

use crate::draft::Span;
use crate::word::rich;

/// So many signs of emphasis of a line are looked at; the rest stays as typed.
const MOST_SIGNS: usize = 400;

/// A line with its emphasis; signs without their other end stay as they are.
pub(super) fn emphasised(line: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut signs = 0;
    read(line, false, false, &mut signs, &mut out);
    out
}

fn read(mut rest: &str, bold: bool, italic: bool, signs: &mut usize, out: &mut Vec<Span>) {
    while let Some(at) = rest.find(['*', '\\']) {
        let (before, found) = rest.split_at(at);
        rich::push(out, before, bold, italic);
        if let Some(escaped) = found.strip_prefix('\\') {
            let kept = escaped.starts_with(['*', '|', '\\', '#', '-']);
            let end = usize::from(kept) + 1;
            rich::push(out, found.get(usize::from(kept)..end).unwrap_or_default(), bold, italic);
            rest = found.get(end..).unwrap_or_default();
            continue;
        }
        let sign = if found.starts_with("***") {
            "***"
        } else if found.starts_with("**") {
            "**"
        } else {
            "*"
        };
        *signs += 1;
        let inner = found.get(sign.len()..).unwrap_or_default();
        match (*signs < MOST_SIGNS).then(|| closing(inner, sign)).flatten() {
            Some(end) => {
                let (words, after) = inner.split_at(end);
                read(words, bold || sign != "*", italic || sign != "**", signs, out);
                rest = after.get(sign.len()..).unwrap_or_default();
            }
            None => {
                rich::push(out, sign, bold, italic);
                rest = inner;
            }
        }
    }
    rich::push(out, rest, bold, italic);
}

/// Where the other end stands: directly behind a letter, with something between.
fn closing(inner: &str, sign: &str) -> Option<usize> {
    if inner.starts_with(char::is_whitespace) || inner.starts_with('*') {
        return None;
    }
    let ends = inner.match_indices(sign).map(|(at, _)| at);
    let alone = |at: &usize| {
        let before = inner.get(..*at).unwrap_or_default();
        let behind = inner.get(at + sign.len()..).unwrap_or_default();
        *at > 0
            && !before.ends_with(|letter: char| letter.is_whitespace() || letter == '*' || letter == '\\')
            && (sign.len() > 1 || !behind.starts_with('*'))
    };
    ends.into_iter().find(alone)
}
