//! The school year of a day; the first day of the year is data (`data/school-year.toml`).

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::data::DataError;

/// A school year, known by the calendar year in which it begins: 2023 is `2023-2024`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SchoolYear(pub i16);

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, i32::from(self.0) + 1)
    }
}

/// The day of the calendar year on which a school year begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct FirstDay {
    month: i8,
    day: i8,
}

impl FirstDay {
    /// The day that is built in, 1 August.
    ///
    /// # Errors
    /// When the file is damaged; the tests read it.
    pub fn built_in() -> Result<Self, DataError> {
        let read: Self = toml::from_str(include_str!("../../data/school-year.toml"))
            .map_err(|error| DataError::new("school-year", error))?;
        Self::new(read.month, read.day).ok_or_else(|| DataError::new("school-year", "no such day"))
    }

    /// A day that every year has; none for 29 February and days that do not exist.
    #[must_use]
    pub fn new(month: i8, day: i8) -> Option<Self> {
        Date::new(2023, month, day).ok().map(|_| Self { month, day })
    }

    /// The school year to which a day belongs.
    #[must_use]
    pub fn year_of(self, day: Date) -> SchoolYear {
        let has_begun = (day.month(), day.day()) >= (self.month, self.day);
        SchoolYear(if has_begun { day.year() } else { day.year() - 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_year_turns_on_the_first_of_august() {
        let first = FirstDay::built_in().unwrap();
        assert_eq!(first.year_of(date(2024, 7, 31)).to_string(), "2023-2024");
        assert_eq!(first.year_of(date(2024, 8, 1)).to_string(), "2024-2025");
        assert_eq!(first.year_of(date(2024, 2, 29)).to_string(), "2023-2024");
    }

    #[test]
    fn it_turns_once_in_ten_years_of_days_each() {
        let first = FirstDay::new(9, 5).unwrap();
        let mut turns = 0;
        for (today, next) in date(2020, 1, 1)
            .series(jiff::Span::new().days(1))
            .take(3653)
            .zip(date(2020, 1, 2).series(jiff::Span::new().days(1)))
        {
            let (a, b) = (first.year_of(today), first.year_of(next));
            assert!(b.0 == a.0 || (b.0 == a.0 + 1 && (next.month(), next.day()) == (9, 5)));
            turns += i32::from(a != b);
        }
        assert_eq!(turns, 10);
        assert!(FirstDay::new(2, 29).is_none() && FirstDay::new(13, 1).is_none());
    }
}
