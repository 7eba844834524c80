use jiff::Timestamp;
use jiff::civil::date;
use uuid::Uuid;

use super::advance::{close_opinions, decide, restart, start};
use super::files::bring_file;
use super::template::circuit_obstacles;
use super::turn::{change_remaining, return_approved, return_to_drafter, send_back, withdraw};
use super::*;
use crate::obstacles::{Obstacle, Refusal};

const V1: ManifestHash = ManifestHash([1; 32]);
const V2: ManifestHash = ManifestHash([2; 32]);

pub(super) fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

pub(super) fn position(n: u128) -> PositionId {
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
    Decision { by: person(n), word, seen, at: Timestamp::UNIX_EPOCH, comment }
}

pub(super) fn go(submission: &Submission, n: u128, word: Word) -> Result<Submission, Refusal> {
    let id = StepId(Uuid::from_u128(n));
    decide(submission, id, position(n), false, said(n, word, submission.manifest))
}

pub(super) fn started() -> Submission {
    start(person(1), position(1), usual(), V1).unwrap()
}

fn run(submission: &Submission, steps: &[(u128, Word)]) -> Submission {
    steps.iter().fold(submission.clone(), |now, (n, word)| go(&now, *n, *word).unwrap())
}

fn open(submission: &Submission) -> Vec<u128> {
    let open = submission.steps.iter().filter(|step| step.state == StepState::Open);
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
    assert_eq!((now.state, now.is_self_made(), now.stale_steps().count()), (State::Approved, false, 0));
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
    let now = run(&started(), &[(10, Word::Pass), (20, Word::Pass), (30, Word::Other)]);
    assert_eq!(close_opinions(&now, date(2026, 3, 10)).unwrap_err().codes(), ["submission.deadline-open"]);
    let now = close_opinions(&now, date(2026, 3, 11)).unwrap();
    assert_eq!(open(&now), [40]);
    assert_eq!(now.opinions(), Opinions { other: 1, lapsed: 1, ..Opinions::default() });
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
    assert_eq!(withdraw(&now, person(2)).unwrap_err().codes(), ["submission.not-drafter"]);
}

#[test]
fn an_approved_submission_goes_back_only_with_a_reason() {
    let all = [(10, Word::Pass), (20, Word::Pass), (30, Word::Agree), (31, Word::Agree), (40, Word::Pass)];
    let approved = run(&started(), &all);
    assert!(withdraw(&approved, person(1)).is_err() && return_approved(&approved, "").is_err());
    assert_eq!(return_approved(&approved, "sai nơi nhận").unwrap().state, State::Returned);
    assert!(matches!(return_approved(&started(), "x"), Err(Refusal::NotAllowed(_))));
}

#[test]
fn remaining_steps_change_and_passed_ones_do_not() {
    let now = run(&started(), &[(10, Word::Pass)]);
    let shorter = change_remaining(&now, vec![step(41, 3, StepKind::Approve)]).unwrap();
    assert_eq!(shorter.steps.len(), 3);
    assert_eq!(run(&shorter, &[(20, Word::Pass), (41, Word::Pass)]).state, State::Approved);
    let early = change_remaining(&now, vec![step(41, 2, StepKind::Approve)]).unwrap_err();
    assert_eq!(early.codes(), ["submission.steps-passed"]);
    assert!(change_remaining(&now, vec![]).unwrap_err().codes().contains(&"circuit.approval-missing"));
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
    let all = [(10, Word::Pass), (20, Word::Pass), (30, Word::Agree), (31, Word::Agree), (40, Word::Pass)];
    let now = run(&now, &all);
    let (now, warnings) = bring_file(&now, file, person(20), position(20), "sửa lỗi", V2).unwrap();
    assert_eq!((warnings[0].code(), now.exceptions[0].why), ("submission.file-at-approval", Why::AtApproval));
    assert_eq!(open(&now), [40, 41]);
    assert_eq!(now.stale_steps().count(), 4);
}

#[test]
fn a_drafter_who_approves_is_marked() {
    let steps = vec![step(40, 1, StepKind::Approve)];
    assert!(start(person(1), position(40), steps.clone(), V1).unwrap().is_self_made());
    let other = start(person(40), position(1), steps, V1).unwrap();
    assert!(!other.is_self_made() && run(&other, &[(40, Word::Pass)]).is_self_made());
}

#[test]
fn circuits_are_judged() {
    let codes = |steps: &[Step]| circuit_obstacles(steps).iter().map(Obstacle::code).collect::<Vec<_>>();
    assert!(codes(&usual()).is_empty());
    assert_eq!(
        codes(&[step(1, 1, StepKind::Approve)]),
        ["circuit.content-check-missing", "circuit.form-check-missing"]
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
