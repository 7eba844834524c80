//! Proposes a year from the holidays that the law fixes and the lunar calendar.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::year::{Change, Entry, Source, Year};
use super::{CalendarError, DayOff, is_weekly_day_off};
use crate::lunar::{LunarDate, tet, to_solar};

/// The holidays of the law, as `data/working-days/law.toml` gives them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Law {
    first_year: i16,
    last_year: i16,
    lunar_new_year: LunarNewYear,
    hung_kings: MonthDay,
    fixed: Vec<Fixed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LunarNewYear {
    days_before: i32,
    days_from: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MonthDay {
    month: u8,
    day: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixed {
    month: i8,
    day: i8,
    reason: DayOff,
    since: Option<i16>,
    neighbour_since: Option<i16>,
}

impl Law {
    pub(super) fn read(text: &str) -> Result<Self, CalendarError> {
        toml::from_str(text).map_err(|error| CalendarError::Data(error.to_string()))
    }

    /// The years for which it can propose.
    pub(super) fn years(&self) -> std::ops::RangeInclusive<i16> {
        self.first_year..=self.last_year
    }

    /// The year as it would be without swaps.
    pub(super) fn propose(&self, year: i16) -> Result<Year, CalendarError> {
        let mut holidays = BTreeMap::new();
        for fixed in self.fixed.iter().filter(|fixed| fixed.since.is_none_or(|since| since <= year)) {
            let day = Date::new(year, fixed.month, fixed.day).map_err(data_error)?;
            holidays.insert(day, fixed.reason);
            if fixed.neighbour_since.is_some_and(|since| since <= year) {
                holidays.insert(neighbour(day)?, fixed.reason);
            }
        }
        let first = tet(year).map_err(data_error)?;
        for offset in -self.lunar_new_year.days_before..self.lunar_new_year.days_from {
            holidays.insert(first.checked_add(offset.days()).map_err(data_error)?, DayOff::LunarNewYear);
        }
        let MonthDay { month, day } = self.hung_kings;
        let hung_kings = to_solar(LunarDate { year, month, leap: false, day }).map_err(data_error)?;
        holidays.entry(hung_kings).or_insert(DayOff::HungKings);
        move_from_weekends(&mut holidays)?;
        let entry = |reason| Entry { change: Change::Off(reason), source: Source::Proposed };
        let days = holidays.into_iter().map(|(day, reason)| (day, entry(reason))).collect();
        Ok(Year { year, source: Source::Proposed, sources: Vec::new(), days })
    }
}

/// The day beside the National Day that joins it to a week-end, else the day before.
fn neighbour(day: Date) -> Result<Date, CalendarError> {
    match day.weekday() {
        Weekday::Monday | Weekday::Thursday | Weekday::Sunday => day.tomorrow(),
        _ => day.yesterday(),
    }
    .map_err(data_error)
}

/// A holiday on a weekly day off gives the next working day off.
fn move_from_weekends(holidays: &mut BTreeMap<Date, DayOff>) -> Result<(), CalendarError> {
    let on_weekends: Vec<_> = holidays.iter().map(|(day, reason)| (*day, *reason)).collect();
    for (mut day, reason) in on_weekends.into_iter().filter(|(day, _)| is_weekly_day_off(*day)) {
        while is_weekly_day_off(day) || holidays.contains_key(&day) {
            day = day.tomorrow().map_err(data_error)?;
        }
        holidays.insert(day, reason);
    }
    Ok(())
}

fn data_error(error: impl std::fmt::Display) -> CalendarError {
    CalendarError::Data(error.to_string())
}
