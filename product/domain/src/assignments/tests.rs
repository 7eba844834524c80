use jiff::ToSpan;
use jiff::civil::date;
use uuid::Uuid;

use super::due::*;
use super::reading::{Rung, climb};
use super::*;
use crate::calendar::tests::Week;

const WEEK: Week = Week(&[]);

fn position(n: u128) -> PositionId {
    PositionId(Uuid::from_u128(n))
}

#[test]
fn the_tables_are_sound_together() {
    let all: Vec<_> = Kind::ALL.iter().flat_map(|kind| kind.table().rows).copied().collect();
    for state in State::ALL {
        assert!(*state == Open || all.iter().any(|row| row.to == *state));
    }
    for verb in Verb::ALL {
        assert!(all.iter().any(|row| row.verb == *verb));
    }
    for kind in Kind::ALL {
        let rows = kind.table().rows;
        for (at, row) in rows.iter().enumerate() {
            assert!(!rows[..at].iter().any(|other| other.from == row.from && other.verb == row.verb));
        }
    }
}

#[test]
fn inform_ends_on_opening_support_with_one_tap_or_with_the_lead() {
    assert_eq!(step(Kind::Inform, Open, Verb::Read), Ok(Finished));
    assert_eq!(step(Kind::Support, Open, Verb::NoOpinion), Ok(Finished));
    assert_eq!(step(Kind::Support, Open, Verb::LeadFinished), Ok(EndedWithLead));
    assert!(step(Kind::Support, Open, Verb::Finish).is_err() && step(Kind::Lead, Open, Verb::NoOpinion).is_err());
    assert_eq!(finish(Kind::Lead, Open, false).unwrap_err().codes(), ["task.result-missing"]);
    assert_eq!(finish(Kind::Lead, Open, true), Ok(Finished));
}

#[test]
fn every_set_of_three_assignments_is_judged() {
    let today = date(2026, 11, 20);
    for choice in 0..512_u32 {
        let one = |at: u32| {
            let bits = choice >> (3 * at) & 7;
            let kind = Kind::ALL[(bits % 3) as usize];
            Assignment { owner: position(at.into()), kind, due: (bits & 4 != 0).then_some(today) }
        };
        let all = [one(0), one(1), one(2)];
        let codes: Vec<_> = obstacles(&all, today, &WEEK).iter().map(Obstacle::code).collect();
        let leads: Vec<_> = all.iter().filter(|one| one.kind == Kind::Lead).collect();
        let informs = all.iter().filter(|one| one.kind == Kind::Inform).count();
        assert_eq!(codes.contains(&"assign.lead-missing"), leads.is_empty() && informs < 3);
        assert_eq!(codes.contains(&"assign.lead-twice"), leads.len() > 1);
        assert_eq!(codes.contains(&"assign.due-missing"), leads.iter().any(|lead| lead.due.is_none()));
    }
}

#[test]
fn owners_days_and_sizes_are_judged() {
    let lead = Assignment { owner: position(1), kind: Kind::Lead, due: Some(date(2026, 11, 22)) };
    let codes =
        |all: &[Assignment], today| -> Vec<_> { obstacles(all, today, &WEEK).iter().map(Obstacle::code).collect() };
    assert_eq!(codes(&[lead], date(2026, 11, 20)), ["assign.due-day-off"]);
    assert_eq!(codes(&[lead], date(2026, 11, 23)), ["assign.due-past"]);
    let inform = Assignment { kind: Kind::Inform, due: None, ..lead };
    assert_eq!(codes(&[inform, inform], date(2026, 11, 20)), ["assign.owner-twice"]);
    assert_eq!(codes(&[], date(2026, 11, 20)), ["assign.lead-missing"]);
}

#[test]
fn remaining_over_a_weekend() {
    let friday = date(2026, 11, 20);
    let left = |due, today| remaining(due, today, &WEEK);
    assert_eq!(left(date(2026, 11, 23), friday), Remaining::WorkingDaysLeft(1));
    assert_eq!(left(date(2026, 11, 21), friday), Remaining::WorkingDaysLeft(0));
    assert_eq!(left(friday, friday), Remaining::Today);
    assert_eq!(left(friday, date(2026, 11, 21)), Remaining::OverdueDays(1));
    assert_eq!(left(friday, date(2026, 11, 24)), Remaining::OverdueDays(2));
}

#[test]
fn remaining_never_grows_and_escalation_never_falls_as_days_go_by() {
    let due = date(2026, 6, 10);
    let rank = |remaining| match remaining {
        Remaining::WorkingDaysLeft(n) => -i64::from(n) - 1,
        Remaining::Today => 0,
        Remaining::OverdueDays(n) => i64::from(n),
    };
    let thresholds = Thresholds::default();
    let mut before = (i64::MIN, Escalation::None);
    for today in date(2026, 5, 1).series(1.day()).take(100) {
        let now = remaining(due, today, &WEEK);
        let level = escalation(now, &thresholds);
        assert!(rank(now) >= before.0 && level >= before.1);
        before = (rank(now), level);
    }
    assert_eq!(before.1, Escalation::Leader);
}

#[test]
fn extensions_and_reminders_are_counted() {
    let due = Due { day: Some(date(2026, 6, 10)), extensions: 0, reminders: 0, reminded: None };
    let today = date(2026, 6, 9);
    let moved = extend(&due, date(2026, 6, 20), "chờ số liệu", today).unwrap();
    assert_eq!((moved.day, moved.extensions), (Some(date(2026, 6, 20)), 1));
    let refused = extend(&due, date(2026, 6, 8), " ", today).unwrap_err();
    assert_eq!(refused.codes(), ["task.due-not-later", "assign.due-past", "task.reason-missing"]);
    let reminded = remind(&due, today).unwrap();
    assert_eq!(reminded.reminders, 1);
    assert_eq!(remind(&reminded, today).unwrap_err().codes(), ["task.reminded-today"]);
    assert_eq!(remind(&reminded, date(2026, 6, 10)).unwrap().reminders, 2);
}

#[test]
fn the_ladder_only_goes_up_in_any_order() {
    for a in Rung::ALL {
        for b in Rung::ALL {
            for c in Rung::ALL {
                assert_eq!(climb(climb(*a, *b), *c), climb(climb(*a, *c), *b));
                assert_eq!(climb(climb(*a, *b), *b), climb(*a, *b));
            }
        }
    }
}
