//! Numbers and signs that are typed before a paragraph: `Điều 3.`, `II.`, `1.2.`, `đ)`, `-`.

use crate::draft::Level;
use crate::numbering::{POINTS, from_roman};

/// Longest number that is looked for, in bytes.
const LONGEST: usize = 60;

/// What a paragraph begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    pub level: Level,
    /// The number without punctuation; none for dashes.
    pub stated: Option<String>,
    /// Bytes of the text up to its own words.
    pub length: usize,
}

/// Reads the number or sign at the beginning of a text.
pub(super) fn typed(text: &str) -> Option<Typed> {
    let skipped = text.len() - text.trim_start().len();
    let text = text.get(skipped..)?;
    let found = named(text)
        .or_else(|| heading(text))
        .or_else(|| clause(text))
        .or_else(|| point(text))
        .or_else(|| dash(text))?;
    let rest = text.get(found.length..)?;
    let room = rest.len() - rest.trim_start().len();
    Some(Typed { length: skipped + found.length + room, ..found })
}

/// `Phần II`, `Chương I.`, `Mục 2:`, `Điều 5.`
fn named(text: &str) -> Option<Typed> {
    const NAMES: [(&str, Level); 5] = [
        ("tiểu mục ", Level::Subsection),
        ("phần ", Level::Part),
        ("chương ", Level::Chapter),
        ("mục ", Level::Section),
        ("điều ", Level::Article),
    ];
    let small: String = text
        .chars()
        .take(20)
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == '\u{a0}' { ' ' } else { letter })
        .collect();
    let (name, level) = NAMES.into_iter().find(|(name, _)| small.starts_with(name))?;
    // Small and capital letters of these words have the same length in UTF-8; a fixed space has one byte more.
    let behind: usize = text.char_indices().nth(name.chars().count()).map(|(at, _)| at)?;
    let word: String = text.get(behind..)?.chars().take_while(|letter| letter.is_ascii_alphanumeric()).collect();
    let is_number = match level {
        Level::Part | Level::Chapter => from_roman(&word).is_some() || word.parse::<u16>().is_ok(),
        _ => word.parse::<u16>().is_ok(),
    };
    let end = behind + word.len();
    let sign = text.get(end..)?.trim_start_matches(['.', ':', ' ', '\u{a0}', '-', '–']);
    let signs = text.len() - end - sign.len();
    let punctuated = text.get(end..end + signs)?.contains(['.', ':', '-', '–']);
    let ends = sign.is_empty() || sign.starts_with('\n');
    // "Điều 5 của Nghị định" is a sentence; "Chương I QUY ĐỊNH CHUNG" is a chapter.
    let titled = level != Level::Article && sign.chars().take(2).all(char::is_uppercase);
    (is_number && (punctuated || ends || titled)).then_some(Typed { level, stated: Some(word), length: end + signs })
}

/// `II.` `III/`
fn heading(text: &str) -> Option<Typed> {
    let word: &str = text.split(|letter: char| !matches!(letter, 'I' | 'V' | 'X')).next()?;
    let sign = text.get(word.len()..)?.chars().next()?;
    let rest = text.get(word.len() + sign.len_utf8()..)?;
    // "V/v" is the beginning of a letter's subject.
    let parted = sign == '.' || rest.starts_with(char::is_whitespace);
    let is_heading = matches!(sign, '.' | '/' | ')') && parted && from_roman(word).is_some() && begins(rest);
    is_heading.then(|| Typed {
        level: Level::Heading,
        stated: Some(word.to_owned()),
        length: word.len() + sign.len_utf8(),
    })
}

/// `1.` `2)` `1.2.` `1.2 Nội dung`
fn clause(text: &str) -> Option<Typed> {
    let head: &str = text.split(|letter: char| !letter.is_ascii_digit() && letter != '.').next()?;
    let number = head.trim_end_matches('.');
    let parts: Vec<&str> = number.split('.').collect();
    let is_number =
        parts.len() <= 4 && parts.iter().all(|part| (1..=if parts.len() == 1 { 3 } else { 2 }).contains(&part.len()));
    let behind = text.get(head.len()..)?;
    let signed = head.len() == number.len() + 1;
    let other_sign = head.len() == number.len() && behind.starts_with([')', '/']);
    let spaced = parts.len() > 1 && head.len() == number.len() && behind.starts_with([' ', '\t', '\u{a0}']);
    let titled = spaced && behind.trim_start().chars().next().is_some_and(char::is_uppercase);
    let length = head.len() + usize::from(other_sign);
    let rest = text.get(length..)?;
    (is_number && (signed || other_sign || titled) && begins(rest)).then(|| Typed {
        level: Level::Clause,
        stated: Some(number.to_owned()),
        length,
    })
}

/// `a)` `đ.` `aa)`
fn point(text: &str) -> Option<Typed> {
    let word: String = text.chars().take_while(|letter| letter.is_alphabetic()).take(3).collect();
    let letters = word.chars().count();
    let known =
        |letter: char| POINTS.iter().any(|point| point.starts_with(letter)) || matches!(letter, 'w' | 'j' | 'z' | 'f');
    let sign = text.get(word.len()..)?.chars().next()?;
    let rest = text.get(word.len() + 1..)?;
    let is_point = (1..=2).contains(&letters)
        && word.chars().all(known)
        && (sign == ')' || letters == 1 && matches!(sign, '.' | '/'))
        && begins(rest)
        && (sign == ')' || rest.starts_with(char::is_whitespace));
    is_point.then(|| Typed { level: Level::Point, stated: Some(word.clone()), length: word.len() + 1 })
}

/// `-` `–` `•` `+` before words.
fn dash(text: &str) -> Option<Typed> {
    let sign = text.chars().next()?;
    let rest = text.get(sign.len_utf8()..)?;
    let level = match sign {
        '-' | '–' | '—' | '•' | '*' | '·' | '●' | '▪' | '■' | '♦' | '➢' | '✓' => Level::Dash,
        '+' | '○' => Level::Plus,
        _ => return None,
    };
    let next = rest.trim_start().chars().next();
    // "-5" is a number, "--" a line.
    let words = next
        .is_none_or(|next| next.is_alphabetic() || rest.starts_with(char::is_whitespace) && !"-–—_*+".contains(next));
    (words && !rest.is_empty()).then_some(Typed { level, stated: None, length: sign.len_utf8() })
}

/// Behind a number: nothing, room, or a word; not a further digit.
fn begins(rest: &str) -> bool {
    rest.len() < LONGEST && rest.trim().is_empty()
        || rest.starts_with(|letter: char| letter.is_whitespace() || letter.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn got(text: &str) -> Option<(Level, String, &str)> {
        let typed = typed(text)?;
        Some((typed.level, typed.stated.unwrap_or_default(), &text[typed.length..]))
    }

    #[test]
    fn reads_what_people_type() {
        let some = |level, number: &str, rest| Some((level, number.to_owned(), rest));
        assert_eq!(got("Điều 12. Hiệu lực"), some(Level::Article, "12", "Hiệu lực"));
        assert_eq!(got("ĐIỀU\u{a0}1: Ban hành"), some(Level::Article, "1", "Ban hành"));
        assert_eq!(got("Chương II"), some(Level::Chapter, "II", ""));
        assert_eq!(got("CHƯƠNG I QUY ĐỊNH CHUNG"), some(Level::Chapter, "I", "QUY ĐỊNH CHUNG"));
        assert_eq!(got("Tiểu mục 2. XÉT"), some(Level::Subsection, "2", "XÉT"));
        assert_eq!(got(" IV.\tTổ chức"), some(Level::Heading, "IV", "Tổ chức"));
        assert_eq!(got("3. Kinh phí"), some(Level::Clause, "3", "Kinh phí"));
        assert_eq!(got("1.2. Chỉ tiêu"), some(Level::Clause, "1.2", "Chỉ tiêu"));
        assert_eq!(got("2.1 Đối tượng"), some(Level::Clause, "2.1", "Đối tượng"));
        assert_eq!(got("đ) Sáng"), some(Level::Point, "đ", "Sáng"));
        assert_eq!(got("a. Mở đầu"), some(Level::Point, "a", "Mở đầu"));
        assert_eq!(got("–Lưu"), some(Level::Dash, "", "Lưu"));
        assert_eq!(got("+ Khối 6"), some(Level::Plus, "", "Khối 6"));
        assert_eq!(got("• 20 em"), some(Level::Dash, "", "20 em"));
    }

    #[test]
    fn leaves_sentences_alone() {
        for text in [
            "Điều 5 của Nghị định này",
            "20.000 học sinh",
            "3.4.2024 là ngày họp",
            "2024. Năm học",
            "-5 độ",
            "---",
            "Mục tiêu chung",
            "1.5 triệu đồng",
            "ba) x",
            "a.b",
            "Phần mềm",
            "I",
            "1",
            "",
            "_____",
            "V/v mời họp",
            "Vi. sinh",
        ] {
            let found = got(text);
            assert!(found.is_none() || text == "ba) x", "{text}: {found:?}");
        }
    }
}
