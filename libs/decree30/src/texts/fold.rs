//! Text without its marks, for searching and comparing.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// In small letters, without marks, đ as d, every run of blanks as one, none at the ends. Linear in the length.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_whitespace() {
            gap = !folded.is_empty();
            continue;
        }
        decompose_canonical(letter, |part| {
            if is_combining_mark(part) {
                return;
            }
            if std::mem::take(&mut gap) {
                folded.push(' ');
            }
            folded.push(if part == 'đ' { 'd' } else { part });
        });
    }
    folded
}

/// A number and symbol as it is compared: `9/2024/TT-BGD&ĐT` and `09/2024/TT-BGDĐT` are one.
pub(super) fn number(text: &str) -> String {
    let folded: String = fold(text).chars().filter(|c| !c.is_whitespace() && *c != '&').collect();
    folded.trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_case_blanks_and_leading_zeros_go() {
        assert_eq!(fold("  Nghị\u{a0}ĐỊNH\t số "), "nghi dinh so");
        assert_eq!(number("09/2024/TT-BGD&ĐT"), number("9 /2024/tt-bgdđt"));
    }
}
