//! Reads a day from what people type: "mai", "thứ 6", "30/4", "+5n".

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::fold::fold;

/// The furthest that a count of days ("+5n") may reach.
pub const MOST_DAYS: u16 = 3650;

/// The longest text that is looked at, in bytes.
const MOST_BYTES: usize = 80;

/// Why a text gives no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Nothing was typed.
    #[error("no day was given")]
    Empty,
    /// None of the known forms.
    #[error("this is not a day in a known form")]
    NotUnderstood,
    /// A known form of a day that does not exist: 31/4.
    #[error("there is no such day")]
    NoSuchDay,
    /// A count of working days ("+5", "+5lv"), which only
    /// [`Calendar::parse_day`](crate::working_days::Calendar::parse_day) can read.
    #[error("working days can be counted by a calendar only")]
    NeedsCalendar,
    /// A count over [`MOST_DAYS`], or a day before year 1 or after year 9999.
    #[error("the day is too far away")]
    TooFar,
}

/// Where the day is looked for when the text leaves it open ("30/4", "thứ 6").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toward {
    /// From today on: deadlines.
    Coming,
    /// Up to today: dates of documents received.
    Past,
}

/// The day that is meant, looked for from today on.
///
/// Understood, with or without marks, in any case: "hôm nay", "mai", "mốt" (or "ngày kia"), "hôm qua", "hôm kia";
/// "thứ 6", "thứ sáu", "t6", "chủ nhật", "cn" (the next one after today; with "tuần này" or "tuần sau" the one of that
/// week, which begins on Monday); "30/4", "30/4/2024", "30-04-2024", "30.4.24", "2024-04-30", "30 tháng 4",
/// "ngày 30 tháng 4 năm 2024"; "+5n", "+5 ngày", "+2 tuần" (calendar days).
///
/// # Errors
/// [`DayError`].
pub fn parse_day(text: &str, today: Date) -> Result<Date, DayError> {
    parse_day_toward(text, today, Toward::Coming)
}

/// Like [`parse_day`], with the direction in which an open day is looked for.
///
/// # Errors
/// [`DayError`].
pub fn parse_day_toward(text: &str, today: Date, toward: Toward) -> Result<Date, DayError> {
    let text = tidy(text)?;
    if let Some(count) = text.strip_prefix('+') {
        return counted(count, today);
    }
    let days = match text.as_str() {
        "nay" | "hom nay" => 0,
        "mai" | "ngay mai" => 1,
        "mot" | "ngay mot" | "kia" | "ngay kia" => 2,
        "qua" | "hom qua" => -1,
        "hom kia" => -2,
        _ => return weekday(&text, today, toward).unwrap_or_else(|| numeric(&text, today, toward)),
    };
    plus_days(today, days)
}

/// The count in "+5", "+5lv", "+5 ngày làm việc" or "5 ngày làm việc"; nothing for any other text.
pub(crate) fn working_day_count(text: &str) -> Option<Result<u16, DayError>> {
    let text = tidy(text).ok()?;
    let (plus, unsigned) = text.strip_prefix('+').map_or((false, text.as_str()), |rest| (true, rest));
    let (number, unit) = split_count(unsigned)?;
    match unit {
        "" if plus => Some(number),
        "lv" | "nlv" | "ngay lam viec" => Some(number),
        _ => None,
    }
}

fn tidy(text: &str) -> Result<String, DayError> {
    if text.len() > MOST_BYTES {
        return Err(DayError::NotUnderstood);
    }
    let folded = fold(text);
    if folded.is_empty() { Err(DayError::Empty) } else { Ok(folded) }
}

fn counted(text: &str, today: Date) -> Result<Date, DayError> {
    let (number, unit) = split_count(text).ok_or(DayError::NotUnderstood)?;
    let days = match unit {
        "n" | "ngay" => 1,
        "t" | "tuan" => 7,
        "" | "lv" | "nlv" | "ngay lam viec" => return Err(DayError::NeedsCalendar),
        _ => return Err(DayError::NotUnderstood),
    };
    let days = i32::from(number?) * days;
    if days > i32::from(MOST_DAYS) { Err(DayError::TooFar) } else { plus_days(today, days) }
}

/// "5 ngay" as (5, "ngay").
fn split_count(text: &str) -> Option<(Result<u16, DayError>, &str)> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    if digits.is_empty() {
        return None;
    }
    let number = digits.parse().ok().filter(|n| *n <= MOST_DAYS).ok_or(DayError::TooFar);
    Some((number, unit.trim_start()))
}

fn weekday(text: &str, today: Date, toward: Toward) -> Option<Result<Date, DayError>> {
    let (name, weeks) = if let Some(name) = text.strip_suffix(" tuan nay") {
        (name, Some(0))
    } else if let Some(name) = text.strip_suffix(" tuan sau").or_else(|| text.strip_suffix(" tuan toi")) {
        (name, Some(7))
    } else {
        (text, None)
    };
    let wanted = weekday_of(name)?;
    let ahead = today.weekday().until(wanted);
    let days = match (weeks, toward) {
        (Some(days), _) => days + wanted.to_monday_zero_offset() - today.weekday().to_monday_zero_offset(),
        (None, Toward::Coming) if ahead == 0 => 7,
        (None, Toward::Coming) => ahead,
        (None, Toward::Past) => ahead - 7,
    };
    Some(plus_days(today, i32::from(days)))
}

fn weekday_of(name: &str) -> Option<Weekday> {
    if let "chu nhat" | "cn" = name {
        return Some(Weekday::Sunday);
    }
    let day = name.strip_prefix("thu").or_else(|| name.strip_prefix('t'))?.trim_start();
    match day {
        "2" | "hai" => Some(Weekday::Monday),
        "3" | "ba" => Some(Weekday::Tuesday),
        "4" | "tu" => Some(Weekday::Wednesday),
        "5" | "nam" => Some(Weekday::Thursday),
        "6" | "sau" => Some(Weekday::Friday),
        "7" | "bay" => Some(Weekday::Saturday),
        _ => None,
    }
}

fn numeric(text: &str, today: Date, toward: Toward) -> Result<Date, DayError> {
    let text = text.strip_prefix("ngay ").unwrap_or(text).replace(" thang ", "/").replace(" nam ", "/");
    let mut parts = text.split(['/', '-', '.']).map(str::trim);
    let mut next = || parts.next().map(number).transpose();
    let (first, second, third) = (next()?, next()?, next()?);
    if next()?.is_some() {
        return Err(DayError::NotUnderstood);
    }
    match (first, second, third) {
        (Some((year, 4)), Some((month, ..=2)), Some((day, ..=2))) => exact(day, month, year),
        (Some((day, ..=2)), Some((month, ..=2)), Some((year, 4))) => exact(day, month, year),
        (Some((day, ..=2)), Some((month, ..=2)), Some((year, 2))) => exact(day, month, 2000 + year),
        (Some((day, ..=2)), Some((month, ..=2)), None) => nearest(day, month, today, toward),
        _ => Err(DayError::NotUnderstood),
    }
}

/// A number of at most four digits, and how many digits it has.
fn number(text: &str) -> Result<(i16, usize), DayError> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let value = text.parse().map_err(|_| DayError::NotUnderstood)?;
    if digits { Ok((value, text.len())) } else { Err(DayError::NotUnderstood) }
}

fn exact(day: i16, month: i16, year: i16) -> Result<Date, DayError> {
    let (Ok(day), Ok(month)) = (i8::try_from(day), i8::try_from(month)) else {
        return Err(DayError::NoSuchDay);
    };
    if year == 0 {
        return Err(DayError::NoSuchDay);
    }
    Date::new(year, month, day).map_err(|_| DayError::NoSuchDay)
}

/// The first such day of the year on the wanted side of today; 29/2 may be eight years away.
fn nearest(day: i16, month: i16, today: Date, toward: Toward) -> Result<Date, DayError> {
    (0..=8)
        .filter_map(|years| match toward {
            Toward::Coming => exact(day, month, today.year() + years).ok().filter(|found| *found >= today),
            Toward::Past => exact(day, month, today.year() - years).ok().filter(|found| *found <= today),
        })
        .next()
        .ok_or(DayError::NoSuchDay)
}

fn plus_days(day: Date, days: i32) -> Result<Date, DayError> {
    day.checked_add(days.days()).ok().filter(|found| found.year() > 0).ok_or(DayError::TooFar)
}

#[cfg(test)]
mod tests;
