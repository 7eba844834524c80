//! The list of all problems. A code, once released, keeps its meaning: pages, translations and counts hang on it.

use crate::codes::codes;
use crate::obstacles::Severity;

codes! {
/// What an obstacle is. The part before the point is the verb or the thing.
Problem {
    /// No number yet.
    IssueNumberMissing = "issue.number-missing",
    /// No valid signature of the one who approved.
    IssueSignatureMissing = "issue.signature-missing",
    /// The files differ from those that were approved.
    IssueNotAsApproved = "issue.not-as-approved",
    /// The organisation's seal is missing.
    IssueSealMissing = "issue.seal-missing",
    /// Nobody receives it.
    IssueRecipientMissing = "issue.recipient-missing",
    /// A blank for number, date or signature is left over.
    IssueBlankLeft = "issue.blank-left",
    /// A mark of state secrets.
    IssueSecretMark = "issue.secret-mark",
    /// A legal basis is no longer in force.
    IssueBasisOutOfForce = "issue.basis-out-of-force",
    /// In no dossier.
    IssueDossierMissing = "issue.dossier-missing",
    /// Issued later than the working day after numbering.
    IssueLate = "issue.late",
    /// Only internal documents end without a number.
    FinishNotInternal = "finish.not-internal",
    /// No result.
    FinishResultMissing = "finish.result-missing",
    /// A reply is still owed.
    FinishDemandOpen = "finish.demand-open",
    /// In no dossier.
    FinishDossierMissing = "finish.dossier-missing",
    /// Signed on paper outside the head's list, without a reason.
    PaperReasonMissing = "paper.reason-missing",
    /// Signed on paper outside the head's list; counted.
    PaperNotListed = "paper.not-listed",
    /// A mark of state secrets on an incoming document.
    RegisterSecretMark = "arrival.secret-mark",
    /// Authenticity or integrity do not hold.
    RegisterNotAuthentic = "arrival.not-authentic",
    /// Nothing to read.
    RegisterContentMissing = "arrival.content-missing",
    /// Has an arrival number already.
    RegisterTwice = "arrival.registered-already",
    /// Addressed to somebody else.
    RegisterMisaddressed = "arrival.misaddressed",
    /// The register belongs to another calendar year.
    NumberYearOver = "number.year-over",
    /// An earlier day than that of the last number.
    NumberDayBeforeLast = "number.day-before-last",
    /// Not approved yet on that day.
    NumberNotApproved = "number.not-approved",
    /// The register has no number left.
    NumberRegisterFull = "number.register-full",
    /// A reason is needed.
    NumberReasonMissing = "number.reason-missing",
    /// The reserved number lapsed after the next working day.
    NumberLapsed = "number.lapsed",
    /// The number of an issued document is not cancelled.
    NumberIssued = "number.issued",
    /// No letter is left for an inserted number.
    NumberLettersUsedUp = "number.letters-used-up",
    /// The number is outside this register.
    NumberOutsideRegister = "number.outside-register",
    /// A series has 1 to 500 documents.
    NumberSeriesSize = "number.series-size",
    /// A document stands twice in the series.
    NumberSeriesTwice = "number.series-twice",
    /// Number and date show the true day beside them; counted.
    NumberShowsTrueDay = "number.shows-true-day",
    /// The first number does not follow the last outside number.
    RegisterFirstNumberWrong = "register.first-number-wrong",
    /// The scan of the old book's last page is missing.
    RegisterScanMissing = "register.scan-missing",
    /// The head has not confirmed the opening.
    RegisterConfirmationMissing = "register.confirmation-missing",
    /// The last outside day is not of this year.
    RegisterDayOutsideYear = "register.day-outside-year",
    /// Nobody holds the post that a step names.
    CircuitOwnerMissing = "circuit.owner-missing",
    /// No step approves.
    CircuitApprovalMissing = "circuit.approval-missing",
    /// A step comes after the approval.
    CircuitApprovalNotLast = "circuit.approval-not-last",
    /// Steps of one group are of different kinds.
    CircuitKindsMixed = "circuit.kinds-mixed",
    /// Only opinions and approvals run in parallel.
    CircuitParallelCheck = "circuit.parallel-check",
    /// More than 40 steps.
    CircuitTooManySteps = "circuit.too-many-steps",
    /// Opinions need a deadline.
    CircuitDeadlineMissing = "circuit.deadline-missing",
    /// Somebody stands twice in one group.
    CircuitOwnerTwice = "circuit.owner-twice",
    /// A step stands twice.
    CircuitStepTwice = "circuit.step-twice",
    /// Nobody checks the content.
    CircuitContentCheckMissing = "circuit.content-check-missing",
    /// Nobody checks the form.
    CircuitFormCheckMissing = "circuit.form-check-missing",
    /// The submission has no such step.
    SubmissionStepUnknown = "submission.step-unknown",
    /// The step is not open.
    SubmissionStepNotOpen = "submission.step-not-open",
    /// The step belongs to another position.
    SubmissionNotOwner = "submission.not-owner",
    /// Another version was seen than the current one.
    SubmissionOtherVersion = "submission.other-version",
    /// This answer does not fit the step.
    SubmissionWordUnfit = "submission.word-unfit",
    /// A reason is needed.
    SubmissionReasonMissing = "submission.reason-missing",
    /// A substitute never approves.
    SubmissionSubstitute = "submission.substitute",
    /// Only the drafter takes it back.
    SubmissionNotDrafter = "submission.not-drafter",
    /// Only steps that have not begun can be changed.
    SubmissionStepsPassed = "submission.steps-passed",
    /// There is no step before this one.
    SubmissionNothingBefore = "submission.nothing-before",
    /// The deadline of the opinions has not passed.
    SubmissionDeadlineOpen = "submission.deadline-open",
    /// A file came in at the approval or by the approver; marked and counted.
    SubmissionFileAtApproval = "submission.file-at-approval",
    /// Nobody leads.
    AssignLeadMissing = "assign.lead-missing",
    /// More than one lead.
    AssignLeadTwice = "assign.lead-twice",
    /// The lead needs a due date.
    AssignDueMissing = "assign.due-missing",
    /// The due date has passed already.
    AssignDuePast = "assign.due-past",
    /// Somebody is assigned twice.
    AssignOwnerTwice = "assign.owner-twice",
    /// More than 2000 assignments at once.
    AssignTooMany = "assign.too-many",
    /// The due date is no working day.
    AssignDueDayOff = "assign.due-day-off",
    /// No result.
    TaskResultMissing = "task.result-missing",
    /// The new due date is not later.
    TaskDueNotLater = "task.due-not-later",
    /// There is no due date to move.
    TaskDueNotSet = "task.due-not-set",
    /// A reason is needed.
    TaskReasonMissing = "task.reason-missing",
    /// Reminded already today.
    TaskRemindedToday = "task.reminded-today",
    /// The signer does not hold the position on that day.
    SignPositionNotHeld = "sign.position-not-held",
    /// A substitute never signs for somebody else.
    SignSubstitute = "sign.substitute",
    /// No mandate, and the signer is not the head.
    SignMandateMissing = "sign.mandate-missing",
    /// The mandate has not begun.
    SignMandateNotYet = "sign.mandate-not-yet",
    /// The mandate has ended.
    SignMandateEnded = "sign.mandate-ended",
    /// The mandate belongs to another position.
    SignMandateOfAnother = "sign.mandate-of-another",
    /// The mandate names no basis.
    SignBasisMissing = "sign.basis-missing",
    /// The kind of document is outside the mandate.
    SignKindOutside = "sign.kind-outside",
    /// The field is outside the mandate.
    SignFieldOutside = "sign.field-outside",
    /// A TUQ mandate needs an end and a content.
    SignUnlimited = "sign.unlimited",
    /// A TUQ mandate is not passed on.
    SignPassedOn = "sign.passed-on",
    /// Signing in passed-down order needs the post of the unit's head.
    SignThroughMissing = "sign.through-missing",
    /// An organisation cannot be its own parent.
    LineSelf = "line.self",
    /// The line would lead back to the organisation.
    LineCycle = "line.cycle",
    /// Two parents on one line at a time.
    LineTwoParents = "line.two-parents",
    /// Two names at a time.
    NameOverlap = "name.overlap",
    /// Open tasks have no other owner.
    LeaveTasksOpen = "leave.tasks-open",
    /// Submissions wait for this position.
    LeaveSubmissionsOpen = "leave.submissions-open",
    /// Reserved numbers wait to be used.
    LeaveNumbersReserved = "leave.numbers-reserved",
    /// Numbered documents wait to be issued.
    LeaveNumberedNotIssued = "leave.numbered-not-issued",
    /// Open dossiers have to be handed over.
    LeaveDossiersOpen = "leave.dossiers-open",
    /// No other clerk would be left.
    LeaveLastClerk = "leave.last-clerk",
    /// No other leader would be left.
    LeaveLastLeader = "leave.last-leader",
    /// The seal or its key device has to be handed over in writing.
    LeaveSealHeld = "leave.seal-held",
    /// A mandate has to be ended.
    LeaveMandateRunning = "leave.mandate-running",
    /// A substitution ends with the position.
    LeaveSubstituteRunning = "leave.substitute-running",
    /// Nothing is in it.
    CloseEmpty = "close.empty",
    /// A task in it is open.
    CloseTaskOpen = "close.task-open",
    /// A draft or duplicate is still in it.
    CloseDraftInside = "close.draft-inside",
    /// A document in it is not finished.
    CloseDocumentUnfinished = "close.document-unfinished",
    /// The retention is not fixed.
    CloseRetentionMissing = "close.retention-missing",
    /// Sheets or files are not counted.
    ClosePageCountMissing = "close.page-count-missing",
    /// Open after the end of its work for more than a year.
    CloseLate = "close.late",
}
}

use Problem as P;

/// Problems that do not stop the verb.
const WARNINGS: &[Problem] = &[
    P::IssueBasisOutOfForce,
    P::IssueDossierMissing,
    P::IssueLate,
    P::FinishDossierMissing,
    P::PaperNotListed,
    P::RegisterMisaddressed,
    P::NumberShowsTrueDay,
    P::CircuitContentCheckMissing,
    P::CircuitFormCheckMissing,
    P::SubmissionFileAtApproval,
    P::AssignDueDayOff,
    P::LeaveSubstituteRunning,
    P::CloseLate,
];

impl Problem {
    /// Whether it stops the verb.
    #[must_use]
    pub fn severity(self) -> Severity {
        if WARNINGS.contains(&self) { Severity::Warning } else { Severity::Blocker }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_of_one_shape() {
        let mut codes: Vec<_> = Problem::ALL.iter().map(|problem| problem.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Problem::ALL.len());
        for code in codes {
            let (thing, what) = code.split_once('.').unwrap();
            let is_word = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            assert!(is_word(thing) && is_word(what), "{code}");
        }
    }
}
