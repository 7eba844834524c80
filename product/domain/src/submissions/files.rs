//! Files brought in on the way. The draft is what the drafter submitted; a file that comes in at or after the approve
//! step, or by an approver, is the recorded exception.

use super::advance::opened;
use super::manifest::ManifestHash;
use super::{Exception, StepKind, StepVerb, Submission, TABLE, Verb, Why};
use crate::ids::{FileId, PersonId, PositionId};
use crate::obstacles::{Obstacle, Problem, Refusal};

/// Brings in a file; the manifest changes. Approvals of the earlier version are void and open again; checks and opinions
/// stay and show as stale. Hands back a warning when the file is an exception.
///
/// # Errors
/// When the submission is not running, or an exception has no reason.
pub fn bring_file(
    submission: &Submission,
    file: FileId,
    by: PersonId,
    acting: PositionId,
    reason: &str,
    manifest: ManifestHash,
) -> Result<(Submission, Vec<Obstacle>), Refusal> {
    TABLE.step(submission.state, Verb::BringFile)?;
    let mut next = Submission { manifest, ..submission.clone() };
    let mut warnings = Vec::new();
    if let Some(why) = exception(submission, acting) {
        if reason.trim().is_empty() {
            return Err(Refusal::because(Problem::SubmissionReasonMissing));
        }
        next.exceptions.push(Exception { file, by, why, reason: reason.trim().to_owned() });
        warnings.push(Obstacle::new(Problem::SubmissionFileAtApproval).with("why", why));
    }
    for step in next.steps.iter_mut().filter(|step| step.kind == StepKind::Approve && step.is_done()) {
        step.turn(StepVerb::Reset)?;
        step.decision = None;
    }
    Ok((opened(next)?, warnings))
}

/// Whether a file that this position brings in now is an exception.
#[must_use]
pub fn exception(submission: &Submission, acting: PositionId) -> Option<Why> {
    let mut approvals = submission.steps.iter().filter(|step| step.kind == StepKind::Approve);
    let first = approvals.clone().map(|step| step.group).min();
    if approvals.any(|step| step.owner == acting) {
        return Some(Why::ByApprover);
    }
    let is_at = first.is_some_and(|first| submission.group().is_none_or(|group| group >= first));
    is_at.then_some(Why::AtApproval)
}
