//! What a line of text begins with: `Điều 3.`, `II.`, `1.`, `a)`, `-`.

use crate::check::tokens::folded;
use crate::draft::Level;
use crate::numbering::{POINTS, from_roman};

/// The level that a line's beginning shows, the number that it states, and the rest.
pub(super) fn label(text: &str) -> Option<(Level, Option<String>, &str)> {
    if let Some(rest) = text.strip_prefix(['-', '–']) {
        return rest.starts_with(char::is_whitespace).then(|| (Level::Dash, None, rest.trim()));
    }
    if let Some(rest) = text.strip_prefix('+') {
        return rest.starts_with(char::is_whitespace).then(|| (Level::Plus, None, rest.trim()));
    }
    named(text).or_else(|| numbered(text))
}

/// Phần, Chương, Mục, Tiểu mục, Điều.
fn named(text: &str) -> Option<(Level, Option<String>, &str)> {
    const NAMES: [(&str, Level); 5] = [
        ("phan", Level::Part),
        ("chuong", Level::Chapter),
        ("tieu muc", Level::Subsection),
        ("muc", Level::Section),
        ("dieu", Level::Article),
    ];
    let head: String = folded(&text.chars().take(10).collect::<String>());
    let (name, level) = NAMES.iter().find(|(name, _)| head.starts_with(&format!("{name} ")))?;
    let rest = text.splitn(name.split(' ').count() + 1, ' ').last()?.trim_start();
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (number, rest) = rest.split_at_checked(end)?;
    let valid =
        from_roman(number).is_some() || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    let sign = rest.trim_start().strip_prefix(['.', ':']);
    // Without a sign the number ends the line: "Điều 5 của Luật" is a sentence.
    if !valid || (sign.is_none() && !rest.trim().is_empty()) {
        return None;
    }
    Some((*level, Some(number.to_owned()), sign.unwrap_or_default().trim()))
}

/// `II.`, `1.`, `a)`.
fn numbered(text: &str) -> Option<(Level, Option<String>, &str)> {
    let end = text.find(['.', ')', ' '])?;
    let (number, rest) = text.split_at_checked(end)?;
    let (sign, rest) = rest.split_at_checked(1)?;
    if !(rest.starts_with(char::is_whitespace) || rest.is_empty()) {
        return None;
    }
    let digits = !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    let level = match sign {
        "." if from_roman(number).is_some() => Level::Heading,
        "." if digits => Level::Clause,
        ")" if POINTS.contains(&number) || (number.chars().count() == 1 && number.chars().all(char::is_lowercase)) => {
            Level::Point
        }
        _ => return None,
    };
    Some((level, Some(number.to_owned()), rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_and_sentences_are_not() {
        let is = |text, level, number: &str, rest| {
            assert_eq!(label(text), Some((level, Some(number.to_owned()), rest)), "{text}");
        };
        is("Điều 3. Tổ chức", Level::Article, "3", "Tổ chức");
        is("Chương II", Level::Chapter, "II", "");
        is("Tiểu mục 1", Level::Subsection, "1", "");
        is("IV. TỔ CHỨC THỰC HIỆN", Level::Heading, "IV", "TỔ CHỨC THỰC HIỆN");
        is("12. Nhà trường", Level::Clause, "12", "Nhà trường");
        is("đ) Kho", Level::Point, "đ", "Kho");
        assert_eq!(label("- Như trên;"), Some((Level::Dash, None, "Như trên;")));
        for text in ["Điều 5 của Luật này", "1.5 triệu", "2026", "", "a", "Mục tiêu chung", "phần thưởng"]
        {
            assert_eq!(label(text), None, "{text}");
        }
    }
}
