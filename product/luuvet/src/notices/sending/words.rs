//! What is sent: counts and links, no subject and no name.

use super::Said;
use crate::locale::{Arg, Locale, text, text_with};
use crate::notices::digest::Part;

/// The title of a push and where it leads.
pub(crate) fn push(locale: Locale, said: &Said) -> (String, String) {
    match said {
        Said::News(count, only) => {
            (news(locale, *count), only.map_or("/notices".to_owned(), |id| format!("/notices/{id}")))
        }
        Said::Digest(parts) => (waiting(locale, parts), "/".to_owned()),
    }
}

/// The subject and the text of a mail.
pub(crate) fn mail(locale: Locale, said: &Said, base: &str) -> (String, String) {
    let (title, link) = push(locale, said);
    let foot = text_with(locale, "message-foot", &[("link", Arg::Text(&format!("{base}/account/notices")))]);
    let open = text_with(locale, "message-open", &[("link", Arg::Text(&format!("{base}{link}")))]);
    let body = match said {
        Said::News(..) => format!("{title}."),
        Said::Digest(parts) => format!("{title}.\n\n{}", lines(locale, parts)),
    };
    (format!("Lưu Vết: {title}"), format!("{body}\n\n{open}\n\n{foot}"))
}

fn news(locale: Locale, count: i64) -> String {
    text_with(locale, "message-news", &[("count", Arg::Count(count))])
}

fn waiting(locale: Locale, parts: &[Part]) -> String {
    let all = parts.iter().flat_map(|part| &part.baskets);
    let (open, late) = all.fold((0, 0), |(open, late), (_, count, overdue)| (open + count, late + overdue));
    let key = if late > 0 { "message-waiting-late" } else { "message-waiting" };
    text_with(locale, key, &[("count", Arg::Count(open)), ("late", Arg::Count(late))])
}

/// A line for each basket; where there are several positions, under the name of each.
fn lines(locale: Locale, parts: &[Part]) -> String {
    let line = |(code, count, late): &(String, i64, i64)| {
        let name = text(locale, &format!("basket-{code}"));
        let key = if *late > 0 { "message-basket-late" } else { "message-basket" };
        text_with(
            locale,
            key,
            &[("basket", Arg::Text(&name)), ("count", Arg::Count(*count)), ("late", Arg::Count(*late))],
        )
    };
    let of = |part: &Part| {
        let head = (parts.len() > 1).then(|| format!("{}, {}:", part.title, part.place));
        head.into_iter().chain(part.baskets.iter().map(line)).collect::<Vec<_>>().join("\n")
    };
    parts.iter().map(of).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_counts_by_basket_and_position() {
        let part = |place: &str, late| Part {
            place: place.into(),
            title: "Giáo viên".into(),
            baskets: vec![("to-handle".into(), 3, late), ("to-read".into(), 1, 0)],
        };
        let (subject, text) = mail(Locale::Vi, &Said::Digest(vec![part("THPT A", 2)]), "https://a.vn");
        assert_eq!(subject, "Lưu Vết: 4 việc đang chờ, 2 việc quá hạn");
        assert!(text.contains("Xử lý: 3 (quá hạn 2)\nĐể đọc: 1\n\n") && text.contains("https://a.vn/\n"), "{text}");
        assert!(!text.contains("THPT A"));
        let (_, text) = mail(Locale::En, &Said::Digest(vec![part("A", 0), part("B", 0)]), "https://a.vn");
        assert!(text.starts_with("8 items are waiting.\n\nGiáo viên, A:\n"), "{text}");
    }
}
