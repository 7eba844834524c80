//! What stays together on a line: a number and its word, the parts of a symbol.

use crate::layout::Kept;

/// A longer word may break.
const LONGEST: usize = 40;
const TIE: char = '\u{a0}';

/// A stretch of words; `whole` does not break.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) text: String,
    pub(super) whole: bool,
}

/// Ties numbers to their words and marks symbols. Expects clean text without line feeds.
pub(super) fn keep(text: &str, kept: &Kept) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    let mut before: Option<&str> = None;
    for word in text.split(' ') {
        let space = match before {
            None => None,
            Some(last) if tied(last, word, kept) => Some(TIE),
            Some(_) => Some(' '),
        };
        if let Some(space) = space {
            push(&mut out, &space.to_string(), false);
        }
        push(&mut out, word, is_symbol(word));
        before = Some(word);
    }
    out
}

/// Ties pairs of syllables that are one word (given in small letters).
pub(super) fn compound(text: &str, pairs: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = String::new();
    for (index, word) in text.split(' ').enumerate() {
        let small = word.to_lowercase();
        let bare = small.trim_matches(|letter: char| !letter.is_alphanumeric());
        let pair = format!("{before} {bare}");
        let tie = index > 0 && pairs.contains(&pair);
        if index > 0 {
            out.push(if tie { TIE } else { ' ' });
        }
        out.push_str(word);
        // A syllable belongs to one word only, and a word ends where a sign stands.
        before = if tie || small.ends_with(|letter: char| !letter.is_alphanumeric()) {
            String::new()
        } else {
            bare.to_owned()
        };
    }
    out
}

fn push(out: &mut Vec<Stretch>, text: &str, whole: bool) {
    match out.last_mut() {
        Some(last) if !whole && !last.whole => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => out.push(Stretch { text: text.to_owned(), whole }),
    }
}

fn tied(left: &str, right: &str, kept: &Kept) -> bool {
    let opened = left.trim_start_matches(['(', '“', '"']);
    let bare = right.trim_end_matches(['.', ',', ';', ':', ')', '”', '"']);
    let is = |list: &[String], word: &str| list.iter().any(|one| one == word);
    (is(&kept.before_number, opened) && is_number(bare))
        || (left.ends_with(|letter: char| letter.is_ascii_digit()) && is(&kept.after_number, bare))
}

/// Digits, a Roman numeral, or the single letter of a point.
fn is_number(word: &str) -> bool {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return false };
    // A number that is still to come is dotted.
    first.is_ascii_digit()
        || first == '…'
        || letters.next().is_none() && first.is_lowercase()
        || word.len() <= 8 && word.chars().all(|letter| "IVXLC".contains(letter))
}

/// Whether a word has a hyphen or a slash between letters, as symbols, school years and abbreviations have.
fn is_symbol(word: &str) -> bool {
    let letters: Vec<char> = word.chars().take(LONGEST + 1).collect();
    letters.len() <= LONGEST
        && letters
            .windows(3)
            .any(|three| matches!(three, [left, '-' | '/', right] if left.is_alphanumeric() && right.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let kept = &crate::layout::current().kept;
        keep(text, kept)
            .iter()
            .map(|one| if one.whole { format!("[{}]", one.text) } else { one.text.replace(TIE, "~") })
            .collect()
    }

    #[test]
    fn numbers_stay_with_their_words() {
        assert_eq!(shown("theo Điều 3 và khoản 2, điểm b) Mục IV"), "theo Điều~3 và khoản~2, điểm~b) Mục~IV");
        assert_eq!(shown("ngày 04 tháng 3 năm 2026"), "ngày~04~tháng~3~năm~2026");
        assert_eq!(shown("điều kiện tốt, số lượng"), "điều kiện tốt, số lượng");
        assert_eq!(shown("được 20 % và 15 triệu đồng"), "được 20~% và 15~triệu đồng");
    }

    #[test]
    fn compounds_stay_together_in_names() {
        let pairs = &crate::layout::current().kept.compounds;
        let tied = compound("SỞ GIÁO DỤC VÀ ĐÀO TẠO, Giáo, dục", pairs).replace(TIE, "~");
        assert_eq!(tied, "SỞ GIÁO~DỤC VÀ ĐÀO~TẠO, Giáo, dục");
    }

    #[test]
    fn symbols_do_not_break() {
        assert_eq!(
            shown("Nghị định số 30/2020/NĐ-CP; năm học 2026-2027 - hết"),
            "Nghị định số~[30/2020/NĐ-CP;] năm học [2026-2027] - hết"
        );
    }
}
