//! Ways off the straight path: one step back, back to the drafter, withdrawn, other steps ahead.

use super::advance::{find, opened};
use super::template::circuit_obstacles;
use super::{Step, StepState, StepVerb, Submission, TABLE, Verb};
use crate::ids::{PersonId, PositionId, StepId};
use crate::obstacles::{Found, Problem, Refusal, unless_blocked};

/// Sends back one step: this group waits again, the one before it is open again and decides anew.
///
/// # Errors
/// When the submission is not running, the step is not open or of another position, nothing is before it, or a reason
/// is missing.
pub fn send_back(submission: &Submission, id: StepId, acting: PositionId, why: &str) -> Result<Submission, Refusal> {
    TABLE.step(submission.state, Verb::SendBack)?;
    let mut next = submission.clone();
    let group = open_step(&mut next, id, acting, why)?;
    let before = next.steps.iter().map(|step| step.group).filter(|other| *other < group).max();
    let before = before.ok_or_else(|| Refusal::because(Problem::SubmissionNothingBefore))?;
    for step in next.steps.iter_mut().filter(|step| step.group == group || step.group == before) {
        if step.state != StepState::Waiting {
            step.turn(StepVerb::Reset)?;
        }
        step.decision = None;
    }
    opened(next)
}

/// Returns it to the drafter with a reason, from an open step.
///
/// # Errors
/// When the submission is not running, the step is not open or of another position, or a reason is missing.
pub fn return_to_drafter(
    submission: &Submission,
    id: StepId,
    acting: PositionId,
    why: &str,
) -> Result<Submission, Refusal> {
    let state = TABLE.step(submission.state, Verb::Return)?;
    let mut next = submission.clone();
    open_step(&mut next, id, acting, why)?;
    find(&mut next, id)?.turn(StepVerb::Return)?;
    Ok(Submission { state, ..next })
}

/// Returns an approved submission before issue, by the clerk or the signer; approvals are void and stay written.
///
/// # Errors
/// When it is not approved, or a reason is missing.
pub fn return_approved(submission: &Submission, why: &str) -> Result<Submission, Refusal> {
    if submission.state != super::State::Approved {
        return Err(TABLE.refusal(submission.state, Verb::Return).into());
    }
    let state = TABLE.step(submission.state, Verb::Return)?;
    if why.trim().is_empty() {
        return Err(Refusal::because(Problem::SubmissionReasonMissing));
    }
    Ok(Submission { state, ..submission.clone() })
}

/// The drafter takes it back.
///
/// # Errors
/// When it is not running, or somebody else tries.
pub fn withdraw(submission: &Submission, by: PersonId) -> Result<Submission, Refusal> {
    let state = TABLE.step(submission.state, Verb::Withdraw)?;
    if by != submission.drafter {
        return Err(Refusal::because(Problem::SubmissionNotDrafter));
    }
    Ok(Submission { state, ..submission.clone() })
}

/// Puts other steps in place of those that have not begun.
///
/// # Errors
/// When it is not running, a new step is not behind the current group, or the circuit has a blocking obstacle.
pub fn change_remaining(submission: &Submission, remaining: Vec<Step>) -> Result<Submission, Refusal> {
    TABLE.step(submission.state, Verb::ChangeSteps)?;
    let current = submission.group().unwrap_or(u16::MAX);
    let is_behind = remaining.iter().all(|step| step.group > current);
    if !is_behind {
        return Err(Refusal::because(Problem::SubmissionStepsPassed));
    }
    let mut next = submission.clone();
    next.steps.retain(|step| step.group <= current);
    let fresh = |step: Step| Step { state: StepState::Waiting, decision: None, ..step };
    next.steps.extend(remaining.into_iter().map(fresh));
    unless_blocked(circuit_obstacles(&next.steps))?;
    Ok(next)
}

/// The group of a step that is open, belongs to the acting position, and is left with a reason.
fn open_step(submission: &mut Submission, id: StepId, acting: PositionId, why: &str) -> Result<u16, Refusal> {
    let step = find(submission, id)?;
    let mut found = Found::default();
    found
        .when(step.state != StepState::Open, Problem::SubmissionStepNotOpen)
        .when(step.owner != acting, Problem::SubmissionNotOwner)
        .when(why.trim().is_empty(), Problem::SubmissionReasonMissing);
    unless_blocked(found.0)?;
    Ok(step.group)
}
