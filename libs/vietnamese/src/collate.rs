//! Sort keys in Vietnamese alphabetical order, to be compared byte by byte.
//!
//! Letters come first (a ă â b c d đ e ê …), then tones: ngang, huyền, hỏi, ngã, sắc, nặng. A tone counts for its whole
//! syllable, so that *hoà* and *hòa* sort alike. Case does not count.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::names;

/// The alphabet with the foreign letters f, j, w, z at their usual places.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

// First bytes of what stands in a key, in ascending order.
const END: u8 = 0x00;
const BLANK: u8 = 0x01;
const SIGN: u8 = 0x02;
const DIGIT: u8 = 0x10;
const LETTER: u8 = 0x20;
const OTHER: u8 = 0xf0;

/// A mark that no Vietnamese letter has: after all tones.
const FOREIGN_MARK: u8 = 7;

/// A key whose byte order is the Vietnamese alphabetical order of the texts: letters before tones, blank before signs
/// before digits before letters before other scripts. Texts that differ only in case, in blanks or in the place of a
/// tone inside its syllable have the same key. Length and time are linear in the text.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() + 8);
    append_key(text, &mut key);
    key
}

/// A key for lists of people: given name first, then middle, then family name, each complete with its tones, so that
/// every Hoa stands before every Hòa.
pub fn person_sort_key(full_name: &str) -> Vec<u8> {
    let parts = names::split(full_name);
    let mut key = Vec::with_capacity(full_name.len() + 16);
    for part in [parts.given, parts.middle, parts.family] {
        append_key(part, &mut key);
    }
    key
}

/// Appends letters, an end mark, one tone for each syllable, and an end mark.
fn append_key(text: &str, key: &mut Vec<u8>) {
    let mut tones = Vec::new();
    // The tone of the syllable that is being read; none between syllables.
    let mut tone = None;
    let start = key.len();
    let mut blank = false;
    // Whether the key ends in a letter of the alphabet, which a mark may change.
    let mut after_letter = false;
    for letter in text.chars().flat_map(char::to_lowercase) {
        decompose_canonical(letter, |part| {
            if is_combining_mark(part) {
                let made = after_letter && make_letter(part, key);
                if let (false, Some(tone)) = (made, tone.as_mut()) {
                    *tone = rank_of_tone(part).max(*tone);
                }
                return;
            }
            if part.is_whitespace() {
                blank = key.len() > start;
                return;
            }
            if !part.is_alphabetic() || blank {
                tones.extend(tone.take());
            }
            if std::mem::take(&mut blank) {
                key.push(BLANK);
            }
            after_letter = push_base(part, key);
            if part.is_alphabetic() {
                tone.get_or_insert(1);
            }
        });
    }
    tones.extend(tone);
    key.push(END);
    key.append(&mut tones);
    key.push(END);
}

/// Appends a character without its marks; tells whether it is a letter of the alphabet.
fn push_base(part: char, key: &mut Vec<u8>) -> bool {
    if let Some(place) = place(part) {
        key.push(LETTER + place);
        return true;
    }
    match part {
        '0'..='9' => key.push(DIGIT + (part as u8 - b'0')),
        sign if sign.is_ascii_punctuation() => key.extend([SIGN, sign as u8]),
        _ => {
            key.push(OTHER);
            key.extend(u32::from(part).to_be_bytes());
        }
    }
    false
}

/// Turns the last letter of the key into the one that the mark makes of it (a + breve = ă); false if it makes none.
fn make_letter(mark: char, key: &mut [u8]) -> bool {
    let changed = key.last_mut().and_then(|last| {
        let base = last.checked_sub(LETTER).and_then(|at| ALPHABET.chars().nth(usize::from(at)))?;
        let changed = match (base, mark) {
            ('a', '\u{306}') => 'ă',
            ('a', '\u{302}') => 'â',
            ('e', '\u{302}') => 'ê',
            ('o', '\u{302}') => 'ô',
            ('o', '\u{31b}') => 'ơ',
            ('u', '\u{31b}') => 'ư',
            _ => return None,
        };
        *last = LETTER + place(changed)?;
        Some(())
    });
    changed.is_some()
}

fn rank_of_tone(mark: char) -> u8 {
    match mark {
        '\u{300}' => 2,
        '\u{309}' => 3,
        '\u{303}' => 4,
        '\u{301}' => 5,
        '\u{323}' => 6,
        _ => FOREIGN_MARK,
    }
}

fn place(letter: char) -> Option<u8> {
    ALPHABET.chars().position(|known| known == letter).and_then(|at| u8::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn assert_ascending(texts: &[&str], key: fn(&str) -> Vec<u8>) {
        for (i, left) in texts.iter().enumerate() {
            for right in &texts[i + 1..] {
                assert!(key(left) < key(right), "{left:?} must stand before {right:?}");
            }
        }
    }

    #[test]
    fn letters_then_tones() {
        assert_ascending(&["", "a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ặ", "â", "ậ", "b"], sort_key);
        assert_ascending(&["d", "đ", "e", "ê", "f", "o", "ô", "ơ", "ớ", "p", "u", "ư", "v", "я"], sort_key);
        assert_ascending(&["ma", "mà", "mả", "mã", "má", "mạ", "ma túy", "mai"], sort_key);
        assert_ascending(&["lê", "lề", "lễ", "lế", "lề đường", "lên"], sort_key);
        assert_ascending(&["An Giang", "an-giang", "an1", "ana"], sort_key);
        // Letters of the whole text count before any tone.
        assert_ascending(&["lá bàng", "la bàng x", "la cà"], sort_key);
    }

    #[test]
    fn case_form_blanks_and_place_of_tone_do_not_count() {
        assert_eq!(sort_key("  HOÀ \t bình"), sort_key("hòa Bình"));
        let text = "Nghễu Ngoằn Đường Thuở";
        assert_eq!(sort_key(text), sort_key(&text.nfd().collect::<String>()));
        // Dot below sorts before the breve in decomposed text.
        assert_eq!(sort_key("ặ"), sort_key("a\u{323}\u{306}"));
    }

    #[test]
    fn people_by_given_name() {
        let sorted = [
            "Trần Bảo An",
            "Lê Văn An",
            "Trần Văn An",
            "Đỗ Văn Ân",
            "Lê Bình",
            "Nguyễn Thị Đào",
            "Trần Thị Hoa",
            "Bùi Văn Hòa",
            "Lê Văn Hoàng",
        ];
        assert_ascending(&sorted, person_sort_key);
    }

    #[test]
    fn marks_without_a_letter_do_no_harm() {
        assert_eq!(sort_key("\u{301}"), sort_key(""));
        assert!(sort_key("1\u{302}") < sort_key("a"));
        // The code of U+0620 ends in the byte that stands for a.
        assert_eq!(sort_key("\u{620}\u{306}")[..5], sort_key("\u{620}")[..5]);
        assert!(sort_key("u") < sort_key("ü") && sort_key("ü") < sort_key("ư"));
    }
}
