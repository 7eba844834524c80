//! Text without its marks, for searching and picking: "Nguyễn Đình" is found by "nguyen dinh".

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text without marks, in lower case, đ as d, every run of white space as one blank, none at the ends.
///
/// Composed and decomposed input give the same result, and folding twice gives what folding once gave. Invisible
/// characters that word processors and PDF files leave behind (soft hyphen, zero-width blanks) are dropped. The time is
/// linear in the length of the text: marks are dropped, never sorted.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase) {
        if letter.is_whitespace() {
            gap = !folded.is_empty();
            continue;
        }
        decompose_canonical(letter, |part| {
            // Some blanks (U+2000) and marks only show after decomposition.
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

/// The first letters of the words, folded: "Nguyễn Văn Thuần" gives "nvt". Words without a letter or digit give nothing.
pub fn initials(text: &str) -> String {
    fold(text).split(' ').filter_map(|word| word.chars().find(|c| c.is_alphanumeric())).collect()
}

/// Whether what was typed into a person picker fits the name.
///
/// It fits when the typed words begin words of the name in the same order ("van th", "thuan" for Nguyễn Văn Thuần), or
/// when it is one word of two letters or more that stands in the initials ("nvt", "vt"). Marks and case do not count.
/// An empty query fits every name.
pub fn matches(query: &str, name: &str) -> bool {
    let (query, name) = (fold(query), fold(name));
    let mut words = name.split(' ');
    // Taking the earliest word that fits leaves the most words for the rest.
    let in_order = query.split(' ').all(|typed| words.any(|word| word.starts_with(typed)));
    in_order || (query.chars().nth(1).is_some() && initials(&name).contains(&query))
}

/// The text in Unicode normal form C, the only form we store.
pub fn nfc(text: &str) -> String {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        IsNormalized::No | IsNormalized::Maybe => text.nfc().collect(),
    }
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_case_and_blanks_go() {
        assert_eq!(fold("  Nguyễn\u{a0}Đình\t\n THÊM "), "nguyen dinh them");
        assert_eq!(fold("Ằ ẵ Ệ ỡ Ữ ỵ Ị Ỏ"), "a a e o u y i o");
        assert_eq!(fold("Qu\u{ad}yết\u{200b} định"), "quyet dinh");
        assert_eq!(fold(" \t "), "");
    }

    #[test]
    fn decomposed_input_folds_like_composed() {
        let text = "Nghị quyết về việc điều chỉnh chương trình Đường Thuở Nghễu Ngoằn";
        let decomposed: String = text.nfd().collect();
        assert_ne!(text, decomposed);
        assert_eq!(fold(text), fold(&decomposed));
        assert_eq!(nfc(&decomposed), text);
        assert_eq!(nfc(text), text);
    }

    #[test]
    fn folding_twice_changes_nothing_for_any_character() {
        for letter in (0..=0x10_ffff).filter_map(char::from_u32) {
            let once = fold(&format!("x{letter}y"));
            assert_eq!(fold(&once), once, "{letter:?} U+{:04X}", letter as u32);
        }
    }

    #[test]
    fn a_megabyte_takes_linear_time() {
        // Quadratic work on these lengths would take minutes; marks alone are the worst case for sorting normalisers.
        for piece in ["Ngoằn ngoèo ", "\u{301}\u{323}", " \t", "Đ"] {
            let long = piece.repeat(1_000_000 / piece.len());
            let started = std::time::Instant::now();
            assert!(fold(&long).len() <= long.len());
            assert!(started.elapsed().as_secs() < 30, "{piece:?} took {:?}", started.elapsed());
        }
    }

    #[test]
    fn first_letters() {
        assert_eq!(initials("Nguyễn Văn Thuần"), "nvt");
        assert_eq!(initials("đỗ  - (Ân)"), "da");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn a_picker_finds_by_words_and_initials() {
        let name = "Nguyễn Văn Thuần";
        for query in ["nvt", "NV", "vt", "van thuan", "thuan", "thuần", "ng v t", "nguyen thuan", "", "n"] {
            assert!(matches(query, name), "{query:?}");
        }
        for query in ["thuan van", "tvn", "guyen", "van van", "nvtt", "x", "nguyen van thuan a"] {
            assert!(!matches(query, name), "{query:?}");
        }
    }
}
