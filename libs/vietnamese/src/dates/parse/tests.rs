use super::*;
use jiff::civil::date;

/// A Wednesday.
const TODAY: Date = date(2024, 6, 5);

#[test]
fn words() {
    let read = [
        ("hôm nay", date(2024, 6, 5)),
        ("NAY", date(2024, 6, 5)),
        (" mai ", date(2024, 6, 6)),
        ("ngày mai", date(2024, 6, 6)),
        ("mốt", date(2024, 6, 7)),
        ("ngày kia", date(2024, 6, 7)),
        ("hôm kia", date(2024, 6, 3)),
        ("thứ 6", date(2024, 6, 7)),
        ("thứ sáu", date(2024, 6, 7)),
        ("t6", date(2024, 6, 7)),
        ("Thứ Tư", date(2024, 6, 12)),
        ("chủ nhật", date(2024, 6, 9)),
        ("CN", date(2024, 6, 9)),
        ("thứ 2 tuần này", date(2024, 6, 3)),
        ("thứ 6 tuần sau", date(2024, 6, 14)),
        ("+5n", date(2024, 6, 10)),
        ("+ 5 ngày", date(2024, 6, 10)),
        ("+2 tuần", date(2024, 6, 19)),
        ("+0n", date(2024, 6, 5)),
    ];
    for (text, day) in read {
        assert_eq!(parse_day(text, TODAY), Ok(day), "{text}");
    }
}

#[test]
fn numbers_and_the_side_of_an_open_year() {
    for text in ["30/4/2024", "30-04-2024", "30.4.24", "2024-04-30", "ngày 30 tháng 4 năm 2024", "30 / 4 / 2024"] {
        assert_eq!(parse_day(text, TODAY), Ok(date(2024, 4, 30)), "{text}");
    }
    for (text, coming, past) in [
        ("30/4", date(2025, 4, 30), date(2024, 4, 30)),
        ("5/6", TODAY, TODAY),
        ("30 tháng 6", date(2024, 6, 30), date(2023, 6, 30)),
        ("29/2", date(2028, 2, 29), date(2024, 2, 29)),
        ("thứ 4", date(2024, 6, 12), date(2024, 5, 29)),
        ("thứ 3", date(2024, 6, 11), date(2024, 6, 4)),
    ] {
        assert_eq!(parse_day_toward(text, TODAY, Toward::Coming), Ok(coming), "{text}");
        assert_eq!(parse_day_toward(text, TODAY, Toward::Past), Ok(past), "{text}");
    }
}

#[test]
fn says_what_is_wrong() {
    for (text, error) in [
        ("  ", DayError::Empty),
        ("sớm", DayError::NotUnderstood),
        ("thứ 8", DayError::NotUnderstood),
        ("30/4/2024/1", DayError::NotUnderstood),
        ("30", DayError::NotUnderstood),
        ("30/4/024", DayError::NotUnderstood),
        ("+", DayError::NotUnderstood),
        ("+5x", DayError::NotUnderstood),
        ("31/4", DayError::NoSuchDay),
        ("29/2/2023", DayError::NoSuchDay),
        ("0/1", DayError::NoSuchDay),
        ("1/1/0000", DayError::NoSuchDay),
        ("+5", DayError::NeedsCalendar),
        ("+5lv", DayError::NeedsCalendar),
        ("+3651n", DayError::TooFar),
        ("+600 tuần", DayError::TooFar),
        ("+99999999n", DayError::TooFar),
    ] {
        assert_eq!(parse_day(text, TODAY), Err(error), "{text}");
    }
    assert_eq!(parse_day(&"1".repeat(1000), TODAY), Err(DayError::NotUnderstood));
    assert_eq!(parse_day("mai", Date::MAX), Err(DayError::TooFar));
    assert_eq!(parse_day("hôm qua", date(1, 1, 1)), Err(DayError::TooFar));
}

#[test]
fn no_text_of_three_signs_makes_it_fail_loudly() {
    let signs = ['0', '9', '/', '-', '.', '+', 'n', 't', 'đ', ' ', '\u{301}', '−'];
    for a in signs {
        for b in signs {
            for c in signs {
                let text = format!("{a}{b}{c}");
                let _ = (parse_day(&text, TODAY), working_day_count(&text));
            }
        }
    }
}
