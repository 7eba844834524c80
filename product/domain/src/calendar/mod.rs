//! Working days, and the statutory clocks that run on them.

pub mod clocks;

pub use clocks::{Clock, Clocks, Deadline};

use jiff::civil::Date;

/// Longest run of days off that is searched; Tết with bridges has about ten.
const LONGEST_REST: usize = 60;
/// Most working days that can be added, about four years.
pub const MOST: u16 = 1000;

/// Which days are working days, with what follows from it. Implemented over the calendar of public holidays.
pub trait WorkingDays {
    /// Whether the day is a working day.
    fn is_working_day(&self, day: Date) -> bool;

    /// The first working day after the day.
    ///
    /// # Errors
    /// When the next 60 days have none, or the calendar ends.
    fn next(&self, day: Date) -> Result<Date, NoWorkingDay> {
        search(day, |day| day.tomorrow(), |day| self.is_working_day(day))
    }

    /// The last working day before the day.
    ///
    /// # Errors
    /// When the 60 days before have none, or the calendar ends.
    fn previous(&self, day: Date) -> Result<Date, NoWorkingDay> {
        search(day, |day| day.yesterday(), |day| self.is_working_day(day))
    }

    /// The `count`-th working day after the day; the day itself for 0.
    ///
    /// # Errors
    /// When more than [`MOST`] are asked for, or there are no working days.
    fn add(&self, day: Date, count: u16) -> Result<Date, NoWorkingDay> {
        if count > MOST {
            return Err(NoWorkingDay { near: day });
        }
        (0..count).try_fold(day, |day, _| self.next(day))
    }

    /// Working days after `from` up to and with `until`; 0 when `until` is not later. Counts at most 4000 days.
    fn between(&self, from: Date, until: Date) -> u32 {
        let mut day = from;
        let mut count = 0;
        for _ in 0..4000 {
            match day.tomorrow() {
                Ok(next) if next <= until => day = next,
                _ => break,
            }
            count += u32::from(self.is_working_day(day));
        }
        count
    }

    /// The last working day on which something due "trước ngày X" can be done: the day X itself is excluded.
    ///
    /// # Errors
    /// As [`WorkingDays::previous`].
    fn last_before(&self, day: Date) -> Result<Date, NoWorkingDay> {
        self.previous(day)
    }
}

/// No working day was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no working day near {near}")]
pub struct NoWorkingDay {
    /// Where the search began.
    pub near: Date,
}

/// How a document words its due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// "đến ngày X", "chậm nhất ngày X": the day counts.
    By(Date),
    /// "trước ngày X": the day does not count.
    Before(Date),
    /// "trong N ngày làm việc" from the day it was received.
    Within(u16),
}

/// The last day in time. A fixed day is kept also when it is a holiday: only the issuer can move it.
///
/// # Errors
/// When the calendar has no such day.
pub fn last_day(wording: Wording, received: Date, days: &impl WorkingDays) -> Result<Date, NoWorkingDay> {
    match wording {
        Wording::By(day) => Ok(day),
        Wording::Before(day) => day.yesterday().map_err(|_| NoWorkingDay { near: day }),
        Wording::Within(count) => days.add(received, count),
    }
}

fn search(
    from: Date,
    step: impl Fn(Date) -> Result<Date, jiff::Error>,
    is_one: impl Fn(Date) -> bool,
) -> Result<Date, NoWorkingDay> {
    let mut day = from;
    for _ in 0..LONGEST_REST {
        day = step(day).map_err(|_| NoWorkingDay { near: from })?;
        if is_one(day) {
            return Ok(day);
        }
    }
    Err(NoWorkingDay { near: from })
}

impl WorkingDays for vietnamese::working_days::Calendar {
    fn is_working_day(&self, day: Date) -> bool {
        Self::is_working_day(self, day)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    /// Monday to Friday without the days named.
    pub(crate) struct Week(pub(crate) &'static [Date]);

    impl WorkingDays for Week {
        fn is_working_day(&self, day: Date) -> bool {
            !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.0.contains(&day)
        }
    }

    const WEEK: Week = Week(&[]);

    #[test]
    fn next_previous_add_and_between_agree_for_a_thousand_days() {
        const OFF: [Date; 4] = [date(2026, 9, 2), date(2026, 9, 1), date(2026, 4, 30), date(2026, 5, 1)];
        let week = Week(&OFF);
        for day in date(2025, 1, 1).series(jiff::Span::new().days(1)).take(1000) {
            let next = week.next(day).unwrap();
            assert!(next > day && week.is_working_day(next));
            assert_eq!(week.between(day, next), 1);
            let back = week.previous(day).unwrap();
            assert!(back < day && week.is_working_day(back));
            assert_eq!(week.next(back).unwrap() == day, week.is_working_day(day));
            for count in [0, 1, 2, 5, 22] {
                assert_eq!(week.between(day, week.add(day, count).unwrap()), u32::from(count));
            }
            assert_eq!(week.between(day, day), 0);
        }
    }

    #[test]
    fn before_excludes_the_day() {
        let notice = date(2024, 4, 3);
        let due = last_day(Wording::Before(date(2024, 4, 30)), notice, &WEEK).unwrap();
        assert_eq!(due, date(2024, 4, 29));
        assert_eq!(last_day(Wording::By(date(2024, 6, 20)), notice, &WEEK), Ok(date(2024, 6, 20)));
        assert_eq!(last_day(Wording::Within(3), notice, &WEEK), Ok(date(2024, 4, 8)));
        assert_eq!(WEEK.last_before(date(2024, 4, 29)), Ok(date(2024, 4, 26)));
    }

    #[test]
    fn a_calendar_without_working_days_is_an_error_and_no_endless_loop() {
        struct Never;
        impl WorkingDays for Never {
            fn is_working_day(&self, _: Date) -> bool {
                false
            }
        }
        assert!(Never.next(date(2026, 1, 1)).is_err() && Never.add(date(2026, 1, 1), 3).is_err());
        assert!(WEEK.next(Date::MAX).is_err() && WEEK.previous(Date::MIN).is_err());
        assert!(WEEK.add(date(2026, 1, 1), MOST + 1).is_err());
        assert_eq!(Never.between(Date::MIN, Date::MAX), 0);
    }
}
