use jiff::Timestamp;
use jiff::civil::date;
use uuid::Uuid;

use super::advance::{close_opinions, decide, restart, start};
use super::files::bring_file;
use super::manifest::{File, FileRole, Manifest, Recipient};
use super::template::circuit_obstacles;
use super::turn::{change_remaining, return_approved, return_to_drafter, send_back, withdraw};
use super::*;
use crate::chance::Chance;
use crate::documents::{Direction, Kind, Subject, Urgency};
use crate::obstacles::{Obstacle, Refusal};

const V1: ManifestHash = ManifestHash([1; 32]);
const V2: ManifestHash = ManifestHash([2; 32]);

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn position(n: u128) -> PositionId {
    PositionId(Uuid::from_u128(n))
}

fn step(n: u128, group: u16, kind: StepKind) -> Step {
    let deadline = (kind == StepKind::Opinion).then_some(date(2026, 3, 10));
    Step {
        id: StepId(Uuid::from_u128(n)),
        group,
        kind,
        owner: position(n),
        deadline,
        state: StepState::Waiting,
        decision: None,
    }
}

/// Content check 10, form check 20, opinions 30 and 31, approval 40.
fn usual() -> Vec<Step> {
    vec![
        step(10, 1, StepKind::ContentCheck),
        step(20, 2, StepKind::FormCheck),
        step(30, 3, StepKind::Opinion),
        step(31, 3, StepKind::Opinion),
        step(40, 4, StepKind::Approve),
    ]
}

fn said(n: u128, word: Word, seen: ManifestHash) -> Decision {
    let comment = matches!(word, Word::Disagree | Word::Other).then(|| "vì".to_owned());
    Decision {
        by: person(n),
        word,
        seen,
        at: Timestamp::UNIX_EPOCH,
        comment,
    }
}

fn go(submission: &Submission, n: u128, word: Word) -> Result<Submission, Refusal> {
    let id = StepId(Uuid::from_u128(n));
    decide(
        submission,
        id,
        position(n),
        false,
        said(n, word, submission.manifest),
    )
}

fn started() -> Submission {
    start(person(1), position(1), usual(), V1).unwrap()
}

fn run(submission: &Submission, steps: &[(u128, Word)]) -> Submission {
    steps.iter().fold(submission.clone(), |now, (n, word)| {
        go(&now, *n, *word).unwrap()
    })
}

fn open(submission: &Submission) -> Vec<u128> {
    let open = submission
        .steps
        .iter()
        .filter(|step| step.state == StepState::Open);
    open.map(|step| Uuid::from(step.id).as_u128()).collect()
}

#[test]
fn the_tables_are_sound() {
    crate::transitions::tests::is_sound(&TABLE);
    crate::transitions::tests::is_sound(&STEPS);
}

#[test]
fn the_straight_path() {
    let mut now = started();
    assert_eq!(open(&now), [10]);
    now = run(&now, &[(10, Word::Pass), (20, Word::Pass)]);
    assert_eq!(open(&now), [30, 31]);
    now = run(&now, &[(31, Word::Disagree), (30, Word::Agree)]);
    assert_eq!((open(&now), now.opinions().disagree), (vec![40], 1));
    now = run(&now, &[(40, Word::Pass)]);
    assert_eq!(
        (now.state, now.is_self_made(), now.stale_steps().count()),
        (State::Approved, false, 0)
    );
}

#[test]
fn everything_wrong_with_a_decision_is_said_at_once() {
    let id = StepId(Uuid::from_u128(40));
    let refused = decide(&started(), id, position(9), true, said(9, Word::Agree, V2)).unwrap_err();
    assert_eq!(
        refused.codes(),
        [
            "submission.step-not-open",
            "submission.not-owner",
            "submission.other-version",
            "submission.word-unfit",
            "submission.substitute"
        ]
    );
}

#[test]
fn opinions_lapse_after_their_deadline() {
    let now = run(
        &started(),
        &[(10, Word::Pass), (20, Word::Pass), (30, Word::Other)],
    );
    assert_eq!(
        close_opinions(&now, date(2026, 3, 10)).unwrap_err().codes(),
        ["submission.deadline-open"]
    );
    let now = close_opinions(&now, date(2026, 3, 11)).unwrap();
    assert_eq!(open(&now), [40]);
    assert_eq!(
        now.opinions(),
        Opinions {
            other: 1,
            lapsed: 1,
            ..Opinions::default()
        }
    );
}

#[test]
fn one_step_back_returned_and_withdrawn() {
    let id = |n| StepId(Uuid::from_u128(n));
    let now = run(&started(), &[(10, Word::Pass)]);
    let back = send_back(&now, id(20), position(20), "sai số liệu").unwrap();
    assert_eq!(open(&back), [10]);
    let first = send_back(&back, id(10), position(10), "x").unwrap_err();
    assert_eq!(first.codes(), ["submission.nothing-before"]);
    assert!(send_back(&now, id(20), position(20), " ").is_err());
    let returned = return_to_drafter(&now, id(20), position(20), "thiếu căn cứ").unwrap();
    assert_eq!(returned.state, State::Returned);
    let again = restart(&returned, V2).unwrap();
    assert_eq!((open(&again), again.manifest), (vec![10], V2));
    assert_eq!(withdraw(&now, person(1)).unwrap().state, State::Withdrawn);
    assert_eq!(
        withdraw(&now, person(2)).unwrap_err().codes(),
        ["submission.not-drafter"]
    );
}

#[test]
fn an_approved_submission_goes_back_only_with_a_reason() {
    let all = [
        (10, Word::Pass),
        (20, Word::Pass),
        (30, Word::Agree),
        (31, Word::Agree),
        (40, Word::Pass),
    ];
    let approved = run(&started(), &all);
    assert!(withdraw(&approved, person(1)).is_err() && return_approved(&approved, "").is_err());
    assert_eq!(
        return_approved(&approved, "sai nơi nhận").unwrap().state,
        State::Returned
    );
    assert!(matches!(
        return_approved(&started(), "x"),
        Err(Refusal::NotAllowed(_))
    ));
}

#[test]
fn remaining_steps_change_and_passed_ones_do_not() {
    let now = run(&started(), &[(10, Word::Pass)]);
    let shorter = change_remaining(&now, vec![step(41, 3, StepKind::Approve)]).unwrap();
    assert_eq!(shorter.steps.len(), 3);
    assert_eq!(
        run(&shorter, &[(20, Word::Pass), (41, Word::Pass)]).state,
        State::Approved
    );
    let early = change_remaining(&now, vec![step(41, 2, StepKind::Approve)]).unwrap_err();
    assert_eq!(early.codes(), ["submission.steps-passed"]);
    assert!(
        change_remaining(&now, vec![])
            .unwrap_err()
            .codes()
            .contains(&"circuit.approval-missing")
    );
}

#[test]
fn a_file_at_the_approval_is_marked_and_voids_earlier_approvals() {
    let file = FileId(Uuid::from_u128(77));
    let early = bring_file(&started(), file, person(10), position(10), "", V2).unwrap();
    assert_eq!((early.0.exceptions.len(), early.1.len()), (0, 0));
    let by_head = bring_file(&started(), file, person(40), position(40), "", V2).unwrap_err();
    assert_eq!(by_head.codes(), ["submission.reason-missing"]);
    let mut steps = usual();
    steps.push(step(41, 4, StepKind::Approve));
    let now = start(person(1), position(1), steps, V1).unwrap();
    let all = [
        (10, Word::Pass),
        (20, Word::Pass),
        (30, Word::Agree),
        (31, Word::Agree),
        (40, Word::Pass),
    ];
    let now = run(&now, &all);
    let (now, warnings) = bring_file(&now, file, person(20), position(20), "sửa lỗi", V2).unwrap();
    assert_eq!(
        (warnings[0].code(), now.exceptions[0].why),
        ("submission.file-at-approval", Why::AtApproval)
    );
    assert_eq!(open(&now), [40, 41]);
    assert_eq!(now.stale_steps().count(), 4);
}

#[test]
fn a_drafter_who_approves_is_marked() {
    let steps = vec![step(40, 1, StepKind::Approve)];
    assert!(
        start(person(1), position(40), steps.clone(), V1)
            .unwrap()
            .is_self_made()
    );
    let other = start(person(40), position(1), steps, V1).unwrap();
    assert!(!other.is_self_made() && run(&other, &[(40, Word::Pass)]).is_self_made());
}

#[test]
fn circuits_are_judged() {
    let codes = |steps: &[Step]| {
        circuit_obstacles(steps)
            .iter()
            .map(Obstacle::code)
            .collect::<Vec<_>>()
    };
    assert!(codes(&usual()).is_empty());
    assert_eq!(
        codes(&[step(1, 1, StepKind::Approve)]),
        [
            "circuit.content-check-missing",
            "circuit.form-check-missing"
        ]
    );
    let mut wrong = usual();
    wrong[4].group = 3;
    wrong[3].deadline = None;
    wrong.push(step(10, 5, StepKind::FormCheck));
    wrong.push(step(11, 5, StepKind::FormCheck));
    let all = [
        "circuit.approval-not-last",
        "circuit.kinds-mixed",
        "circuit.parallel-check",
        "circuit.step-twice",
        "circuit.deadline-missing",
    ];
    assert_eq!(codes(&wrong), all);
}

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
                _ => go(
                    &now,
                    n,
                    if n == 30 || n == 31 {
                        Word::Agree
                    } else {
                        Word::Pass
                    },
                ),
            };
            now = next.unwrap_or(now);
            let groups: Vec<_> = now
                .steps
                .iter()
                .filter(|step| step.state == StepState::Open)
                .map(|step| step.group)
                .collect();
            assert!(
                groups.windows(2).all(|pair| pair[0] == pair[1]),
                "seed {seed}"
            );
            assert_eq!(
                groups.is_empty(),
                now.state != State::Running,
                "seed {seed}"
            );
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

fn example() -> Manifest {
    Manifest {
        organisation: crate::ids::OrganisationId(Uuid::from_u128(1)),
        document: crate::ids::DocumentId(Uuid::from_u128(2)),
        direction: Direction::Outgoing,
        kind: Kind::Notice,
        subject: Subject::parse("Kết quả kiểm tra").unwrap(),
        urgency: Urgency::Normal,
        is_restricted: false,
        signer: person(3),
        signer_position: position(4),
        mandate: None,
        recipients: vec![Recipient {
            id: None,
            name: "Các đơn vị trực thuộc".into(),
            task: crate::assignments::Kind::Lead,
            due: Some(date(2024, 4, 29)),
        }],
        files: vec![File {
            id: FileId(Uuid::from_u128(5)),
            role: FileRole::Main,
            name: "thong-bao.pdf".into(),
            length: 70_000,
            sha256: [0xAB; 32],
        }],
    }
}

#[test]
fn the_hash_changes_with_every_field() {
    let change: &[fn(&mut Manifest)] = &[
        |m| m.organisation.0 = Uuid::from_u128(9),
        |m| m.document.0 = Uuid::from_u128(9),
        |m| m.direction = Direction::Internal,
        |m| m.kind = Kind::Plan,
        |m| m.subject = Subject::parse("Kết quả").unwrap(),
        |m| m.urgency = Urgency::Express,
        |m| m.is_restricted = true,
        |m| m.signer.0 = Uuid::from_u128(9),
        |m| m.signer_position.0 = Uuid::from_u128(9),
        |m| m.mandate = Some(crate::ids::MandateId(Uuid::from_u128(9))),
        |m| m.recipients.clear(),
        |m| m.recipients[0].id = Some(Uuid::from_u128(9)),
        |m| m.recipients[0].name.push('.'),
        |m| m.recipients[0].task = crate::assignments::Kind::Inform,
        |m| m.recipients[0].due = None,
        |m| m.files.clear(),
        |m| m.files[0].id.0 = Uuid::from_u128(9),
        |m| m.files[0].role = FileRole::Attachment,
        |m| m.files[0].name.push('x'),
        |m| m.files[0].length += 1,
        |m| m.files[0].sha256[31] = 0,
    ];
    let mut seen = vec![example().hash().unwrap()];
    for one in change {
        let mut manifest = example();
        one(&mut manifest);
        let hash = manifest.hash().unwrap();
        assert!(!seen.contains(&hash));
        seen.push(hash);
    }
}

/// Computed by an independent encoder; a change of it breaks every approval that was given.
#[test]
fn the_encoding_has_a_vector() {
    let manifest = example();
    assert_eq!(manifest.encode().unwrap().len(), LENGTH);
    assert_eq!(manifest.hash().unwrap().to_string(), HASH);
}

const LENGTH: usize = 397;
const HASH: &str = "a5dfc767ba861064f7b148d9a2c920c386813bcd2c5ab6ab2558aad978d9984b";
