//! The life of an outgoing or internal document (Decree 30/2020, Articles 10 to 19).

use super::Direction;
use crate::codes::codes;
use crate::obstacles::{Found, Obstacle, Problem, Refusal, unless_blocked};
use crate::transitions::{NotAllowed, Table, Transition, on};

codes! {
/// State of an outgoing or internal document.
State {
    /// Being written.
    Draft = "draft",
    /// In the approval circuit.
    Submitted = "submitted",
    /// Back with the drafter, with a reason.
    Returned = "returned",
    /// Taken back by the drafter.
    Withdrawn = "withdrawn",
    /// Approved and signed by the leader.
    Approved = "approved",
    /// Has number and date; a seal may still be missing.
    Numbered = "numbered",
    /// Sealed and handed to delivery.
    Issued = "issued",
    /// Taken back after issue; it stays, marked.
    Recalled = "recalled",
    /// Another document took its place.
    Replaced = "replaced",
    /// Another document ended it.
    Revoked = "revoked",
    /// Given up before issue.
    Cancelled = "cancelled",
    /// An internal document that ends without a number.
    FinishedInternal = "finished-internal",
}
}

codes! {
/// What can be done with an outgoing or internal document.
Verb {
    /// Start the approval circuit.
    Submit = "submit",
    /// Back to the drafter with a reason; a signature on it is void and kept.
    Return = "return",
    /// The drafter takes it back.
    Withdraw = "withdraw",
    /// Go on writing.
    Resume = "resume",
    /// The leader approves and signs.
    Approve = "approve",
    /// Enter a document that was signed on paper.
    EnterPaper = "enter-paper",
    /// Give number and date.
    Number = "number",
    /// Seal it and hand it to delivery.
    Issue = "issue",
    /// Take it back from its recipients.
    Recall = "recall",
    /// A replacing document was issued.
    Replace = "replace",
    /// A revoking document was issued.
    Revoke = "revoke",
    /// Give it up; a number it has is cancelled.
    Cancel = "cancel",
    /// End an internal document.
    Finish = "finish",
}
}

use State::{
    Approved, Cancelled, Draft, FinishedInternal, Issued, Numbered, Recalled, Replaced, Returned, Revoked, Submitted,
    Withdrawn,
};

const ROWS: &[Transition<State, Verb>] = &[
    on(Draft, Verb::Submit, Submitted),
    on(Draft, Verb::EnterPaper, Approved),
    on(Draft, Verb::Cancel, Cancelled),
    on(Submitted, Verb::Return, Returned),
    on(Submitted, Verb::Withdraw, Withdrawn),
    on(Submitted, Verb::Approve, Approved),
    on(Returned, Verb::Resume, Draft),
    on(Returned, Verb::Cancel, Cancelled),
    on(Withdrawn, Verb::Resume, Draft),
    on(Withdrawn, Verb::Cancel, Cancelled),
    on(Approved, Verb::Return, Returned),
    on(Approved, Verb::Number, Numbered),
    on(Approved, Verb::Cancel, Cancelled),
    on(Approved, Verb::Finish, FinishedInternal),
    on(Numbered, Verb::Return, Returned),
    on(Numbered, Verb::Issue, Issued),
    on(Numbered, Verb::Cancel, Cancelled),
    on(Issued, Verb::Recall, Recalled),
    on(Issued, Verb::Replace, Replaced),
    on(Issued, Verb::Revoke, Revoked),
    on(Recalled, Verb::Replace, Replaced),
    on(Recalled, Verb::Revoke, Revoked),
];

/// The transition table.
pub const TABLE: Table<State, Verb> =
    Table { name: "outgoing-document", title: "Outgoing and internal document", starts: &[Draft], rows: ROWS };

/// The state after a verb; `Issue`, `Finish` and `EnterPaper` have functions of their own that ask for facts.
///
/// # Errors
/// When the state does not know the verb.
pub fn step(state: State, verb: Verb) -> Result<State, NotAllowed> {
    TABLE.step(state, verb)
}

/// What is known when a document is issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IssueFacts {
    /// It has a number and a date.
    pub has_number: bool,
    /// A valid signature of the one who approved, over the approved manifest.
    pub is_signed: bool,
    /// The files are those of the approved manifest.
    pub is_as_approved: bool,
    /// The organisation's seal is on it, or its kind needs none.
    pub is_sealed: bool,
    /// Recipients.
    pub recipients: u32,
    /// Blanks left over for number, date or signature.
    pub blanks: u32,
    /// A mark of state secrets was found.
    pub bears_secret_mark: bool,
    /// Legal bases that are no longer in force.
    pub bases_out_of_force: u32,
    /// It lies in a dossier.
    pub has_dossier: bool,
    /// It was numbered earlier than the working day before today.
    pub is_late: bool,
}

/// Everything that stands in the way of issuing.
#[must_use]
pub fn issue_obstacles(facts: &IssueFacts) -> Vec<Obstacle> {
    let mut found = Found::default();
    found
        .when(!facts.has_number, Problem::IssueNumberMissing)
        .when(!facts.is_signed, Problem::IssueSignatureMissing)
        .when(!facts.is_as_approved, Problem::IssueNotAsApproved)
        .when(!facts.is_sealed, Problem::IssueSealMissing)
        .when(facts.recipients == 0, Problem::IssueRecipientMissing)
        .when(facts.blanks > 0, Problem::IssueBlankLeft)
        .when(facts.bears_secret_mark, Problem::IssueSecretMark)
        .when(facts.bases_out_of_force > 0, Problem::IssueBasisOutOfForce)
        .when(!facts.has_dossier, Problem::IssueDossierMissing)
        .when(facts.is_late, Problem::IssueLate);
    found.0
}

/// Issues; hands back warnings.
///
/// # Errors
/// When the state does not know the verb or an obstacle blocks it.
pub fn issue(state: State, facts: &IssueFacts) -> Result<(State, Vec<Obstacle>), Refusal> {
    let next = step(state, Verb::Issue)?;
    Ok((next, unless_blocked(issue_obstacles(facts))?))
}

/// Ends an internal document at its approval, without a number.
///
/// # Errors
/// When it is not approved, or not internal.
pub fn finish_internal(state: State, direction: Direction) -> Result<State, Refusal> {
    let next = step(state, Verb::Finish)?;
    if direction == Direction::Internal { Ok(next) } else { Err(Refusal::because(Problem::FinishNotInternal)) }
}

/// Enters a document that was signed on paper: outside the kinds that the head lists as lawfully paper it needs a
/// reason, and is counted.
///
/// # Errors
/// When the document is no draft, or a reason is missing.
pub fn enter_paper(state: State, is_listed: bool, reason: Option<&str>) -> Result<(State, Vec<Obstacle>), Refusal> {
    let next = step(state, Verb::EnterPaper)?;
    let has_reason = reason.is_some_and(|reason| !reason.trim().is_empty());
    let mut found = Found::default();
    found
        .when(!is_listed && !has_reason, Problem::PaperReasonMissing)
        .when(!is_listed && has_reason, Problem::PaperNotListed);
    Ok((next, unless_blocked(found.0)?))
}

#[cfg(test)]
#[path = "outgoing_tests.rs"]
mod tests;
