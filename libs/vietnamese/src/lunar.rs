//! The Vietnamese lunar calendar: lunar to solar dates and back, Tết, Giỗ Tổ.
//!
//! Computed from the true new moons and the true longitude of the sun in the legal time of Việt Nam, UTC+7, so it may
//! differ from the Chinese calendar (Tết 1985, 2007, 2030). What it gives proposes holidays; only the yearly
//! announcement makes them.

mod sky;

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The first year that can be converted: UTC+7 became the base of the calendar in 1968.
pub const FIRST_YEAR: i16 = 1968;

/// The last year that can be converted; beyond, the slowing of the earth is too uncertain.
pub const LAST_YEAR: i16 = 2199;

/// A day of the lunar calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LunarDate {
    /// The solar year in which the lunar year begins.
    pub year: i16,
    /// 1 to 12.
    pub month: u8,
    /// Whether the month is the second of its number (tháng nhuận).
    pub leap: bool,
    /// 1 to 30.
    pub day: u8,
}

/// Why a date cannot be converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LunarError {
    /// Before [`FIRST_YEAR`] or after [`LAST_YEAR`].
    #[error("the lunar calendar is computed for {FIRST_YEAR} to {LAST_YEAR} only")]
    OutOfRange,
    /// The lunar year has no such month, or the month no such day.
    #[error("there is no such lunar day")]
    NoSuchDay,
}

/// A lunar month: its name and its first day, as day number (days since 2000-01-01).
#[derive(Debug, Clone, Copy)]
struct Month {
    year: i16,
    number: u8,
    leap: bool,
    first: i32,
}

/// The lunar date of a solar day.
///
/// # Errors
/// [`LunarError::OutOfRange`].
pub fn to_lunar(day: Date) -> Result<LunarDate, LunarError> {
    check_year(day.year())?;
    let number = day_number(day);
    let year = if number < first_day_of_month_11(day.year()) { day.year() } else { day.year() + 1 };
    let months = months_ending_in(year);
    let month = months.iter().rev().find(|month| month.first <= number).ok_or(LunarError::OutOfRange)?;
    let day = u8::try_from(number - month.first + 1).map_err(|_| LunarError::OutOfRange)?;
    Ok(LunarDate { year: month.year, month: month.number, leap: month.leap, day })
}

/// The solar day of a lunar date.
///
/// # Errors
/// [`LunarError::OutOfRange`] for the year, [`LunarError::NoSuchDay`] for a day 31, a day 30 of a short month or a leap
/// month that the year does not have.
pub fn to_solar(lunar: LunarDate) -> Result<Date, LunarError> {
    check_year(lunar.year)?;
    let ending = if lunar.month >= 11 { lunar.year + 1 } else { lunar.year };
    let months = months_ending_in(ending);
    let same = |m: &Month| (m.year, m.number, m.leap) == (lunar.year, lunar.month, lunar.leap);
    let at = months.iter().position(same).ok_or(LunarError::NoSuchDay)?;
    let (Some(this), Some(next)) = (months.get(at), months.get(at + 1)) else {
        return Err(LunarError::NoSuchDay);
    };
    if lunar.day == 0 || i32::from(lunar.day) > next.first - this.first {
        return Err(LunarError::NoSuchDay);
    }
    day_of_number(this.first + i32::from(lunar.day) - 1)
}

/// Tết Nguyên đán: the first day of the first month.
///
/// # Errors
/// [`LunarError::OutOfRange`].
pub fn tet(year: i16) -> Result<Date, LunarError> {
    to_solar(LunarDate { year, month: 1, leap: false, day: 1 })
}

/// Giỗ Tổ Hùng Vương: the tenth day of the third month.
///
/// # Errors
/// [`LunarError::OutOfRange`].
pub fn hung_kings(year: i16) -> Result<Date, LunarError> {
    to_solar(LunarDate { year, month: 3, leap: false, day: 10 })
}

/// The months from month 11 of the year before to month 11 of `year`, and the one after it.
fn months_ending_in(year: i16) -> Vec<Month> {
    let first = sky::moon_index_near(first_day_of_month_11(year - 1));
    let last = sky::moon_index_near(first_day_of_month_11(year));
    let starts: Vec<i32> = (first..=last + 1).map(sky::new_moon_day).collect();
    // Thirteen months between two months 11: the first without a principal term of the sun is the leap month.
    let crowded = last - first == 13;
    let leap_at = starts
        .windows(2)
        .skip(1)
        .position(|month| crowded && matches!(month, [a, b] if sky::sign(*a) == sky::sign(*b)))
        .map(|at| at + 1);
    let mut number = 11_u8;
    let mut months = Vec::with_capacity(starts.len());
    let mut lunar_year = year - 1;
    for (at, first) in starts.into_iter().enumerate() {
        let leap = leap_at == Some(at);
        if at > 0 && !leap {
            number = number % 12 + 1;
            lunar_year += i16::from(number == 1);
        }
        months.push(Month { year: lunar_year, number, leap, first });
    }
    months
}

/// Month 11 is the one that holds the winter solstice.
fn first_day_of_month_11(year: i16) -> i32 {
    let solstice = (day_number(date(year, 12, 19))..).find(|day| sky::sign(day + 1) == 9).unwrap_or_default();
    let near = sky::moon_index_near(solstice);
    let starts = (near - 1..=near + 1).map(sky::new_moon_day);
    starts.filter(|first| *first <= solstice).max().unwrap_or(solstice)
}

fn check_year(year: i16) -> Result<(), LunarError> {
    if (FIRST_YEAR..=LAST_YEAR).contains(&year) { Ok(()) } else { Err(LunarError::OutOfRange) }
}

fn day_number(day: Date) -> i32 {
    (day - date(2000, 1, 1)).get_days()
}

fn day_of_number(number: i32) -> Result<Date, LunarError> {
    date(2000, 1, 1).checked_add(number.days()).map_err(|_| LunarError::OutOfRange)
}

#[cfg(test)]
mod tests;
