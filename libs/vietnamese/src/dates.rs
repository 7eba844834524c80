//! Days as Vietnamese documents and screens write them, and as people type them.

mod parse;

pub(crate) use parse::working_day_count;
pub use parse::{DayError, MOST_DAYS, Toward, parse_day, parse_day_toward};

use jiff::civil::{Date, Weekday};

/// The day as Decree 30/2020/NĐ-CP, Annex I, II.4 wants it: `ngày 03 tháng 4 năm 2024`, a zero before days 1 to 9 and
/// months 1 and 2 only.
pub fn official(day: Date) -> String {
    let zero = if day.month() < 3 { "0" } else { "" };
    format!("ngày {:02} tháng {zero}{} năm {}", day.day(), day.month(), day.year())
}

/// The day as `dd/mm/yyyy`, with the zeros: `03/04/2024`.
pub fn short(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// The day as the text of a document refers to it: `03/4/2024`, zeros as in [`official`].
pub fn reference(day: Date) -> String {
    let zero = if day.month() < 3 { "0" } else { "" };
    format!("{:02}/{zero}{}/{}", day.day(), day.month(), day.year())
}

/// The name of a day of the week: `thứ Hai` to `thứ Bảy`, `Chủ nhật`.
pub fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "thứ Hai",
        Weekday::Tuesday => "thứ Ba",
        Weekday::Wednesday => "thứ Tư",
        Weekday::Thursday => "thứ Năm",
        Weekday::Friday => "thứ Sáu",
        Weekday::Saturday => "thứ Bảy",
        Weekday::Sunday => "Chủ nhật",
    }
}

/// The short name of a day of the week for calendars: `T2` to `T7`, `CN`.
pub fn weekday_short(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "T2",
        Weekday::Tuesday => "T3",
        Weekday::Wednesday => "T4",
        Weekday::Thursday => "T5",
        Weekday::Friday => "T6",
        Weekday::Saturday => "T7",
        Weekday::Sunday => "CN",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn zeros_only_where_the_decree_wants_them() {
        assert_eq!(official(date(2024, 4, 3)), "ngày 03 tháng 4 năm 2024");
        assert_eq!(official(date(2024, 2, 29)), "ngày 29 tháng 02 năm 2024");
        assert_eq!(official(date(2024, 12, 10)), "ngày 10 tháng 12 năm 2024");
        assert_eq!(reference(date(2024, 4, 3)), "03/4/2024");
        assert_eq!(reference(date(2024, 1, 10)), "10/01/2024");
        assert_eq!(short(date(2024, 4, 3)), "03/04/2024");
    }

    #[test]
    fn every_printed_day_is_read_back() {
        let today = date(2024, 6, 1);
        let mut day = date(2023, 1, 1);
        while day.year() < 2027 {
            for text in [official(day), reference(day), short(day), day.to_string()] {
                assert_eq!(parse_day(&text, today), Ok(day), "{text}");
            }
            day = day.tomorrow().unwrap();
        }
    }

    #[test]
    fn weekday_names_are_read_as_the_next_such_day() {
        let today = date(2024, 6, 5);
        for ahead in 1..=7 {
            let day = today.saturating_add(jiff::Span::new().days(ahead));
            for name in [weekday_name(day.weekday()), weekday_short(day.weekday())] {
                assert_eq!(parse_day(name, today), Ok(day), "{name}");
            }
        }
    }
}
