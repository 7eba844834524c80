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
pub mod template;
pub mod turn;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::codes::codes;
use crate::ids::{FileId, PersonId, PositionId, StepId};
use crate::transitions::{NotAllowed, Table, Transition, on};
use manifest::ManifestHash;

codes! {
/// State of a submission.
State {
    /// On its way.
    Running = "running",
    /// Back with the drafter.
    Returned = "returned",
    /// Taken back by the drafter.
    Withdrawn = "withdrawn",
    /// Approved by every approver.
    Approved = "approved",
}
}

codes! {
/// What can be done with a submission.
Verb {
    /// Decide a step; the last approval leads on to *approved*.
    Decide = "decide",
    /// The last approver approves.
    Complete = "complete",
    /// One step back.
    SendBack = "send-back",
    /// Back to the drafter, also by clerk or signer before issue.
    Return = "return",
    /// The drafter takes it back.
    Withdraw = "withdraw",
    /// Change steps that have not begun.
    ChangeSteps = "change-steps",
    /// Bring in a file.
    BringFile = "bring-file",
    /// Close opinions whose deadline has passed.
    CloseOpinions = "close-opinions",
    /// Submit again.
    Restart = "restart",
}
}

const ROWS: &[Transition<State, Verb>] = &[
    on(State::Running, Verb::Decide, State::Running),
    on(State::Running, Verb::Complete, State::Approved),
    on(State::Running, Verb::SendBack, State::Running),
    on(State::Running, Verb::Return, State::Returned),
    on(State::Running, Verb::Withdraw, State::Withdrawn),
    on(State::Running, Verb::ChangeSteps, State::Running),
    on(State::Running, Verb::BringFile, State::Running),
    on(State::Running, Verb::CloseOpinions, State::Running),
    on(State::Returned, Verb::Restart, State::Running),
    on(State::Withdrawn, Verb::Restart, State::Running),
    on(State::Approved, Verb::Return, State::Returned),
];

/// The transition table.
pub const TABLE: Table<State, Verb> = Table {
    name: "submission",
    title: "Submission",
    starts: &[State::Running],
    rows: ROWS,
};

codes! {
/// What a step is for.
StepKind {
    /// The unit's head answers for the content.
    ContentCheck = "content-check",
    /// The appointed person answers for the form.
    FormCheck = "form-check",
    /// Somebody is asked; several in parallel, with a deadline.
    Opinion = "opinion",
    /// The competent person approves and signs.
    Approve = "approve",
}
}

codes! {
/// State of a step.
StepState {
    /// Its turn has not come.
    Waiting = "waiting",
    /// Its turn.
    Open = "open",
    /// Checked or approved.
    Passed = "passed",
    /// An opinion was given.
    Answered = "answered",
    /// No opinion until the deadline.
    Lapsed = "lapsed",
    /// Sent back or returned from here.
    Returned = "returned",
}
}

codes! {
/// What happens to a step.
StepVerb {
    /// Its turn comes.
    Open = "open",
    /// Check passed, or approved.
    Pass = "pass",
    /// Opinion given.
    Answer = "answer",
    /// Deadline over.
    Lapse = "lapse",
    /// Sent back or returned.
    Return = "return",
    /// Begins anew.
    Reset = "reset",
}
}

const STEP_ROWS: &[Transition<StepState, StepVerb>] = &[
    on(StepState::Waiting, StepVerb::Open, StepState::Open),
    on(StepState::Open, StepVerb::Pass, StepState::Passed),
    on(StepState::Open, StepVerb::Answer, StepState::Answered),
    on(StepState::Open, StepVerb::Lapse, StepState::Lapsed),
    on(StepState::Open, StepVerb::Return, StepState::Returned),
    on(StepState::Open, StepVerb::Reset, StepState::Waiting),
    on(StepState::Passed, StepVerb::Reset, StepState::Waiting),
    on(StepState::Answered, StepVerb::Reset, StepState::Waiting),
    on(StepState::Lapsed, StepVerb::Reset, StepState::Waiting),
    on(StepState::Returned, StepVerb::Reset, StepState::Waiting),
];

/// The transition table of a step.
pub const STEPS: Table<StepState, StepVerb> = Table {
    name: "submission-step",
    title: "Step of a submission",
    starts: &[StepState::Waiting],
    rows: STEP_ROWS,
};

codes! {
/// What somebody said at a step.
Word {
    /// Check passed, or approved.
    Pass = "pass",
    /// Opinion: agrees.
    Agree = "agree",
    /// Opinion: does not agree; the circuit goes on, the approver sees it.
    Disagree = "disagree",
    /// Opinion: something else, in words.
    Other = "other",
}
}

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
        matches!(
            self.state,
            StepState::Passed | StepState::Answered | StepState::Lapsed
        )
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
        self.steps
            .iter()
            .filter(|step| !step.is_done())
            .map(|step| step.group)
            .min()
    }

    /// Whether the drafter is himself an approver: allowed, marked and counted.
    #[must_use]
    pub fn is_self_made(&self) -> bool {
        self.steps
            .iter()
            .filter(|step| step.kind == StepKind::Approve)
            .any(|step| {
                let decided = step
                    .decision
                    .as_ref()
                    .is_some_and(|decision| decision.by == self.drafter);
                step.owner == self.drafter_position || decided
            })
    }

    /// Steps whose decision was about an earlier version.
    pub fn stale_steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| {
            step.decision
                .as_ref()
                .is_some_and(|made| made.seen != self.manifest)
        })
    }

    /// How the opinions fell, in the order of [`Word::ALL`] without `pass`, and those that lapsed.
    #[must_use]
    pub fn opinions(&self) -> Opinions {
        let mut sum = Opinions::default();
        for step in self
            .steps
            .iter()
            .filter(|step| step.kind == StepKind::Opinion)
        {
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
mod tests;
