//! How a text is named and cited (Decree 30/2020, Annex I, Part I, II.6).

use jiff::civil::Date;

use super::find::VERBS;
use super::kinds::kind;
use super::text::Text;

/// The line of a basis: `Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư`.
/// Laws stand by name and day alone. A day that is not known is a blank to fill in.
#[must_use]
pub fn cite(text: &Text) -> String {
    format!("Căn cứ {}", full(text, ""))
}

/// Its name in a sentence: `Nghị định số 30/2020/NĐ-CP`, `Luật Giáo dục`.
#[must_use]
pub fn name(text: &Text) -> String {
    let kind_name = kind(&text.kind).map_or("", |kind| &kind.name);
    match kind(&text.kind).is_some_and(|kind| kind.named) && !text.subject.is_empty() {
        true => format!("{kind_name} {}", text.subject),
        false => format!("{kind_name} số {}", text.number),
    }
}

/// The day as Decree 30/2020, Annex I, Part I, II.4 wants it: `ngày 05 tháng 3 năm 2020`, a zero before days 1 to 9 and
/// months 1 and 2 only.
#[must_use]
pub fn official_day(day: Date) -> String {
    let zero = if day.month() < 3 { "0" } else { "" };
    format!("ngày {:02} tháng {zero}{} năm {}", day.day(), day.month(), day.year())
}

/// Name, day, issuer and subject; `subject` where the library has none of its own.
pub(super) fn full(text: &Text, subject: &str) -> String {
    let mut words = name(text);
    words.push(' ');
    words.push_str(&match (text.day, text.year()) {
        (Some(day), _) => official_day(day),
        (None, Some(year)) => format!("ngày … tháng … năm {year}"),
        (None, None) => "ngày … tháng … năm …".to_owned(),
    });
    if kind(&text.kind).is_some_and(|kind| kind.named) {
        return words;
    }
    if !text.issuer.is_empty() {
        words.push_str(&format!(" của {}", text.issuer));
    }
    let subject = if text.subject.is_empty() { subject } else { &text.subject };
    if !subject.is_empty() {
        let by_verb = VERBS.iter().any(|verb| subject.to_lowercase().starts_with(verb));
        words.push_str(if by_verb { " " } else { " về " });
        words.push_str(subject);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::{Library, find_citations};

    #[test]
    fn decrees_in_full_and_laws_by_name() {
        let library = Library::shipped();
        let cited = |code| library.get(code).map(cite).unwrap();
        let decree = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư";
        assert_eq!(cited("nd-30-2020"), decree);
        assert_eq!(cited("luat-giao-duc-2019"), "Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019");
        assert_eq!(cited("luat-luu-tru-2024"), "Căn cứ Luật Lưu trữ ngày … tháng … năm 2024");
        assert!(cited("tt-08-2025-bgddt").ends_with(
            "Bộ Giáo dục và Đào tạo quy định thời hạn lưu trữ hồ sơ, tài liệu thuộc lĩnh vực giáo dục và đào tạo"
        ));
    }

    #[test]
    fn what_is_cited_is_found_again() {
        let library = Library::shipped();
        for text in library.all() {
            let found = find_citations(&cite(text));
            assert_eq!(found.len(), 1, "{}: {found:?}", cite(text));
            assert_eq!((&found[0].kind, found[0].day), (&text.kind, text.day), "{}", cite(text));
            let day = text.from.or(text.day).unwrap_or(jiff::civil::date(2026, 11, 22));
            let known = library.named(&found[0], day).map(|text| text.code.as_str());
            assert_eq!(known, Some(text.code.as_str()), "{}", cite(text));
        }
    }
}
