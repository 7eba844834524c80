//! Letters that are not composed Unicode: decomposed ones, and text of the old code pages TCVN3 and VNI.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Sink, Text};
use crate::check::report::Report;
use crate::check::tokens::Kind;

/// Fewer strange words may be foreign names.
const ENOUGH: usize = 3;

/// A code page that shows as Western letters where its own font is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Tcvn3,
    Vni,
}

pub(super) fn composed(text: &Text<'_>, sink: &mut Sink<'_, '_>) {
    if is_nfc(text.all) {
        return;
    }
    for token in text.tokens.iter().filter(|token| token.kind == Kind::Word && !is_nfc(token.text)) {
        let right: String = token.text.nfc().collect();
        sink.replace("language.composed", (token.from, token.to), &right);
    }
}

pub(super) fn check(texts: &[Text<'_>], report: &mut Report) {
    let words = || texts.iter().flat_map(|text| &text.words).map(|word| word.text);
    let tcvn3 = words().filter(|word| is_strange(word, Page::Tcvn3)).count();
    let vni = words().filter(|word| is_strange(word, Page::Vni)).count();
    if tcvn3.max(vni) < ENOUGH {
        return;
    }
    // Marks of VNI are letters of TCVN3 as well, but not the other way round.
    let page = if vni * 2 >= tcvn3 { Page::Vni } else { Page::Tcvn3 };
    for text in texts {
        let Some(first) = text.words.iter().find(|word| is_strange(word.text, page)) else { continue };
        let whole = (0, text.all.chars().count());
        // Where true Vietnamese letters stand too, only the strange words are turned.
        let mixed = text.all.chars().any(|letter| ('\u{100}'..'\u{1f00}').contains(&letter));
        let piece = |word: &str| match mixed && !is_strange(word, page) {
            true => word.to_owned(),
            false => turned(word, page),
        };
        let right: String = text.tokens.iter().map(|token| piece(token.text)).collect();
        let found = first.text.to_owned();
        let wanted = turned(first.text, page);
        Sink { text, report }.say("language.legacy", whole, found, wanted, Some(&right));
    }
}

fn is_strange(word: &str, page: Page) -> bool {
    if word.is_ascii() || !word.chars().any(|letter| letter.is_ascii_alphabetic()) {
        return false;
    }
    match page {
        Page::Tcvn3 => word.chars().any(|letter| "µ¸¶·¹¨»¾¼½Æ©Ç®Ë«¬ªÖ×ØÜÞßäåæçëîïñøö÷ûüþÎÏÑ\u{ad}".contains(letter)),
        Page::Vni => word.chars().zip(word.chars().skip(1)).any(|(base, mark)| is_pair(base, mark)),
    }
}

/// A vowel and a mark of VNI that never meet in Vietnamese.
fn is_pair(base: char, mark: char) -> bool {
    let lower = |letter: char| letter.to_lowercase().next().unwrap_or(letter);
    let mark = lower(mark);
    match lower(base) {
        'a' => "ùøûõïâáàåãäêéèúüë".contains(mark),
        'e' => "ùøûõïâáàåãä".contains(mark),
        'o' => "ùøûõïâåä".contains(mark),
        'u' | 'y' | 'ô' | 'ö' => "ùøûõï".contains(mark),
        _ => false,
    }
}

fn turned(text: &str, page: Page) -> String {
    match page {
        Page::Tcvn3 => text.chars().map(from_tcvn3).collect(),
        Page::Vni => from_vni(text),
    }
}

/// Letters of TCVN3 as they show in a Western font, each with what it means.
const TCVN3: &str = "µà¸á¶ả·ã¹ạ¨ă»ằ¾ắ¼ẳ½ẵÆặ©âÇầÊấÈẩÉẫËậ®đÌèÐéÎẻÏẽÑẹªêÒềÕếÓểÔễÖệ×ìÝíØỉÜĩÞịßòãóáỏâõäọ«ôåồèốæổçỗéộ¬ơêờíớëởìỡîợïùóúñủòũôụ\u{ad}ưõừøứöử÷ữùựúỳûỷüỹþỵ¡Ă¢Â§Đ£Ê¤Ô¥Ơ¦Ư";

fn from_tcvn3(letter: char) -> char {
    let mut pairs = TCVN3.chars();
    while let (Some(shown), Some(meant)) = (pairs.next(), pairs.next()) {
        if shown == letter {
            return meant;
        }
    }
    letter
}

/// Marks of VNI behind a plain vowel, a vowel with circumflex, and one with breve; as combining marks.
const TONES: [(char, char); 5] =
    [('ù', '\u{301}'), ('ø', '\u{300}'), ('û', '\u{309}'), ('õ', '\u{303}'), ('ï', '\u{323}')];
const CIRCUMFLEX: [(char, char); 5] =
    [('á', '\u{301}'), ('à', '\u{300}'), ('å', '\u{309}'), ('ã', '\u{303}'), ('ä', '\u{323}')];
const BREVE: [(char, char); 5] =
    [('é', '\u{301}'), ('è', '\u{300}'), ('ú', '\u{309}'), ('ü', '\u{303}'), ('ë', '\u{323}')];

fn from_vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in text.chars() {
        let small = letter.to_lowercase().next().unwrap_or(letter);
        let marks = if before.is_alphabetic() { marks(before, small) } else { None };
        match marks {
            Some(marks) => out.extend(marks.iter().flatten()),
            None => {
                let plain = single(small);
                if letter.is_lowercase() {
                    out.push(plain)
                } else {
                    out.extend(plain.to_uppercase())
                }
                if plain == small && !letter.is_lowercase() {
                    out.pop();
                    out.push(letter);
                }
            }
        }
        before = small;
    }
    out.nfc().collect()
}

/// The combining marks that a mark of VNI means behind this letter.
fn marks(base: char, mark: char) -> Option<[Option<char>; 2]> {
    let tone = |table: &[(char, char)]| table.iter().find(|(shown, _)| *shown == mark).map(|(_, tone)| *tone);
    match (base, mark) {
        ('a' | 'e' | 'o', 'â') => Some([Some('\u{302}'), None]),
        ('a', 'ê') => Some([Some('\u{306}'), None]),
        ('a' | 'e' | 'o' | 'u' | 'y' | 'ô' | 'ö', _) if tone(&TONES).is_some() => Some([tone(&TONES), None]),
        ('a' | 'e' | 'o', _) if tone(&CIRCUMFLEX).is_some() => Some([Some('\u{302}'), tone(&CIRCUMFLEX)]),
        ('a', _) if tone(&BREVE).is_some() => Some([Some('\u{306}'), tone(&BREVE)]),
        _ => None,
    }
}

/// Letters of VNI that stand alone.
fn single(letter: char) -> char {
    match letter {
        'ö' => 'ư',
        'ô' => 'ơ',
        'ñ' => 'đ',
        'î' => 'ỵ',
        'æ' => 'ỉ',
        'ó' => 'ĩ',
        'ò' => 'ị',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_code_pages_are_read() {
        assert_eq!(turned("Céng hßa x· héi chñ nghÜa ViÖt Nam", Page::Tcvn3), "Cộng hòa xã hội chủ nghĩa Việt Nam");
        assert_eq!(turned("§éc lËp - Tù do - H¹nh phóc", Page::Tcvn3), "Độc lập - Tự do - Hạnh phúc");
        assert_eq!(turned("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", Page::Vni), "Cộng hòa xã hội chủ nghĩa Việt Nam");
        assert_eq!(turned("COÄNG HOØA, ñöôøng phoá, naêm hoïc", Page::Vni), "CỘNG HÒA, đường phố, năm học");
    }

    #[test]
    fn vietnamese_words_are_not_strange() {
        for word in ["hoà", "toán", "uỷ", "Quý", "khoẻ", "xuân", "thuở", "đường", "giữa", "hoãn", "Huế"]
        {
            assert!(!is_strange(word, Page::Vni), "{word}");
        }
    }
}
