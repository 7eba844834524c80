//! Languages: the choice, the texts, and what is missing.

#![allow(clippy::expect_used, reason = "a test may fail loudly")]

use luuvet_ui::{Arg, Locale, LocaleError, Texts};

const VI: &str = "\
assign = Chuyển
left = còn { $days } ngày làm việc
name = Tên
    .hint = Họ và tên
";
const EN: &str = "\
assign = Assign
left = { $days ->
    [one] { $days } working day left
   *[other] { $days } working days left
}
";

fn texts() -> Result<Texts, LocaleError> {
    Texts::load(&[(Locale::Vi, VI), (Locale::En, EN)])
}

#[test]
fn texts_take_values_and_choose_plural_forms() {
    let texts = texts().expect("both parse");
    assert_eq!(texts.text(Locale::Vi, "assign"), "Chuyển");
    assert_eq!(texts.text_with(Locale::Vi, "left", &[("days", Arg::Text("1.234"))]), "còn 1.234 ngày làm việc");
    assert_eq!(texts.text_with(Locale::En, "left", &[("days", Arg::Count(1))]), "1 working day left");
    assert_eq!(texts.text_with(Locale::En, "left", &[("days", Arg::Count(2))]), "2 working days left");
    assert_eq!(texts.text(Locale::Vi, "name.hint"), "Họ và tên");
    assert!(texts.missing().is_empty());
}

#[test]
fn what_is_missing_shows_its_key_and_is_counted() {
    let texts = texts().expect("both parse");
    assert_eq!(texts.text(Locale::En, "name"), "name");
    assert_eq!(texts.text(Locale::En, "name.hint"), "name.hint");
    texts.text(Locale::Vi, "left");
    assert_eq!(texts.missing(), ["en/name", "en/name.hint", "vi/left"]);
    assert!(texts.has(Locale::Vi, "name.hint") && !texts.has(Locale::En, "name"));
}

#[test]
fn broken_and_double_texts_are_refused() {
    assert!(matches!(Texts::load(&[(Locale::Vi, "a = {")]), Err(LocaleError::Syntax(Locale::Vi, _))));
    assert!(matches!(
        Texts::load(&[(Locale::En, "a = 1"), (Locale::En, "a = 2")]),
        Err(LocaleError::Twice(Locale::En, _))
    ));
}

#[test]
fn the_language_is_the_persons_then_the_browsers_then_vietnamese() {
    let choose = Locale::choose;
    assert_eq!(choose(Some("en"), Some("vi")), Locale::En);
    assert_eq!(choose(Some("fr"), Some("en-GB,vi;q=0.5")), Locale::En);
    assert_eq!(choose(None, Some("en;q=0.5, vi-VN;q=0.9")), Locale::Vi);
    assert_eq!(choose(None, Some("en;q=0, fr")), Locale::Vi);
    assert_eq!(choose(None, None), Locale::Vi);
    assert_eq!(Locale::from_code("EN_us"), Some(Locale::En));
}
