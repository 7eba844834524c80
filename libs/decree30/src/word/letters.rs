//! Comparing words without marks and case, and putting text into composed form.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Small letters without marks, white space as single spaces: `Nơi nhận:` is `noi nhan:`.
pub(super) fn fold(text: &str) -> String {
    let plain = |letter: char| match letter {
        'đ' | 'Đ' => 'd',
        other => other,
    };
    let bare = text.nfd().filter(|letter| !is_combining_mark(*letter)).map(plain).flat_map(char::to_lowercase);
    squeeze(&bare.collect::<String>())
}

/// White space as single spaces, none at the ends.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether a line heads the recipients: "Nơi nhận:" alone, before a tab, or with the first of them behind it. A form's
/// "Nơi nhận hồ sơ: …" does not.
pub(super) fn heads_recipients(line: &str) -> bool {
    let folded = fold(line.split('\t').next().unwrap_or_default());
    folded
        .strip_prefix("noi nhan")
        .map(str::trim)
        .is_some_and(|rest| matches!(rest, "" | ":") || rest.starts_with(": -"))
}

/// Composed form.
pub(super) fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Whether it has letters and none of them is small.
pub(super) fn in_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// Whether nothing but dots, lines and white space stands there.
pub(super) fn is_filler(text: &str) -> bool {
    text.chars()
        .all(|letter| letter.is_whitespace() || matches!(letter, '.' | '…' | '_' | '·' | '‥' | '-' | '–' | '—' | '*'))
}

/// A letter's mark that belongs to the letter before.
pub(super) fn is_mark(letter: char) -> bool {
    is_combining_mark(letter)
}
