//! The words of a mark, and the shapes in which extraction leaves them.

use super::Level;

/// Letters of a mark without blanks: Unicode, the old TCVN3 and VNI encodings, and capitals that lost their accents where
/// the word is long enough not to be another one.
const FORMS: [(&str, Level); 11] = [
    ("MẬT", Level::Secret),
    ("TỐIMẬT", Level::HighlySecret),
    ("TUYỆTMẬT", Level::TopSecret),
    ("mËt", Level::Secret),
    ("tèimËt", Level::HighlySecret),
    ("tuyÖtmËt", Level::TopSecret),
    ("MAÄT", Level::Secret),
    ("TOÁIMAÄT", Level::HighlySecret),
    ("TUYEÄTMAÄT", Level::TopSecret),
    ("TOIMAT", Level::HighlySecret),
    ("TUYETMAT", Level::TopSecret),
];

/// Names of the field, in small letters.
const FIELDS: [&str; 6] = ["độ mật", "mức độ mật", "cấp độ mật", "mức mật", "độ bảo mật", "mức độ bảo mật"];

/// Last words of a title that goes on with MẬT on the next line.
const CUT: [&str; 6] = ["BÍ", "BẢO", "BẢN", "LIỆU", "ĐỘ", "CƠ"];

/// Puts together the accents that matter, where they stand as characters of their own.
pub(super) fn composed(text: &str) -> String {
    const PAIRS: [(&str, &str); 18] = [
        ("A\u{302}\u{323}", "Ậ"),
        ("A\u{323}\u{302}", "Ậ"),
        ("Â\u{323}", "Ậ"),
        ("Ạ\u{302}", "Ậ"),
        ("a\u{302}\u{323}", "ậ"),
        ("a\u{323}\u{302}", "ậ"),
        ("â\u{323}", "ậ"),
        ("ạ\u{302}", "ậ"),
        ("O\u{302}\u{301}", "Ố"),
        ("Ô\u{301}", "Ố"),
        ("o\u{302}\u{301}", "ố"),
        ("ô\u{301}", "ố"),
        ("O\u{323}\u{302}", "Ộ"),
        ("o\u{323}\u{302}", "ộ"),
        ("E\u{323}\u{302}", "Ệ"),
        ("Ê\u{323}", "Ệ"),
        ("e\u{323}\u{302}", "ệ"),
        ("ê\u{323}", "ệ"),
    ];
    if !text.contains(['\u{323}', '\u{302}', '\u{301}']) {
        return text.to_owned();
    }
    PAIRS.iter().fold(text.to_owned(), |text, (apart, whole)| text.replace(apart, whole))
}

/// The level when the text is nothing but a mark in capitals: frames, blanks and signs around and between do not count.
pub(super) fn alone(text: &str) -> Option<Level> {
    let letters: String = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
    // A sentence that happens to have these letters only is no mark: it would be longer than any form.
    FORMS.iter().find(|(form, _)| *form == letters).map(|(_, level)| *level)
}

/// The level when the text is nothing but its name, in any letters.
pub(super) fn exactly(text: &str) -> Option<Level> {
    let text = text.trim().trim_matches(|letter: char| !letter.is_alphanumeric());
    alone(&text.to_uppercase())
}

/// The first half of a mark that stands on two lines.
pub(super) fn first_half(line: &str) -> Option<Level> {
    let letters: String = line.chars().filter(|letter| letter.is_alphanumeric()).collect();
    match letters.as_str() {
        "TỐI" => Some(Level::HighlySecret),
        "TUYỆT" => Some(Level::TopSecret),
        _ => None,
    }
}

/// Whether a title breaks off here and goes on with MẬT.
pub(super) fn is_cut_title(line: &str) -> bool {
    let line = line.trim();
    CUT.iter().any(|end| line == *end || line.strip_suffix(end).is_some_and(|rest| rest.ends_with(' ')))
}

/// The columns of a line: parted by tabs, two blanks, or lines of a frame.
pub(super) fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split(['\t', '|', '│', '┃', '║']).flat_map(|part| part.split("  ")).filter(|cell| !cell.trim().is_empty())
}

/// The level behind the name of the field, when exactly one is given or ticked.
pub(super) fn field(line: &str) -> Option<Level> {
    cells(line).find_map(|cell| {
        let (name, value) = cell.split_once([':', '='])?;
        if !is_field(name) {
            return None;
        }
        let value = value.split([';', ',', '.']).next().unwrap_or(value);
        exactly(value).filter(|_| !value.contains('☐')).or_else(|| ticked(value))
    })
}

/// Whether the line is the name of the field, its value on the next line.
pub(super) fn is_open_field(line: &str) -> bool {
    line.trim().strip_suffix(':').is_some_and(is_field)
}

fn is_field(name: &str) -> bool {
    let name = name.trim().trim_start_matches(|letter: char| !letter.is_alphabetic()).to_lowercase();
    FIELDS.contains(&name.trim())
}

fn ticked(value: &str) -> Option<Level> {
    let after = ['☒', '☑', '✓', '✔'].iter().find_map(|tick| value.split_once(*tick))?.1;
    exactly(after.split(['☐', '☒', '☑']).next()?)
}

/// The level beside the number or the date, where columns ran together: "Số: 05/BC-CAT MẬT", "MẬT Bắc Giang, ngày…".
pub(super) fn beside(line: &str) -> Option<Level> {
    let line = line.trim();
    let is_number = line.starts_with("Số") && line.contains('/');
    let is_date = line.contains(", ngày");
    Level::ALL.iter().rev().copied().find(|level| {
        let word = word(*level);
        let ends = line.strip_suffix(word).is_some_and(|rest| rest.ends_with(' '));
        let begins = line.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
        (is_number && (ends || line.contains(&format!(" {word} ")))) || (is_date && (begins || ends))
    })
}

/// The level in brackets: "Kế hoạch (MẬT).docx".
pub(super) fn bracketed(line: &str) -> Option<Level> {
    Level::ALL.iter().copied().find(|level| {
        let word = word(*level);
        line.contains(&format!("({word})")) || line.contains(&format!("[{word}]"))
    })
}

const fn word(level: Level) -> &'static str {
    match level {
        Level::Secret => "MẬT",
        Level::HighlySecret => "TỐI MẬT",
        Level::TopSecret => "TUYỆT MẬT",
    }
}
