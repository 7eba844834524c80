//! States and verbs of submissions and of their steps, as tables.

use crate::codes::codes;
use crate::transitions::{Table, Transition, on};

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
pub const TABLE: Table<State, Verb> =
    Table { name: "submission", title: "Submission", starts: &[State::Running], rows: ROWS };

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
pub const STEPS: Table<StepState, StepVerb> =
    Table { name: "submission-step", title: "Step of a submission", starts: &[StepState::Waiting], rows: STEP_ROWS };

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
