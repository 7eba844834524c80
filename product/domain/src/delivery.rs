//! Delivery: how far an issued document has come with one recipient, and for one reply demand of it.
//!
//! Reports come at least once, late and in any order. A [`Progress`] keeps the first moment of each rung; merging is
//! idempotent and does not depend on order. *Late* is never reported: it follows from the due date and today.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::codes::codes;
use crate::transitions::{Table, Transition, on};

codes! {
/// A rung of the ladder; the order is the order in which the highest one is shown.
Rung {
    /// Waits to be sent.
    Queued = "queued",
    /// Arrived there.
    Delivered = "delivered",
    /// Somebody opened it.
    Opened = "opened",
    /// Sent back with a reason; a later registration takes it up.
    Refused = "refused",
    /// Has an arrival number.
    Registered = "registered",
    /// Somebody works on it.
    InProgress = "in-progress",
    /// Not answered, and the due date has passed; derived, never reported.
    Late = "late",
    /// Answered.
    Answered = "answered",
    /// Taken back by the sender.
    Recalled = "recalled",
}
}

codes! {
/// What is reported.
Report {
    /// It arrived.
    Deliver = "deliver",
    /// It was opened.
    Open = "open",
    /// It was sent back.
    Refuse = "refuse",
    /// It was registered.
    Register = "register",
    /// Work began.
    Start = "start",
    /// It was answered.
    Answer = "answer",
    /// The sender took it back.
    Recall = "recall",
    /// The due date passed.
    DuePassed = "due-passed",
}
}

impl Report {
    /// The rung that it reaches.
    #[must_use]
    pub const fn rung(self) -> Rung {
        match self {
            Self::Deliver => Rung::Delivered,
            Self::Open => Rung::Opened,
            Self::Refuse => Rung::Refused,
            Self::Register => Rung::Registered,
            Self::Start => Rung::InProgress,
            Self::Answer => Rung::Answered,
            Self::Recall => Rung::Recalled,
            Self::DuePassed => Rung::Late,
        }
    }
}

macro_rules! ladder {
    ($($from:ident: $($report:ident),+;)+) => {
        &[$($(on(Rung::$from, Report::$report, Report::$report.rung())),+),+]
    };
}

const ROWS: &[Transition<Rung, Report>] = ladder! {
    Queued: Deliver, Open, Refuse, Register, Start, Answer, Recall, DuePassed;
    Delivered: Open, Refuse, Register, Start, Answer, Recall, DuePassed;
    Opened: Refuse, Register, Start, Answer, Recall, DuePassed;
    Refused: Register, Start, Answer, Recall, DuePassed;
    Registered: Start, Answer, Recall, DuePassed;
    InProgress: Answer, Recall, DuePassed;
    Late: Answer, Recall;
    Answered: Recall;
};

/// The ladder as a table; a report that is not listed changes nothing.
pub const TABLE: Table<Rung, Report> =
    Table { name: "delivery", title: "Delivery to a recipient", starts: &[Rung::Queued], rows: ROWS };

/// What is known of one recipient or one reply demand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    first: BTreeMap<Rung, Timestamp>,
}

impl Progress {
    /// Takes in a report. `DuePassed` is not taken in: it is derived.
    #[must_use]
    pub fn reported(mut self, report: Report, at: Timestamp) -> Self {
        if report != Report::DuePassed {
            self.keep_first(report.rung(), at);
        }
        self
    }

    /// Everything that one of the two knows.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Self {
        for (rung, at) in &other.first {
            self.keep_first(*rung, *at);
        }
        self
    }

    /// The highest rung that was reached.
    #[must_use]
    pub fn rung(&self) -> Rung {
        self.first.keys().next_back().copied().unwrap_or(Rung::Queued)
    }

    /// When a rung was first reached.
    #[must_use]
    pub fn reached(&self, rung: Rung) -> Option<Timestamp> {
        self.first.get(&rung).copied()
    }

    /// What is shown today: *late* when an answer is due and has not come.
    #[must_use]
    pub fn shown(&self, due: Option<Date>, today: Date) -> Rung {
        let rung = self.rung();
        let is_over = due.is_some_and(|due| today > due);
        if is_over && rung < Rung::Late { Rung::Late } else { rung }
    }

    /// Whether the answer came after the due date; `answered_on` is the local day of the answer.
    #[must_use]
    pub fn was_answered_late(due: Option<Date>, answered_on: Option<Date>) -> bool {
        due.zip(answered_on).is_some_and(|(due, answered)| answered > due)
    }

    fn keep_first(&mut self, rung: Rung, at: Timestamp) {
        self.first.entry(rung).and_modify(|first| *first = at.min(*first)).or_insert(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;
    use jiff::civil::date;

    #[test]
    fn the_table_is_sound_and_only_goes_up() {
        crate::transitions::tests::is_sound(&TABLE);
        for row in ROWS {
            assert!(row.to > row.from);
        }
    }

    #[test]
    fn any_order_and_any_repetition_end_the_same() {
        for seed in 0..2000 {
            let mut chance = Chance::new(seed);
            let mut reports: Vec<_> = (0..1 + chance.below(12))
                .map(|_| {
                    let report = Report::ALL[chance.below(8) as usize];
                    (report, Timestamp::from_second(i64::from(chance.below(100))).unwrap())
                })
                .collect();
            let all = |reports: &[(Report, Timestamp)]| {
                reports.iter().fold(Progress::default(), |now, (report, at)| now.reported(*report, *at))
            };
            let straight = all(&reports);
            let half = chance.below(reports.len() as u32) as usize;
            let (left, right) = (all(&reports[..half]), all(&reports[half..]));
            assert_eq!(left.clone().merged(&right), straight);
            assert_eq!(right.merged(&left), straight);
            assert_eq!(straight.clone().merged(&straight), straight);
            let again = reports.clone();
            reports.extend(again);
            chance.shuffle(&mut reports);
            assert_eq!(all(&reports), straight, "seed {seed}");
        }
    }

    #[test]
    fn the_highest_rung_follows_the_table() {
        for from in Rung::ALL.iter().filter(|rung| **rung != Rung::Late) {
            for report in Report::ALL.iter().filter(|report| **report != Report::DuePassed) {
                let mut now = Progress::default();
                now.keep_first(*from, Timestamp::UNIX_EPOCH);
                let expected = TABLE.step(*from, *report).unwrap_or(*from);
                assert_eq!(now.reported(*report, Timestamp::UNIX_EPOCH).rung(), expected);
            }
        }
    }

    #[test]
    fn late_is_what_is_due_and_not_answered() {
        let due = Some(date(2024, 4, 29));
        let now = Progress::default().reported(Report::Start, Timestamp::UNIX_EPOCH);
        assert_eq!(now.shown(due, date(2024, 4, 29)), Rung::InProgress);
        assert_eq!(now.shown(due, date(2024, 4, 30)), Rung::Late);
        assert_eq!(now.shown(None, date(2024, 4, 30)), Rung::InProgress);
        let done = now.reported(Report::Answer, Timestamp::UNIX_EPOCH);
        assert_eq!(done.shown(due, date(2024, 5, 30)), Rung::Answered);
        assert!(Progress::was_answered_late(due, Some(date(2024, 4, 30))));
        assert!(!Progress::was_answered_late(due, Some(date(2024, 4, 29))));
    }
}
