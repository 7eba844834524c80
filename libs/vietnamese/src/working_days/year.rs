//! One year of the calendar as its data file gives it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::{CalendarError, DayOff};

/// The largest file that is read, in bytes.
const MOST_BYTES: usize = 64 * 1024;

/// The longest run of days that one entry may cover.
const LONGEST_RUN: usize = 31;

/// Whether a year or an entry comes from an announcement that has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Source {
    Announced,
    Proposed,
}

/// What an entry makes of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Off(DayOff),
    /// A weekly day off on which one works for another day.
    Worked,
}

/// A day that differs from what its day of the week says, or is a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub change: Change,
    pub source: Source,
}

/// A year's entries.
#[derive(Debug, Clone)]
pub(super) struct Year {
    pub year: i16,
    pub source: Source,
    pub sources: Vec<String>,
    pub days: BTreeMap<Date, Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: i16,
    status: Source,
    sources: Vec<String>,
    #[serde(default)]
    off: Vec<Off>,
    #[serde(default)]
    worked: Vec<Worked>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Off {
    first: Date,
    last: Option<Date>,
    reason: DayOff,
    status: Option<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Worked {
    day: Date,
    instead_of: Date,
    status: Option<Source>,
}

impl Year {
    /// Reads a year's file: every day lies in the year, none is named twice, every day worked is a weekly day off and
    /// names a day that is off by swap.
    pub(super) fn read(text: &str) -> Result<Self, CalendarError> {
        if text.len() > MOST_BYTES {
            return Err(CalendarError::Data("the file is too large".to_owned()));
        }
        let file: File = toml::from_str(text).map_err(|error| CalendarError::Data(error.to_string()))?;
        let mut year = Self { year: file.year, source: file.status, sources: file.sources, days: BTreeMap::new() };
        for off in &file.off {
            year.add_off(off)?;
        }
        for worked in &file.worked {
            year.add_worked(worked)?;
        }
        Ok(year)
    }

    fn add_off(&mut self, off: &Off) -> Result<(), CalendarError> {
        let last = off.last.unwrap_or(off.first);
        let run: Vec<Date> = off.first.series(jiff::Span::new().days(1)).take(LONGEST_RUN + 1).collect();
        let days: Vec<Date> = run.into_iter().take_while(|day| *day <= last).collect();
        if days.is_empty() || days.len() > LONGEST_RUN {
            return Err(CalendarError::Data(format!("{}: the run is empty or too long", off.first)));
        }
        let entry = Entry { change: Change::Off(off.reason), source: off.status.unwrap_or(self.source) };
        days.into_iter().try_for_each(|day| self.add(day, entry))
    }

    fn add_worked(&mut self, worked: &Worked) -> Result<(), CalendarError> {
        let swapped = self.days.get(&worked.instead_of).map(|entry| entry.change);
        if !super::is_weekly_day_off(worked.day) || swapped != Some(Change::Off(DayOff::Swap)) {
            return Err(CalendarError::Data(format!("{}: no weekly day off worked for a swapped one", worked.day)));
        }
        let source = worked.status.unwrap_or(self.source);
        self.add(worked.day, Entry { change: Change::Worked, source })
    }

    fn add(&mut self, day: Date, entry: Entry) -> Result<(), CalendarError> {
        if day.year() != self.year {
            return Err(CalendarError::Data(format!("{day} is not in {}", self.year)));
        }
        match self.days.insert(day, entry) {
            Some(_) => Err(CalendarError::Data(format!("{day} is named twice"))),
            None => Ok(()),
        }
    }
}
