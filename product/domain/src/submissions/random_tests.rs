use jiff::civil::date;
use uuid::Uuid;

use super::advance::close_opinions;
use super::files::bring_file;
use super::tests::{go, person, position, started};
use super::turn::send_back;
use super::*;
use crate::chance::Chance;

/// Random decisions, sends-back and files: never approved while an approver saw another version, one group open at a time.
#[test]
fn whatever_is_done_an_approval_is_about_the_current_version() {
    let mut approved = 0;
    for seed in 0..500 {
        let mut chance = Chance::new(seed);
        let mut now = started();
        for at in 0..60_u8 {
            let n = [10, 20, 30, 31, 40][chance.below(5) as usize];
            let id = StepId(Uuid::from_u128(n));
            let next = match chance.below(10) {
                0 => send_back(&now, id, position(n), "lý do"),
                1 => bring_file(
                    &now,
                    FileId(Uuid::from_u128(5)),
                    person(n),
                    position(n),
                    "lý do",
                    ManifestHash([at; 32]),
                )
                .map(|done| done.0),
                2 => close_opinions(&now, date(2026, 3, 11)),
                _ => go(&now, n, if n == 30 || n == 31 { Word::Agree } else { Word::Pass }),
            };
            now = next.unwrap_or(now);
            let groups: Vec<_> =
                now.steps.iter().filter(|step| step.state == StepState::Open).map(|step| step.group).collect();
            assert!(groups.windows(2).all(|pair| pair[0] == pair[1]), "seed {seed}");
            assert_eq!(groups.is_empty(), now.state != State::Running, "seed {seed}");
            if now.state == State::Approved {
                approved += 1;
                assert!(now.steps.iter().all(Step::is_done));
                let stale = now.stale_steps().any(|step| step.kind == StepKind::Approve);
                assert!(!stale, "seed {seed}");
                break;
            }
        }
    }
    assert!(approved > 100);
}
