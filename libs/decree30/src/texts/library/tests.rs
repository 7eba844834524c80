use jiff::civil::date;

use super::*;
use crate::texts::find_citations;

fn of(library: &Library, text: &str, day: Date) -> Option<String> {
    library.named(&find_citations(text)[0], day).map(|text| text.code.clone())
}

#[test]
fn the_shipped_texts_are_whole() {
    let library = Library::shipped();
    assert_eq!(library.all().count(), file().text.len());
    assert!(library.all().count() > 65 && library.version() >= 1);
    for text in library.all() {
        assert!(text.fault().is_none() && !text.source.is_empty() && !text.fields.is_empty(), "{}", text.code);
        assert!(
            text.fields.iter().all(|field| super::super::fields().iter().any(|one| one.code == *field)),
            "{}",
            text.code
        );
        assert!(text.replaced_by.iter().all(|code| library.get(code).is_some()), "{}", text.code);
        assert!(!text.issuer.is_empty() || text.number.is_empty() || text.kind == "consolidated", "{}", text.code);
        assert!(text.from.zip(text.day).is_none_or(|(from, day)| from >= day), "{}", text.code);
    }
    for required in library.required() {
        assert!(
            !required.any.is_empty() && required.any.iter().all(|code| library.get(code).is_some()),
            "{required:?}"
        );
        assert!(required.kinds.iter().all(|kind| crate::kinds::find(kind).is_some()), "{required:?}");
    }
}

#[test]
fn days_in_force_come_from_the_successor_where_none_is_told() {
    let library = Library::shipped();
    let old = library.get("luat-bi-mat-2018").unwrap();
    assert_eq!(library.last_day(old), Some((date(2026, 2, 28), false)));
    assert_eq!(library.state(old, date(2026, 2, 28)), State::InForce);
    assert_eq!(library.state(old, date(2026, 3, 1)), State::Gone);
    assert_eq!(library.successor(old, date(2026, 3, 1)).map(|text| text.code.as_str()), Some("luat-bi-mat-2025"));
    let decree = library.get("nd-90-2020").unwrap();
    assert_eq!(library.last_day(decree), Some((date(2026, 6, 30), true)));
    assert_eq!(library.state(library.get("nd-23-2025").unwrap(), date(2025, 4, 9)), State::NotYet);
}

#[test]
fn later_additions_win_and_faults_are_refused() {
    let mut library = Library::shipped();
    let count = library.all().count();
    let mut text = library.get("nd-30-2020").unwrap().clone();
    text.until = Some(date(2027, 6, 30));
    library.add(text).unwrap();
    assert_eq!(library.all().count(), count);
    assert_eq!(library.state(library.get("nd-30-2020").unwrap(), date(2027, 7, 1)), State::Gone);
    let own = |number: &str| Text {
        code: "own-1".to_owned(),
        kind: "plan".to_owned(),
        number: number.to_owned(),
        day: Some(date(2026, 9, 5)),
        ..Text::default()
    };
    library.add(own("7/KH-UBND")).unwrap();
    library.add(own("8/KH-UBND")).unwrap();
    let today = date(2026, 11, 22);
    assert_eq!(of(&library, "Kế hoạch số 8/KH-UBND ngày 05/9/2026", today).as_deref(), Some("own-1"));
    assert_eq!(of(&library, "Kế hoạch số 7/KH-UBND ngày 05/9/2026", today), None);
    for fault in [
        Text { code: "Ả".to_owned(), ..own("1/KH-X") },
        Text { kind: "x".to_owned(), ..own("1/KH-X") },
        Text { subject: "a".repeat(5_000), ..own("1/KH-X") },
        Text { subject: "a\u{0}".to_owned(), ..own("1/KH-X") },
        Text { from: Some(today), until: Some(date(2020, 1, 1)), ..own("1/KH-X") },
    ] {
        assert!(matches!(library.add(fault), Err(Rejected::Fault { .. })));
    }
}

#[test]
fn numbers_that_every_body_gives_need_their_day() {
    let library = Library::shipped();
    let today = date(2026, 11, 22);
    let code = |text| of(&library, text, today);
    assert_eq!(code("Kế hoạch số 14/KH-SGDĐT ngày 17/01/2024").as_deref(), Some("kh-14-2024-sgddt"));
    assert_eq!(code("Kế hoạch số 14/KH-SGDĐT ngày 18/01/2024"), None);
    assert_eq!(code("Kế hoạch số 14/KH-SGDĐT"), None);
    assert_eq!(code("Quyết định số 531/QĐ-TTg ngày 19/5/2023").as_deref(), Some("qd-531-2023-ttg"));
    assert_eq!(code("Quyết định số 531/QĐ-TTg ngày 01/4/2021"), None);
    assert_eq!(code("Thông tư 9/2024/TT-BGD&ĐT").as_deref(), Some("tt-09-2024-bgddt"));
    assert_eq!(code("Nghị định 30/2020").as_deref(), Some("nd-30-2020"));
    assert_eq!(code("Thông tư 01/2020/TT-BTC ngày 01/02/2020"), None);
}

#[test]
fn laws_of_one_name_by_their_year_or_the_day_of_the_draft() {
    let library = Library::shipped();
    let law = "Luật Bảo vệ bí mật nhà nước";
    assert_eq!(of(&library, law, date(2024, 4, 3)).as_deref(), Some("luat-bi-mat-2018"));
    assert_eq!(of(&library, law, date(2026, 4, 3)).as_deref(), Some("luat-bi-mat-2025"));
    let dated = format!("{law} ngày 15 tháng 11 năm 2018");
    assert_eq!(of(&library, &dated, date(2026, 4, 3)).as_deref(), Some("luat-bi-mat-2018"));
    let old = &find_citations("Luật Viên chức ngày 15 tháng 11 năm 2010")[0];
    assert!(matches!(library.find(old, date(2026, 11, 22)), Match::Older(text) if text.code == "luat-vien-chuc-2025"));
}
