//! Words, numbers, signs and blanks of a text.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    /// From which character.
    pub from: usize,
    /// To before which.
    pub to: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with their marks and with digits behind them.
    Word,
    /// Digits.
    Number,
    /// White space.
    Blank,
    /// One sign.
    Sign,
}

/// The text in pieces that cover it.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut pieces: Vec<(Kind, usize, usize)> = Vec::new();
    for (index, (at, letter)) in text.char_indices().enumerate() {
        let before = pieces.last().map(|piece| piece.0);
        let kind = kind(letter, before);
        if before != Some(kind) || kind == Kind::Sign {
            pieces.push((kind, at, index));
        }
    }
    let ends = pieces.iter().skip(1).map(|piece| (piece.1, piece.2)).chain([(text.len(), text.chars().count())]);
    let token = |((kind, start, from), (end, to)): (&(Kind, usize, usize), (usize, usize))| Token {
        kind: *kind,
        text: text.get(*start..end).unwrap_or_default(),
        from: *from,
        to,
    };
    pieces.iter().zip(ends).map(token).collect()
}

fn kind(letter: char, before: Option<Kind>) -> Kind {
    match letter {
        _ if letter.is_whitespace() => Kind::Blank,
        '0'..='9' if before != Some(Kind::Word) => Kind::Number,
        _ if letter.is_alphanumeric() || is_combining_mark(letter) || letter == '\u{ad}' => Kind::Word,
        _ => Kind::Sign,
    }
}

/// Without marks, in small letters, đ as d, white space as one blank, none at the ends.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_whitespace() {
            gap = !out.is_empty();
            continue;
        }
        decompose_canonical(letter, |part| {
            if !is_combining_mark(part) {
                if std::mem::take(&mut gap) {
                    out.push(' ');
                }
                out.push(if part == 'đ' { 'd' } else { part });
            }
        });
    }
    out
}

/// Whether there are letters and none of them is small.
pub(super) fn all_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase) && text.chars().any(char::is_uppercase)
}

/// Whether the first letter is a capital.
pub(super) fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// With the first letter as a capital.
pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// With the first letter small.
pub(super) fn lowered(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// `right` in the case of `found`: all capitals, or a capital first.
pub(super) fn like(found: &str, right: &str) -> String {
    if all_capitals(found) && found.chars().count() > 1 {
        right.to_uppercase()
    } else if capital(found) {
        capitalised(right)
    } else {
        right.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_the_text_and_count_letters() {
        for text in ["", "Số: 05/QĐ-SGDĐT ", "m2 3a ,, e\u{301}\u{200f}\u{10ffff}", "ngày 4/3"] {
            let tokens = tokens(text);
            assert_eq!(tokens.iter().map(|token| token.text).collect::<String>(), text);
            assert_eq!(tokens.last().map_or(0, |token| token.to), text.chars().count());
            assert!(tokens.windows(2).all(|pair| pair[0].to == pair[1].from));
        }
        let kinds: Vec<_> = tokens("m2 3a").iter().map(|token| token.text).collect();
        assert_eq!(kinds, ["m2", " ", "3", "a"]);
    }

    #[test]
    fn folding_drops_marks() {
        assert_eq!(folded("  Độc  lập\u{a0}- Tự do "), "doc lap - tu do");
    }
}
