//! Working days of Vietnamese public bodies: holidays, days swapped by announcement, days that an organisation adds.
//!
//! The yearly data stand in `data/working-days/`. A year without an announcement is proposed from the law and the
//! lunar calendar, and [`Calendar::status`] says so; [`Calendar::with_year`] takes an announcement that came later.

mod kind;
mod law;
mod year;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use crate::dates::{self, DayError};
pub use kind::{DayKind, DayOff, YearStatus};
use law::Law;
use year::{Change, Source, Year};

/// The most days, off and worked together, that an organisation may add.
pub const MOST_ADDITIONS: usize = 1000;

/// The most working days that can be added to a day in one step.
pub const MOST_WORKING_DAYS: i32 = 10_000;

const LAW: &str = include_str!("../data/working-days/law.toml");

const YEARS: [&str; 5] = [
    include_str!("../data/working-days/2023.toml"),
    include_str!("../data/working-days/2024.toml"),
    include_str!("../data/working-days/2025.toml"),
    include_str!("../data/working-days/2026.toml"),
    include_str!("../data/working-days/2027.toml"),
];

/// Why a calendar cannot be made or asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// A data file is wrong; the text says where (for the log).
    #[error("working-day data: {0}")]
    Data(String),
    /// A day was added both as day off and as working day.
    #[error("{0} cannot be both off and worked")]
    Contradiction(Date),
    /// More than [`MOST_ADDITIONS`] days were added.
    #[error("more than {MOST_ADDITIONS} days were added")]
    TooManyAdditions,
    /// The answer lies outside the years 1 to 9999, or more than [`MOST_WORKING_DAYS`] were asked for.
    #[error("the day is out of range")]
    OutOfRange,
}

/// The working days of an organisation. Cheap to clone: the yearly data are shared.
#[derive(Debug, Clone)]
pub struct Calendar {
    years: Arc<BTreeMap<i16, Year>>,
    /// Days that the organisation added; true is worked.
    own: Arc<BTreeMap<Date, bool>>,
}

impl Calendar {
    /// The calendar of all public bodies, from the data in this library. Make it once and clone it.
    ///
    /// # Errors
    /// [`CalendarError::Data`] if the embedded data were wrong, which tests rule out.
    pub fn embedded() -> Result<Self, CalendarError> {
        let law = Law::read(LAW)?;
        let mut years = BTreeMap::new();
        for year in law.years() {
            years.insert(year, law.propose(year)?);
        }
        for text in YEARS {
            let year = Year::read(text)?;
            years.insert(year.year, year);
        }
        Ok(Self { years: Arc::new(years), own: Arc::default() })
    }

    /// The calendar with one year's data replaced by a file of the same form as those in `data/working-days/`.
    ///
    /// # Errors
    /// [`CalendarError::Data`] says what is wrong in the file.
    pub fn with_year(mut self, toml: &str) -> Result<Self, CalendarError> {
        let year = Year::read(toml)?;
        Arc::make_mut(&mut self.years).insert(year.year, year);
        Ok(self)
    }

    /// The calendar with an organisation's own days off and working days in place of any it had before; they win over
    /// announcements.
    ///
    /// # Errors
    /// [`CalendarError::Contradiction`], [`CalendarError::TooManyAdditions`].
    pub fn with_additions(mut self, days_off: &[Date], working_days: &[Date]) -> Result<Self, CalendarError> {
        if days_off.len() + working_days.len() > MOST_ADDITIONS {
            return Err(CalendarError::TooManyAdditions);
        }
        let mut own: BTreeMap<Date, bool> = days_off.iter().map(|day| (*day, false)).collect();
        for day in working_days {
            if own.insert(*day, true) == Some(false) {
                return Err(CalendarError::Contradiction(*day));
            }
        }
        self.own = Arc::new(own);
        Ok(self)
    }

    /// What the day is, and why it is off.
    pub fn kind(&self, day: Date) -> DayKind {
        match self.own.get(&day) {
            Some(true) => return DayKind::AddedWorking,
            Some(false) => return DayKind::Off(DayOff::Organisation),
            None => {}
        }
        match self.years.get(&day.year()).and_then(|year| year.days.get(&day)).map(|entry| entry.change) {
            Some(Change::Worked) => DayKind::MakeUp,
            Some(Change::Off(reason)) => DayKind::Off(reason),
            None if is_weekly_day_off(day) => DayKind::Off(DayOff::Weekend),
            None => DayKind::Working,
        }
    }

    /// Whether the organisation works on the day.
    pub fn is_working_day(&self, day: Date) -> bool {
        !matches!(self.kind(day), DayKind::Off(_))
    }

    /// The first working day after `day`.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn next_working_day(&self, day: Date) -> Result<Date, CalendarError> {
        self.nearest(day, 1)
    }

    /// The last working day before `day`.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn previous_working_day(&self, day: Date) -> Result<Date, CalendarError> {
        self.nearest(day, -1)
    }

    /// The last working day on which something due "trước ngày `deadline`" is in time: the deadline itself is excluded,
    /// so it is the last working day strictly before it.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn last_day_before(&self, deadline: Date) -> Result<Date, CalendarError> {
        self.previous_working_day(deadline)
    }

    /// The day that is `count` working days after `day` (before it when negative). The day itself is not counted (Civil
    /// Code 91/2015/QH13, Article 147); with 0 it is the day itself, or the next working day if it is none. The result
    /// is always a working day.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn add_working_days(&self, day: Date, count: i32) -> Result<Date, CalendarError> {
        if count.unsigned_abs() > MOST_WORKING_DAYS.unsigned_abs() {
            return Err(CalendarError::OutOfRange);
        }
        if count == 0 && !self.is_working_day(day) {
            return self.next_working_day(day);
        }
        (0..count.unsigned_abs()).try_fold(day, |at, _| self.nearest(at, count.signum()))
    }

    /// How many working days lie after `from` up to and with `to`; negative, counting from `to` up to the day before
    /// `from`, when `to` is earlier. So `add_working_days(from, n)` is `n` working days from `from`.
    pub fn working_days_between(&self, from: Date, to: Date) -> i64 {
        match from.cmp(&to) {
            Ordering::Less => self.count(from.saturating_add(1.day()), to),
            Ordering::Equal => 0,
            Ordering::Greater => -self.count(to, from.saturating_sub(1.day())),
        }
    }

    /// How far the data of the year can be relied on.
    pub fn status(&self, year: i16) -> YearStatus {
        match self.years.get(&year) {
            None => YearStatus::Unknown,
            Some(found) if found.source == Source::Proposed => YearStatus::Proposed,
            Some(found) if found.days.values().any(|entry| entry.source == Source::Proposed) => {
                YearStatus::PartlyProposed
            }
            Some(_) => YearStatus::Announced,
        }
    }

    /// Whether what the calendar says of the day has been announced, or decided by the organisation.
    pub fn is_announced(&self, day: Date) -> bool {
        self.own.contains_key(&day)
            || self.years.get(&day.year()).is_some_and(|year| {
                let source = year.days.get(&day).map_or(year.source, |entry| entry.source);
                source == Source::Announced
            })
    }

    /// Where the data of the year come from, in Vietnamese; empty for a year that is computed.
    pub fn sources(&self, year: i16) -> &[String] {
        self.years.get(&year).map_or(&[], |found| &found.sources)
    }

    /// Like [`dates::parse_day`], and "+5", "+5lv", "+5 ngày làm việc" as working days after today.
    ///
    /// # Errors
    /// [`DayError`], never [`DayError::NeedsCalendar`].
    pub fn parse_day(&self, text: &str, today: Date) -> Result<Date, DayError> {
        match dates::working_day_count(text) {
            Some(count) => self.add_working_days(today, i32::from(count?)).map_err(|_| DayError::TooFar),
            None => dates::parse_day(text, today),
        }
    }

    fn nearest(&self, day: Date, step: i32) -> Result<Date, CalendarError> {
        let mut at = day;
        loop {
            at = at.checked_add(step.days()).map_err(|_| CalendarError::OutOfRange)?;
            if at.year() < 1 {
                return Err(CalendarError::OutOfRange);
            }
            if self.is_working_day(at) {
                return Ok(at);
            }
        }
    }

    /// Working days from `first` to `last`, both included: Mondays to Fridays by arithmetic, corrected by the days that
    /// differ.
    fn count(&self, first: Date, last: Date) -> i64 {
        let changed = self.years.values().flat_map(|year| year.days.range(first..=last)).map(|(day, _)| *day);
        let changed = changed.filter(|day| !self.own.contains_key(day));
        let own = self.own.range(first..=last).map(|(day, _)| *day);
        let correction: i64 = changed
            .chain(own)
            .map(|day| i64::from(self.is_working_day(day)) - i64::from(!is_weekly_day_off(day)))
            .sum();
        weekdays_until(monday_index(last) + 1) - weekdays_until(monday_index(first)) + correction
    }
}

fn is_weekly_day_off(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Days since Monday 2000-01-03.
fn monday_index(day: Date) -> i64 {
    i64::from((day - date(2000, 1, 3)).get_days())
}

/// Mondays to Fridays from index 0 up to, without, this one.
fn weekdays_until(index: i64) -> i64 {
    index.div_euclid(7) * 5 + index.rem_euclid(7).min(5)
}

#[cfg(test)]
mod tests;
