use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::date;
use uuid::Uuid;

use super::audit::faults;
use super::give::{give, series};
use super::open::open_year;
use super::repair::{cancel, insert};
use super::reserve::{lapse, reserve, usable_until, use_reserved};
use super::*;
use crate::calendar::tests::Week;
use crate::chance::Chance;

const WEEK: Week = Week(&[]);

fn document(n: u128) -> DocumentId {
    DocumentId(Uuid::from_u128(n))
}

fn clerk() -> PositionId {
    PositionId(Uuid::from_u128(1))
}

/// Random operations against a model that only remembers which document each number was first given to.
#[test]
fn whatever_is_done_every_number_has_one_row_and_keeps_its_document() {
    for seed in 0..200 {
        let mut chance = Chance::new(seed);
        let mut register = open_year(2026);
        let mut rows: BTreeMap<Number, Row> = BTreeMap::new();
        let mut owner: BTreeMap<Number, DocumentId> = BTreeMap::new();
        let mut today = date(2026, 1, 1);
        let mut next_document = 0_u128;
        for _ in 0..120 {
            if chance.below(3) == 0 {
                today = today.checked_add(i64::from(chance.below(4)).days()).unwrap();
            }
            next_document += 10;
            let changed = operate(&mut chance, &register, &rows, next_document, today);
            let Ok(change) = changed else { continue };
            let taken = change.register.last - register.last;
            let plain = change.rows.iter().filter(|row| row.number.letter().is_none());
            assert!(plain.filter(|row| !rows.contains_key(&row.number)).count() as u32 == taken);
            register = change.register;
            for row in change.rows {
                if let Some(document) = row.document {
                    assert_eq!(*owner.entry(row.number).or_insert(document), document, "seed {seed}");
                }
                assert!(owner.get(&row.number).copied() == row.document, "a document was lost, seed {seed}");
                rows.insert(row.number, row);
            }
            let all: Vec<_> = rows.values().cloned().collect();
            assert_eq!(faults(&register, &all), [], "seed {seed}");
        }
        let plain: Vec<_> = rows.keys().filter(|number| number.letter().is_none()).map(|n| n.value()).collect();
        assert_eq!(plain, (1..=register.last).collect::<Vec<_>>());
    }
}

fn operate(
    chance: &mut Chance,
    register: &Register,
    rows: &BTreeMap<Number, Row>,
    id: u128,
    today: Date,
) -> Result<Change, Refusal> {
    let nothing = || Refusal::because(Problem::NumberOutsideRegister);
    let any = rows.values().nth(chance.below(rows.len().max(1) as u32) as usize).ok_or_else(nothing);
    let approved = Basis::Approved(today.checked_add((i64::from(chance.below(5)) - 3).days()).unwrap());
    // Also days that went by: they must be refused.
    let day = if chance.below(8) == 0 { today.yesterday().unwrap() } else { today };
    match chance.below(8) {
        0 | 1 => give(register, document(id), approved, day),
        2 => series(register, &[document(id), document(id + 1), document(id + 2)], approved, day),
        3 => reserve(register, clerk(), "giữ số", day),
        4 => any.and_then(|row| {
            use_reserved(register, row, document(id), approved, day, usable_until(row, &WEEK).unwrap())
        }),
        5 => any.and_then(|row| {
            let row = lapse(row, day, usable_until(row, &WEEK).unwrap()).ok_or_else(nothing)?;
            Ok(Change { register: *register, rows: vec![row], warnings: Vec::new() })
        }),
        6 => any.and_then(|row| {
            let same = rows.keys().filter(|number| number.value() == row.number.value());
            let taken: Vec<_> = same.filter_map(|number| number.letter()).collect();
            insert(register, row, &taken, document(id), approved, "bỏ sót", day)
        }),
        _ => any.and_then(|row| cancel(register, row, chance.below(2) == 0, "hủy")),
    }
}
