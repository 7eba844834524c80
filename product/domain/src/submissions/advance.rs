//! Start a submission, decide its steps, close opinions whose time is over.

use jiff::civil::Date;

use super::manifest::ManifestHash;
use super::template::circuit_obstacles;
use super::{Decision, State, Step, StepKind, StepState, StepVerb, Submission, TABLE, Verb, Word};
use crate::ids::{PersonId, PositionId, StepId};
use crate::obstacles::{Found, Problem, Refusal, unless_blocked};

/// Starts a submission: the first group is open.
///
/// # Errors
/// When the circuit has a blocking obstacle; missing checks only warn.
pub fn start(
    drafter: PersonId,
    drafter_position: PositionId,
    steps: Vec<Step>,
    manifest: ManifestHash,
) -> Result<Submission, Refusal> {
    unless_blocked(circuit_obstacles(&steps))?;
    let fresh = |step: Step| Step { state: StepState::Waiting, decision: None, ..step };
    let steps = steps.into_iter().map(fresh).collect();
    let exceptions = Vec::new();
    opened(Submission { drafter, drafter_position, state: State::Running, manifest, steps, exceptions })
}

/// Submits again after a return or a withdrawal: every step begins anew, exceptions stay written.
///
/// # Errors
/// When the submission is running or approved.
pub fn restart(submission: &Submission, manifest: ManifestHash) -> Result<Submission, Refusal> {
    let state = TABLE.step(submission.state, Verb::Restart)?;
    let mut next = Submission { state, manifest, ..submission.clone() };
    for step in &mut next.steps {
        step.state = StepState::Waiting;
        step.decision = None;
    }
    opened(next)
}

/// Decides a step. When it was the last of its group, the next group opens; after the last approval the submission is
/// approved. `acting` is the position in which the person acts.
///
/// # Errors
/// When the submission is not running or an obstacle blocks it.
pub fn decide(
    submission: &Submission,
    id: StepId,
    acting: PositionId,
    is_substitute: bool,
    decision: Decision,
) -> Result<Submission, Refusal> {
    TABLE.step(submission.state, Verb::Decide)?;
    let mut next = submission.clone();
    let current = next.manifest;
    let step = find(&mut next, id)?;
    let is_opinion = step.kind == StepKind::Opinion;
    let is_mute = decision.comment.as_deref().is_none_or(|comment| comment.trim().is_empty());
    let needs_words = matches!(decision.word, Word::Disagree | Word::Other);
    let mut found = Found::default();
    found
        .when(step.state != StepState::Open, Problem::SubmissionStepNotOpen)
        .when(step.owner != acting, Problem::SubmissionNotOwner)
        .when(decision.seen != current, Problem::SubmissionOtherVersion)
        .when(is_opinion == (decision.word == Word::Pass), Problem::SubmissionWordUnfit)
        .when(is_opinion && needs_words && is_mute, Problem::SubmissionReasonMissing)
        .when(is_substitute && step.kind == StepKind::Approve, Problem::SubmissionSubstitute);
    unless_blocked(found.0)?;
    step.turn(if is_opinion { StepVerb::Answer } else { StepVerb::Pass })?;
    step.decision = Some(decision);
    opened(next)
}

/// Closes opinions whose deadline has passed; the circuit goes on without them.
///
/// # Errors
/// When the submission is not running, or no open opinion is over.
pub fn close_opinions(submission: &Submission, today: Date) -> Result<Submission, Refusal> {
    TABLE.step(submission.state, Verb::CloseOpinions)?;
    let mut next = submission.clone();
    let mut closed = 0;
    for step in &mut next.steps {
        let is_over = step.deadline.is_some_and(|deadline| today > deadline);
        if step.kind == StepKind::Opinion && step.state == StepState::Open && is_over {
            step.turn(StepVerb::Lapse)?;
            closed += 1;
        }
    }
    if closed == 0 { Err(Refusal::because(Problem::SubmissionDeadlineOpen)) } else { opened(next) }
}

/// Opens the group whose turn it is, or approves when nothing is left.
pub(super) fn opened(mut submission: Submission) -> Result<Submission, Refusal> {
    let Some(group) = submission.group() else {
        submission.state = TABLE.step(submission.state, Verb::Complete)?;
        return Ok(submission);
    };
    for step in submission.steps.iter_mut().filter(|step| step.group == group) {
        if step.state == StepState::Waiting {
            step.turn(StepVerb::Open)?;
        }
    }
    Ok(submission)
}

pub(super) fn find(submission: &mut Submission, id: StepId) -> Result<&mut Step, Refusal> {
    let unknown = || Refusal::because(Problem::SubmissionStepUnknown);
    submission.steps.iter_mut().find(|step| step.id == id).ok_or_else(unknown)
}
