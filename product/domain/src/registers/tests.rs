use jiff::civil::date;
use uuid::Uuid;

use super::audit::{Fault, faults};
use super::give::{give, keep, series};
use super::open::{Outside, open_behind, open_year};
use super::repair::{cancel, insert};
use super::reserve::{lapse, reserve, usable_until, use_reserved};
use super::*;
use crate::calendar::tests::Week;
use crate::ids::FileId;

const WEEK: Week = Week(&[]);

fn document(n: u128) -> DocumentId {
    DocumentId(Uuid::from_u128(n))
}

fn clerk() -> PositionId {
    PositionId(Uuid::from_u128(1))
}

#[test]
fn the_table_is_sound() {
    crate::transitions::tests::is_sound(&TABLE);
}

#[test]
fn the_first_number_of_the_year_is_one_and_its_day_is_today() {
    let register = open_year(2026);
    let today = date(2026, 1, 5);
    let change = give(&register, document(1), Basis::Approved(today), today).unwrap();
    assert_eq!(change.rows[0].number.to_string(), "01");
    assert_eq!((change.rows[0].day, change.register.last), (today, 1));
}

#[test]
fn approved_in_december_and_numbered_in_january_belongs_to_the_new_year() {
    let approved = Basis::Approved(date(2026, 12, 31));
    let january = date(2027, 1, 4);
    let old = Register { year: 2026, first: 1, last: 900, last_day: Some(date(2026, 12, 31)) };
    assert_eq!(give(&old, document(1), approved, january).unwrap_err().codes(), ["number.year-over"]);
    let change = give(&open_year(2027), document(1), approved, january).unwrap();
    assert_eq!((change.rows[0].number.value(), change.rows[0].day), (1, january));
}

#[test]
fn every_obstacle_is_named_at_once() {
    let register = Register { year: 2026, first: 1, last: 999_999, last_day: Some(date(2026, 5, 4)) };
    let refused = give(&register, document(1), Basis::Approved(date(2026, 5, 9)), date(2026, 5, 3)).unwrap_err();
    assert_eq!(refused.codes(), ["number.day-before-last", "number.register-full", "number.not-approved"]);
}

#[test]
fn a_number_reserved_on_friday_can_be_used_on_monday_and_lapses_on_tuesday() {
    let friday = date(2026, 11, 20);
    let change = reserve(&open_year(2026), clerk(), "nâng lương", friday).unwrap();
    let row = &change.rows[0];
    let until = usable_until(row, &WEEK).unwrap();
    assert_eq!(until, date(2026, 11, 23));
    assert_eq!(lapse(row, until, until), None);
    let approved = Basis::Approved(until);
    let late = use_reserved(&change.register, row, document(7), approved, until, until).unwrap();
    assert_eq!((late.rows[0].day, late.rows[0].true_day), (friday, Some(until)));
    assert_eq!(late.warnings[0].code(), "number.shows-true-day");
    let tuesday = date(2026, 11, 24);
    assert!(use_reserved(&change.register, row, document(7), approved, tuesday, until).is_err());
    let lapsed = lapse(row, tuesday, until).unwrap();
    assert_eq!((lapsed.state, lapsed.reason.as_deref()), (State::Cancelled, Some("lapsed")));
    assert_eq!(lapse(&lapsed, tuesday, until), None);
}

#[test]
fn inserted_numbers_count_through_the_letters_and_show_the_true_day() {
    let today = date(2026, 3, 2);
    let change = give(&open_year(2026), document(1), Basis::Arrived, today).unwrap();
    let later = date(2026, 3, 9);
    let mut taken = Vec::new();
    loop {
        let id = document(taken.len() as u128 + 2);
        match insert(&change.register, &change.rows[0], &taken, id, Basis::Approved(later), "bỏ sót", later) {
            Ok(inserted) => {
                let row = &inserted.rows[0];
                assert_eq!((row.day, row.true_day, inserted.register), (today, Some(later), change.register));
                taken.push(row.number.letter().unwrap());
            }
            Err(refused) => {
                assert!(refused.codes().contains(&"number.letters-used-up"));
                break;
            }
        }
    }
    assert_eq!(taken.iter().collect::<String>(), crate::documents::symbol::LETTERS);
    let mute = insert(&change.register, &change.rows[0], &[], document(9), Basis::Arrived, " ", later).unwrap_err();
    assert_eq!(mute.codes(), ["number.reason-missing", "number.shows-true-day"]);
}

#[test]
fn a_cancelled_number_keeps_its_document_and_an_issued_one_is_not_cancelled() {
    let today = date(2026, 3, 2);
    let change = give(&open_year(2026), document(1), Basis::Arrived, today).unwrap();
    let row = &change.rows[0];
    assert_eq!(cancel(&change.register, row, true, "sai").unwrap_err().codes(), ["number.issued"]);
    let gone = cancel(&change.register, row, false, "sai").unwrap().rows.remove(0);
    assert_eq!((gone.state, gone.document), (State::Cancelled, row.document));
    assert!(matches!(cancel(&change.register, &gone, false, "sai"), Err(Refusal::NotAllowed(_))));
}

#[test]
fn forty_pay_decisions_take_forty_consecutive_numbers() {
    let today = date(2026, 7, 1);
    let start = Register { year: 2026, first: 1, last: 134, last_day: Some(date(2026, 6, 30)) };
    let all: Vec<_> = (0..40).map(document).collect();
    let change = series(&start, &all, Basis::Approved(today), today).unwrap();
    let values: Vec<_> = change.rows.iter().map(|row| row.number.value()).collect();
    assert_eq!(values, (135..175).collect::<Vec<_>>());
    assert_eq!(change.register.last, 174);
    let twice = series(&start, &[document(1), document(1)], Basis::Arrived, today).unwrap_err();
    assert_eq!(twice.codes(), ["number.series-twice"]);
    assert_eq!(series(&start, &[], Basis::Arrived, today).unwrap_err().codes(), ["number.series-size"]);
}

#[test]
fn a_number_stays_with_a_returned_document_and_shows_the_true_day_when_approved_later() {
    let today = date(2026, 3, 2);
    let change = give(&open_year(2026), document(1), Basis::Approved(today), today).unwrap();
    let row = &change.rows[0];
    let same = keep(&change.register, row, today, today).unwrap();
    assert_eq!((&same.rows[0], same.warnings.len()), (row, 0));
    let next = date(2026, 3, 3);
    let kept = keep(&change.register, row, next, next).unwrap();
    assert_eq!((kept.rows[0].day, kept.rows[0].true_day), (today, Some(next)));
    assert!(keep(&change.register, row, next, today).is_err());
}

#[test]
fn a_register_opened_in_mid_year_goes_on_behind_the_book() {
    let outside = Outside {
        first_number: 136,
        last_number: 135,
        last_day: date(2026, 4, 3),
        scan: Some(FileId(Uuid::from_u128(5))),
        confirmed_by: Some(clerk()),
    };
    let register = open_behind(2026, &outside).unwrap();
    let change = give(&register, document(1), Basis::Arrived, date(2026, 4, 3)).unwrap();
    assert_eq!(change.rows[0].number.value(), 136);
    assert_eq!(faults(&change.register, &change.rows), []);
    assert!(give(&register, document(1), Basis::Arrived, date(2026, 4, 2)).is_err());
    let bad = Outside { first_number: 137, last_day: date(2025, 4, 3), scan: None, confirmed_by: None, ..outside };
    assert_eq!(open_behind(2026, &bad).unwrap_err().codes().len(), 4);
}

#[test]
fn the_audit_finds_what_was_damaged() {
    let today = date(2026, 7, 1);
    let all: Vec<_> = (1..=5).map(document).collect();
    let change = series(&open_year(2026), &all, Basis::Arrived, today).unwrap();
    let damaged = |damage: fn(&mut Vec<Row>)| {
        let mut rows = change.rows.clone();
        damage(&mut rows);
        faults(&change.register, &rows)
    };
    let three = Number::new(3).unwrap();
    assert_eq!(damaged(|_| ()), []);
    assert_eq!(damaged(|rows| drop(rows.remove(2))), [Fault::Gap(3)]);
    assert_eq!(damaged(|rows| rows.push(rows[2].clone())), [Fault::Twice(three)]);
    assert_eq!(damaged(|rows| rows[2].document = None), [Fault::State(three)]);
    assert_eq!(damaged(|rows| rows[2].document = rows[1].document), [Fault::Document(three)]);
    assert_eq!(damaged(|rows| rows[2].true_day = Some(date(2026, 6, 1))), [Fault::TrueDay(three)]);
    assert!(damaged(|rows| rows[2].day = date(2026, 7, 2)).contains(&Fault::Day(three)));
}
