use jiff::ToSpan;
use jiff::civil::date;
use uuid::Uuid;

use super::leaving::{Held, obstacles};
use super::lines::*;
use super::*;
use crate::chance::Chance;

fn org(n: u32) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n.into()))
}

fn codes(found: &[Obstacle]) -> Vec<&'static str> {
    found.iter().map(Obstacle::code).collect()
}

#[test]
fn a_school_has_a_managing_and_a_professional_parent() {
    let since = Period::since(date(2025, 7, 1));
    let links = [
        Link { child: org(3), parent: org(2), line: Line::Managing, period: since },
        Link { child: org(3), parent: org(1), line: Line::Professional, period: since },
    ];
    let today = date(2026, 1, 1);
    assert_eq!(parent_on(&links, org(3), Line::Managing, today), Some(org(2)));
    assert_eq!(parent_on(&links, org(3), Line::Professional, today), Some(org(1)));
    assert_eq!(parent_on(&links, org(3), Line::Managing, date(2025, 6, 30)), None);
    assert_eq!(codes(&link_obstacles(&links, &links[0])), ["line.two-parents"]);
    let own = Link { child: org(1), parent: org(1), line: Line::Managing, period: since };
    assert_eq!(codes(&link_obstacles(&links, &own)), ["line.self"]);
}

#[test]
fn links_that_were_let_in_never_make_a_cycle_on_any_day() {
    let mut refused = 0;
    for seed in 0..300 {
        let mut chance = Chance::new(seed);
        let mut links = Vec::new();
        for _ in 0..40 {
            let from = date(2026, 1, 1).checked_add(i64::from(chance.below(20)).days()).unwrap();
            let until = from.checked_add(i64::from(1 + chance.below(15)).days()).unwrap();
            let period = Period { from, until: (chance.below(3) > 0).then_some(until) };
            let line = Line::ALL[chance.below(2) as usize];
            let new = Link { child: org(chance.below(6)), parent: org(chance.below(6)), line, period };
            let found = codes(&link_obstacles(&links, &new));
            refused += u32::from(found == ["line.cycle"]);
            if found.is_empty() {
                links.push(new);
            }
        }
        for day in date(2026, 1, 1).series(1.day()).take(40) {
            for line in Line::ALL {
                for start in 0..6 {
                    let (mut at, mut steps) = (org(start), 0);
                    while let Some(parent) = parent_on(&links, at, *line, day) {
                        at = parent;
                        steps += 1;
                        assert!(steps <= 6, "a cycle on {day}, seed {seed}");
                    }
                }
            }
        }
    }
    assert!(refused > 100);
}

#[test]
fn a_document_finds_the_name_of_its_day() {
    let name = |full: &str, period| Name { organisation: org(1), full: full.into(), abbreviation: "X".into(), period };
    let old = name("Phòng Giáo dục", Period::new(date(2010, 1, 1), date(2025, 7, 1)).unwrap());
    let new = name("Phòng Văn hóa - Xã hội", Period::since(date(2025, 7, 1)));
    let names = [old.clone(), new.clone()];
    assert_eq!(name_on(&names, org(1), date(2025, 6, 30)), Some(&old));
    assert_eq!(name_on(&names, org(1), date(2025, 7, 1)), Some(&new));
    assert_eq!(name_on(&names, org(2), date(2025, 7, 1)), None);
    assert!(name_obstacles(&names).is_empty());
    assert_eq!(codes(&name_obstacles(&[old.clone(), old])), ["name.overlap"]);
}

#[test]
fn holders_and_positions_of_a_day() {
    let (a, b) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
    let clerk = PositionId(Uuid::from_u128(9));
    let change = date(2026, 8, 1);
    let holdings = [
        Holding { position: clerk, person: a, period: Period::new(date(2020, 1, 1), change).unwrap() },
        Holding { position: clerk, person: b, period: Period::since(change) },
    ];
    assert_eq!(holders_on(&holdings, clerk, date(2026, 7, 31)).collect::<Vec<_>>(), [a]);
    assert_eq!(holders_on(&holdings, clerk, change).collect::<Vec<_>>(), [b]);
    assert_eq!(positions_on(&holdings, a, change).count(), 0);
}

#[test]
fn whoever_leaves_hands_over_everything() {
    assert!(obstacles(&Held::default()).is_empty());
    let all = Held {
        tasks: 3,
        submissions: 1,
        reserved: 1,
        numbered: 1,
        dossiers: 2,
        is_last_clerk: true,
        is_last_leader: true,
        seals: 1,
        mandates: 1,
        substitutions: 1,
    };
    let found = obstacles(&all);
    assert_eq!((found.len(), &found[0].facts), (10, &vec![("count", "3".to_owned())]));
    let only = Held { substitutions: 1, ..Held::default() };
    assert!(!crate::obstacles::blocked(&obstacles(&only)));
}
