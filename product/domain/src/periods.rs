//! Periods of days: half-open, so that an end day is the first day that no longer counts.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// From a day on, until before another day or without an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first day that counts.
    pub from: Date,
    /// The first day that no longer counts; none when there is no end yet.
    pub until: Option<Date>,
}

/// An end that does not come after the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a period from {from} cannot end before {until}")]
pub struct EmptyPeriod {
    /// The first day.
    pub from: Date,
    /// The day given as end.
    pub until: Date,
}

impl Period {
    /// A period with an end.
    ///
    /// # Errors
    /// When it would contain no day.
    pub fn new(from: Date, until: Date) -> Result<Self, EmptyPeriod> {
        if from < until { Ok(Self { from, until: Some(until) }) } else { Err(EmptyPeriod { from, until }) }
    }

    /// A period without an end.
    #[must_use]
    pub const fn since(from: Date) -> Self {
        Self { from, until: None }
    }

    /// Whether the day counts.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && !self.has_ended(day)
    }

    /// Whether the period is over on that day.
    #[must_use]
    pub fn has_ended(&self, day: Date) -> bool {
        self.until.is_some_and(|until| until <= day)
    }

    /// Whether a day counts in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        !self.has_ended(other.from.max(self.from)) && !other.has_ended(self.from.max(other.from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn overlap_is_sharing_a_day_in_all_pairs_of_a_fortnight() {
        let day = |n: i8| date(2026, 3, n);
        let mut all = Vec::new();
        for from in 1..12 {
            all.push(Period::since(day(from)));
            for until in from + 1..13 {
                all.push(Period::new(day(from), day(until)).unwrap());
            }
        }
        for a in &all {
            for b in &all {
                let shared = (1..31).any(|n| a.contains(day(n)) && b.contains(day(n)));
                assert_eq!(a.overlaps(b), shared, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn the_end_day_does_not_count() {
        let period = Period::new(date(2026, 1, 1), date(2026, 7, 1)).unwrap();
        assert!(period.contains(date(2026, 6, 30)) && !period.contains(date(2026, 7, 1)));
        assert!(Period::new(date(2026, 1, 1), date(2026, 1, 1)).is_err());
    }
}
