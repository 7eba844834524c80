//! Statutory clocks (`data/clocks.toml`): what has to be done by when, with decree and article.

use jiff::civil::{Date, DateTime, Time};
use serde::Deserialize;

use super::{NoWorkingDay, WorkingDays};
use crate::codes::codes;
use crate::data::DataError;

codes! {
/// A clock of law.
Clock {
    /// Register an incoming document.
    RegisterIncoming = "register-incoming",
    /// Register an urgent one.
    RegisterIncomingUrgent = "register-incoming-urgent",
    /// Lay an incoming document before the one who directs, or pass it on.
    SubmitIncoming = "submit-incoming",
    /// The same for an urgent one.
    SubmitIncomingUrgent = "submit-incoming-urgent",
    /// Tell the sender of an electronic document that it was received.
    Acknowledge = "acknowledge",
    /// Give number and date after the signature.
    Number = "number",
    /// Issue after the signature.
    Issue = "issue",
    /// Issue an urgent one.
    IssueUrgent = "issue-urgent",
    /// Send electronically after the signature.
    Send = "send",
    /// Use a reserved number, else it lapses.
    UseReservedNumber = "use-reserved-number",
    /// Hand a closed dossier to the archive.
    HandOverDossier = "hand-over-dossier",
    /// The same for construction.
    HandOverConstructionDossier = "hand-over-construction-dossier",
    /// Keep a due dossier back, with consent.
    KeepDossierBack = "keep-dossier-back",
}
}

codes! {
/// How a clock counts.
Limit {
    /// At once.
    Immediately = "immediately",
    /// The day itself.
    SameDay = "same-day",
    /// The end of the next working day.
    NextWorkingDay = "next-working-day",
    /// The morning of the next working day.
    NextWorkingDayMorning = "next-working-day-morning",
    /// Calendar days.
    Days = "days",
    /// Calendar months.
    Months = "months",
    /// Calendar years.
    Years = "years",
}
}

/// What is known of one clock.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockFacts {
    /// The clock.
    #[serde(rename = "code")]
    pub clock: Clock,
    /// What it limits, in Vietnamese.
    pub name: String,
    /// What the rule asks for first; shown, not enforced.
    pub target: Option<Limit>,
    /// The limit.
    pub at_latest: Limit,
    /// Days, months or years; 1 when not given.
    #[serde(default = "one")]
    pub count: u16,
    /// Decree and article.
    pub source: String,
    /// Whether the source was seen on an official page.
    pub verified: bool,
}

fn one() -> u16 {
    1
}

/// When something has to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deadline {
    /// At once, on this day.
    Immediately(Date),
    /// Before this moment of local time.
    At(DateTime),
    /// By the end of this day.
    EndOf(Date),
}

impl Deadline {
    /// The last day in time.
    #[must_use]
    pub fn day(self) -> Date {
        match self {
            Self::Immediately(day) | Self::EndOf(day) => day,
            Self::At(moment) => moment.date(),
        }
    }

    /// Whether it is over at this moment of local time; an immediate one only when its day is over.
    #[must_use]
    pub fn is_over(self, now: DateTime) -> bool {
        match self {
            Self::Immediately(day) | Self::EndOf(day) => now.date() > day,
            Self::At(moment) => now >= moment,
        }
    }
}

/// All clocks, each exactly once.
#[derive(Clone, Debug)]
pub struct Clocks {
    morning_ends: Time,
    rows: Vec<ClockFacts>,
}

#[derive(Deserialize)]
struct File {
    morning_ends: Time,
    clock: Vec<ClockFacts>,
}

impl Clocks {
    /// The table that is built in.
    ///
    /// # Errors
    /// When the file is damaged; the tests read it.
    pub fn built_in() -> Result<Self, DataError> {
        Self::read(include_str!("../../data/clocks.toml"))
    }

    /// Reads a table.
    ///
    /// # Errors
    /// When it is not TOML of this form, a clock is missing or stands twice, or a count is 0 or above 1000.
    pub fn read(text: &str) -> Result<Self, DataError> {
        let file: File = toml::from_str(text).map_err(|error| DataError::new("clocks", error))?;
        for clock in Clock::ALL {
            let rows = file.clock.iter().filter(|row| row.clock == *clock).count();
            if rows != 1 {
                return Err(DataError::new("clocks", format!("{clock} stands {rows} times")));
            }
        }
        if let Some(row) = file.clock.iter().find(|row| !(1..=1000).contains(&row.count)) {
            return Err(DataError::new("clocks", format!("{} counts {}", row.clock, row.count)));
        }
        Ok(Self { morning_ends: file.morning_ends, rows: file.clock })
    }

    /// What is known of each clock.
    pub fn iter(&self) -> impl Iterator<Item = &ClockFacts> {
        self.rows.iter()
    }

    /// When it has to be done, counted from the day on which the clock starts.
    ///
    /// # Errors
    /// When the calendar has no such day.
    pub fn due(&self, clock: Clock, from: Date, days: &impl WorkingDays) -> Result<Deadline, NoWorkingDay> {
        let none = NoWorkingDay { near: from };
        let row = self.rows.iter().find(|row| row.clock == clock).ok_or(none)?;
        let span = jiff::Span::new();
        let count = i32::from(row.count);
        let later = |span| from.checked_add(span).map(Deadline::EndOf).map_err(|_| none);
        match row.at_latest {
            Limit::Immediately => Ok(Deadline::Immediately(from)),
            Limit::SameDay => Ok(Deadline::EndOf(from)),
            Limit::NextWorkingDay => Ok(Deadline::EndOf(days.next(from)?)),
            Limit::NextWorkingDayMorning => Ok(Deadline::At(days.next(from)?.to_datetime(self.morning_ends))),
            Limit::Days => later(span.days(count)),
            Limit::Months => later(span.months(count)),
            Limit::Years => later(span.years(count)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Week;
    use super::*;
    use jiff::civil::{date, datetime};

    const WEEK: Week = Week(&[]);

    #[test]
    fn every_clock_has_a_source_and_a_deadline_not_before_its_start() {
        let clocks = Clocks::built_in().unwrap();
        for row in clocks.iter() {
            assert!(row.source.len() > 10 && !row.name.is_empty());
            for from in date(2026, 1, 1).series(jiff::Span::new().days(1)).take(400) {
                assert!(clocks.due(row.clock, from, &WEEK).unwrap().day() >= from);
            }
        }
    }

    #[test]
    fn a_document_signed_on_friday() {
        let clocks = Clocks::built_in().unwrap();
        let due = |clock| clocks.due(clock, date(2026, 11, 20), &WEEK).unwrap();
        assert_eq!(due(Clock::Issue), Deadline::EndOf(date(2026, 11, 23)));
        assert_eq!(due(Clock::Send), Deadline::At(datetime(2026, 11, 23, 12, 0, 0, 0)));
        assert_eq!(due(Clock::Acknowledge), Deadline::EndOf(date(2026, 11, 20)));
        assert_eq!(due(Clock::IssueUrgent), Deadline::Immediately(date(2026, 11, 20)));
        assert_eq!(due(Clock::HandOverDossier).day(), date(2027, 11, 20));
        assert_eq!(due(Clock::HandOverConstructionDossier).day(), date(2027, 2, 20));
    }

    #[test]
    fn the_morning_is_over_at_noon() {
        let morning = Deadline::At(datetime(2026, 11, 23, 12, 0, 0, 0));
        assert!(!morning.is_over(datetime(2026, 11, 23, 11, 59, 59, 0)));
        assert!(morning.is_over(datetime(2026, 11, 23, 12, 0, 0, 0)));
        let day = Deadline::EndOf(date(2026, 11, 23));
        assert!(!day.is_over(datetime(2026, 11, 23, 23, 59, 59, 0)) && day.is_over(datetime(2026, 11, 24, 0, 0, 0, 0)));
    }

    #[test]
    fn a_damaged_table_is_refused() {
        let text = include_str!("../../data/clocks.toml");
        assert!(Clocks::read(&text.replace("count = 3", "count = 0")).is_err());
        assert!(Clocks::read(&text.replace("\"issue\"", "\"send\"")).is_err());
        assert!(Clocks::read(&text.replace("12:00:00", "noon")).is_err());
    }
}
