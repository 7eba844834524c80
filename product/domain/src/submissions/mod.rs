//! Submissions: the approval circuit that a draft runs through (Decree 30/2020, Articles 10 to 13).
//!
//! - [`template`]: circuits of an organisation, and what is wrong with one
//! - [`manifest`]: what an approval belongs to
//! - [`advance`]: start, decide, close opinions
//! - [`turn`]: send back, return, withdraw, change the remaining steps
//! - [`files`]: files brought in on the way

pub mod advance;
pub mod files;
pub mod manifest;
mod states;
pub mod template;
pub mod turn;

pub use states::{STEPS, State, StepKind, StepState, StepVerb, TABLE, Verb, Word};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::codes::codes;
use crate::ids::{FileId, PersonId, PositionId, StepId};
use crate::transitions::NotAllowed;
use manifest::ManifestHash;

/// Who said what, about which version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The person.
    pub by: PersonId,
    /// What was said.
    pub word: Word,
    /// The version that was seen.
    pub seen: ManifestHash,
    /// When.
    pub at: Timestamp,
    /// In words.
    pub comment: Option<String>,
}

/// One step of a circuit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// Steps with the same group run in parallel; groups run in ascending order.
    pub group: u16,
    /// What it is for.
    pub kind: StepKind,
    /// Whose turn it is.
    pub owner: PositionId,
    /// Last day for an opinion.
    pub deadline: Option<Date>,
    /// Its state.
    pub state: StepState,
    /// The decision, when there is one.
    pub decision: Option<Decision>,
}

impl Step {
    /// Whether the circuit need not wait for it any more.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        matches!(self.state, StepState::Passed | StepState::Answered | StepState::Lapsed)
    }

    fn turn(&mut self, verb: StepVerb) -> Result<(), NotAllowed> {
        self.state = STEPS.step(self.state, verb)?;
        Ok(())
    }
}

codes! {
/// Why a file is an exception.
Why {
    /// It came in at or after the approve step.
    AtApproval = "at-approval",
    /// An approver brought it in.
    ByApprover = "by-approver",
}
}

/// A file that the drafter did not submit; marked and counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The file.
    pub file: FileId,
    /// Who brought it in.
    pub by: PersonId,
    /// Why it is an exception.
    pub why: Why,
    /// The reason given.
    pub reason: String,
}

/// A submission as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Who wrote the draft.
    pub drafter: PersonId,
    /// In which position.
    pub drafter_position: PositionId,
    /// Its state.
    pub state: State,
    /// The current version.
    pub manifest: ManifestHash,
    /// Its steps.
    pub steps: Vec<Step>,
    /// Files brought in as exceptions.
    pub exceptions: Vec<Exception>,
}

impl Submission {
    /// The group whose turn it is; none when every step is done.
    #[must_use]
    pub fn group(&self) -> Option<u16> {
        self.steps.iter().filter(|step| !step.is_done()).map(|step| step.group).min()
    }

    /// Whether the drafter is himself an approver: allowed, marked and counted.
    #[must_use]
    pub fn is_self_made(&self) -> bool {
        self.steps.iter().filter(|step| step.kind == StepKind::Approve).any(|step| {
            let decided = step.decision.as_ref().is_some_and(|decision| decision.by == self.drafter);
            step.owner == self.drafter_position || decided
        })
    }

    /// Steps whose decision was about an earlier version.
    pub fn stale_steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.decision.as_ref().is_some_and(|made| made.seen != self.manifest))
    }

    /// How the opinions fell, in the order of [`Word::ALL`] without `pass`, and those that lapsed.
    #[must_use]
    pub fn opinions(&self) -> Opinions {
        let mut sum = Opinions::default();
        for step in self.steps.iter().filter(|step| step.kind == StepKind::Opinion) {
            match (step.state, step.decision.as_ref().map(|made| made.word)) {
                (StepState::Lapsed, _) => sum.lapsed += 1,
                (_, Some(Word::Agree)) => sum.agree += 1,
                (_, Some(Word::Disagree)) => sum.disagree += 1,
                (_, Some(Word::Other)) => sum.other += 1,
                _ => sum.open += 1,
            }
        }
        sum
    }
}

/// Summary of the opinions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opinions {
    /// Agree.
    pub agree: u32,
    /// Do not agree.
    pub disagree: u32,
    /// Say something else.
    pub other: u32,
    /// Said nothing until the deadline.
    pub lapsed: u32,
    /// Still asked.
    pub open: u32,
}

#[cfg(test)]
mod random_tests;
#[cfg(test)]
mod tests;
