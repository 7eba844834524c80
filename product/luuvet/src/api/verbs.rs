//! What a program can do: the verbs of the pages, one line each.
//!
//! Not here are verbs of the system itself (what arrives from another organisation, what a job does) and of a person's
//! own account. Verbs that bring files or what was seen on a file have a body of their own: the server looks itself.

mod joint;
mod paper;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;
use luuvet_domain::ids::{DocumentId, DossierId, TaskId};
use serde::{Deserialize, Serialize};

use super::caller::Caller;
use super::operation::{Operation, carry_out, looked_at, verb};
use super::scope::Scope::{DocumentsWrite, OrganisationWrite, RegistersWrite};
use crate::app::App;
use crate::documents::delivery::issue::{Issue, Issued};
use crate::documents::delivery::{add_recipients, look, ready, recall_document, remind_recipient};
use crate::documents::incoming::{
    arrive, direct, hand_over, order, particulars::Particulars, refuse, register, rule, submit as lay,
};
use crate::documents::outgoing::{
    add_file, approve, change_draft, change_steps, close_opinions, discard_draft, draft, give_opinion, pass_step,
    remove_file, rendition, return_approved, return_to_drafter, send_back, submit, withdraw,
};
use crate::documents::registers::{
    cancel, confirm_register, insert, number, number_series, open_register, reserve, use_reserved,
};
use crate::documents::store::NewFile;
use crate::documents::tasks::{
    acknowledge, extend_due, finish_document, finish_task, hand_on, open, remind, support, undo,
};
use crate::documents::{file, permitted};
use crate::dossiers::close::CloseDossier;
use crate::dossiers::file::FileDocument;
use crate::dossiers::open::OpenDossier;
use crate::notices::mark_read;
use crate::organisations::mandates::{
    EndMandate, EndSubstitute, GiveMandate, HandOverSeal, NameSubstitute, ReturnSeal,
};
use crate::organisations::people::{CorrectPerson, HandOverWork, LeavePosition, SetRoles, TakePosition};
use crate::organisations::{calendar, close_department, enter_person, open_department, open_position};
use crate::refusal::{Problem, Refusal};
use crate::web::upload::Uploaded;

pub(super) fn operations() -> Vec<Operation> {
    let mut all = incoming();
    all.extend(work());
    all.extend(outgoing());
    all.extend(paper::operations());
    all.extend(joint::operations());
    all.extend(numbers());
    all.extend(organisation());
    all
}

fn incoming() -> Vec<Operation> {
    let s = DocumentsWrite;
    vec![
        looked_at(s, "arrivals", "arrive", "Takes in a document that came as files or on paper.", &[], arrive_with),
        verb::<register::Register>(s, "documents/{document}/register", "Gives an arrival its number."),
        verb::<refuse::Refuse>(
            s,
            "documents/{document}/refuse",
            "Refuses an arrival with a reason; the sender is told.",
        ),
        verb::<lay::SubmitIncoming>(
            s,
            "documents/{document}/submit-incoming",
            "Lays a registered document before a leader.",
        ),
        verb::<direct::Direct>(s, "documents/{document}/direct", "Directs and assigns an incoming document."),
        verb::<hand_over::HandOverOriginal>(
            s,
            "documents/{document}/hand-over",
            "Hands the paper original to somebody.",
        ),
        verb::<hand_over::ReceiptOriginal>(
            s,
            "documents/{document}/receipt",
            "Confirms that one holds the paper original.",
        ),
        verb::<rule::AddSubmissionRule>(s, "submission-rules", "Says to whom documents of a kind are submitted."),
        verb::<rule::RemoveSubmissionRule>(s, "submission-rules/{rule}/remove", "Ends such a rule."),
    ]
}

fn work() -> Vec<Operation> {
    let s = DocumentsWrite;
    vec![
        verb::<open::Open>(s, "documents/{document}/open", "Notes that the page of a document became visible."),
        verb::<open::ReadToEnd>(s, "documents/{document}/read", "Notes that a document was read to its end."),
        verb::<acknowledge::Acknowledge>(
            s,
            "tasks/{task}/acknowledge",
            "Acknowledges a document that one was informed of.",
        ),
        verb::<support::GiveSupport>(s, "tasks/{task}/support", "Gives an opinion as a supporter, or has none."),
        looked_at(s, "tasks/{task}/finish", "finish-task", "Finishes a task with a result.", &[], finish_with),
        verb::<finish_document::FinishDocument>(s, "documents/{document}/finish", "Finishes an incoming document."),
        verb::<finish_document::Reopen>(s, "documents/{document}/reopen", "Takes a finished document up again."),
        verb::<hand_on::AssignDown>(s, "tasks/{task}/assign", "Gives a department's task to persons."),
        verb::<hand_on::Reassign>(s, "tasks/{task}/reassign", "Gives a task to somebody else."),
        verb::<hand_on::ReturnTask>(s, "tasks/{task}/return", "Returns a task to who gave it."),
        verb::<extend_due::ExtendDue>(s, "tasks/{task}/extend", "Moves a task's last day, with a reason."),
        verb::<remind::RemindTask>(s, "tasks/{task}/remind", "Reminds the owner of a task."),
        verb::<remind::RemindReaders>(s, "documents/{document}/remind-readers", "Reminds everybody who has not read."),
        verb::<undo::Undo>(s, "tasks/{task}/undo", "Takes back what was done within ten minutes."),
        looked_at(s, "notices/read", "read-notices", "Marks what one was told as read.", &[], read_notices),
        verb::<OpenDossier>(s, "dossiers", "Opens a dossier."),
        verb::<FileDocument>(s, "documents/{document}/file", "Files a document in a dossier."),
        verb::<CloseDossier>(s, "dossiers/{dossier}/close", "Closes a dossier."),
    ]
}

fn outgoing() -> Vec<Operation> {
    let s = DocumentsWrite;
    vec![
        verb::<draft::Draft>(s, "drafts", "Begins a draft."),
        verb::<change_draft::ChangeDraft>(
            s,
            "documents/{document}/change",
            "Changes a draft; recipients are replaced as a whole.",
        ),
        looked_at(s, "documents/{document}/files", "add-file", "Adds files to a draft.", &[], add_files),
        verb::<remove_file::RemoveFile>(s, "documents/{document}/files/{file}/remove", "Removes a file of a draft."),
        verb::<submit::Submit>(s, "documents/{document}/submit", "Submits a draft to its circuit."),
        verb::<pass_step::PassStep>(s, "documents/{document}/steps/{step}/pass", "Passes a check of content or form."),
        verb::<give_opinion::GiveOpinion>(
            s,
            "documents/{document}/steps/{step}/opinion",
            "Gives an opinion in a circuit.",
        ),
        verb::<close_opinions::CloseOpinions>(
            s,
            "documents/{document}/close-opinions",
            "Ends the round of opinions with a summary.",
        ),
        verb::<approve::Approve>(
            s,
            "documents/{document}/steps/{step}/approve",
            "Approves exactly what was seen: the manifest's hash.",
        ),
        verb::<send_back::SendBack>(
            s,
            "documents/{document}/steps/{step}/send-back",
            "Sends a submission back one step.",
        ),
        verb::<return_to_drafter::ReturnToDrafter>(
            s,
            "documents/{document}/steps/{step}/return",
            "Returns a submission to its drafter.",
        ),
        verb::<withdraw::Withdraw>(s, "documents/{document}/withdraw", "Withdraws a submission."),
        verb::<change_steps::ChangeSteps>(s, "documents/{document}/change-steps", "Changes the steps that remain."),
        verb::<return_approved::ReturnApproved>(
            s,
            "documents/{document}/return-approved",
            "Returns an approved document before it is issued.",
        ),
        verb::<discard_draft::DiscardDraft>(s, "documents/{document}/discard", "Discards a draft."),
        looked_at(
            s,
            "documents/{document}/issue",
            "issue",
            "Issues a numbered document to its recipients.",
            &["look"],
            issue,
        ),
        verb::<add_recipients::AddRecipients>(
            s,
            "documents/{document}/recipients",
            "Sends an issued document to further recipients.",
        ),
        verb::<remind_recipient::RemindRecipient>(
            s,
            "documents/{document}/recipients/{recipient}/remind",
            "Reminds a recipient.",
        ),
        verb::<recall_document::RecallDocument>(s, "documents/{document}/recall", "Recalls an issued document."),
    ]
}

fn numbers() -> Vec<Operation> {
    let s = RegistersWrite;
    vec![
        verb::<number::GiveNumber>(s, "documents/{document}/number", "Gives an approved document its number and date."),
        verb::<number_series::NumberSeries>(s, "registers/series", "Gives consecutive numbers to several documents."),
        verb::<reserve::ReserveNumber>(s, "registers/{register}/reserve", "Reserves the next number."),
        verb::<use_reserved::UseReservedNumber>(
            s,
            "registers/{register}/use-reserved",
            "Gives a reserved number to a document.",
        ),
        verb::<insert::InsertNumber>(s, "registers/{register}/insert", "Inserts a number behind another one (12a)."),
        verb::<cancel::CancelNumber>(s, "registers/{register}/cancel", "Cancels a number, with a reason."),
        verb::<open_register::OpenRegister>(s, "registers", "Opens a register for a year."),
        verb::<confirm_register::ConfirmRegister>(
            s,
            "registers/{register}/confirm",
            "Confirms a register that was opened in mid-year.",
        ),
    ]
}

fn organisation() -> Vec<Operation> {
    let s = OrganisationWrite;
    vec![
        verb::<calendar::add_days::AddDays>(s, "calendar", "Adds days off or days worked to the working days."),
        verb::<calendar::remove_day::RemoveDay>(s, "calendar/remove", "Takes an added day back."),
        verb::<open_department::OpenDepartment>(s, "departments", "Opens a department."),
        verb::<close_department::CloseDepartment>(s, "departments/{department}/close", "Closes a department."),
        looked_at(
            s,
            "people",
            "enter-person",
            "Enters a person; a login gets its password by invitation.",
            &["password_hash"],
            enter,
        ),
        verb::<CorrectPerson>(s, "people/{person}/correct", "Corrects a person's name and addresses."),
        verb::<open_position::OpenPosition>(s, "positions", "Opens a position."),
        verb::<TakePosition>(s, "positions/{position}/take", "A person takes a position."),
        verb::<LeavePosition>(s, "positions/{position}/leave", "A person leaves a position; its work stays with it."),
        verb::<HandOverWork>(
            s,
            "positions/{position}/hand-over",
            "Hands everything open of a position to another one, or back to its givers.",
        ),
        verb::<SetRoles>(s, "positions/{position}/roles", "Sets what a position may do."),
        verb::<GiveMandate>(s, "mandates", "Gives a mandate to sign."),
        verb::<EndMandate>(s, "mandates/{mandate}/end", "Ends a mandate."),
        verb::<NameSubstitute>(s, "substitutes", "Names a substitute for a period."),
        verb::<EndSubstitute>(s, "substitutes/{substitution}/end", "Ends a substitution."),
        verb::<HandOverSeal>(s, "seal", "Hands the seal over, in writing."),
        verb::<ReturnSeal>(s, "seal/{hand_over}/return", "Takes the seal back."),
    ]
}

/// A file in a body.
#[derive(Debug, Serialize, Deserialize)]
struct FileBody {
    name: String,
    /// Base64.
    content: String,
}

impl FileBody {
    fn decoded(self) -> Result<Uploaded, Refusal> {
        let bytes = STANDARD.decode(self.content.as_bytes());
        let bytes = bytes.map_err(|_| Refusal::invalid(Problem::new("api-base64").at("content")))?;
        Ok(Uploaded::held("file", &self.name, bytes))
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct ArriveBody {
    paper: bool,
    particulars: Particulars,
    pages: i64,
    answer_by: Option<Date>,
    anyway: bool,
    /// The files hold no state secrets.
    declared: bool,
    files: Vec<FileBody>,
}

async fn arrive_with(app: App, caller: Caller, body: ArriveBody) -> Result<DocumentId, Refusal> {
    let mut files = Vec::new();
    for one in body.files {
        files.push(file::take_in(&app, &caller.actor, one.decoded()?, "attachment", body.declared).await?);
    }
    let ArriveBody { paper, particulars, pages, answer_by, anyway, .. } = body;
    let files = order::order(&app, files, paper, &particulars.subject).await?;
    carry_out(&app, &caller, arrive::Arrive { paper, particulars, pages, answer_by, files, anyway }).await
}

#[derive(Debug, Serialize, Deserialize)]
struct FinishBody {
    task: TaskId,
    result: String,
    answer: Option<DocumentId>,
    dossier: Option<DossierId>,
    /// The evidence holds no state secrets.
    declared: Option<bool>,
    evidence: Option<FileBody>,
}

async fn finish_with(app: App, caller: Caller, body: FinishBody) -> Result<(), Refusal> {
    let evidence: Option<NewFile> = match body.evidence {
        Some(one) => {
            let declared = body.declared == Some(true);
            Some(file::take_in(&app, &caller.actor, one.decoded()?, "attachment", declared).await?)
        }
        None => None,
    };
    let FinishBody { task, result, answer, dossier, .. } = body;
    carry_out(&app, &caller, finish_task::FinishTask { task, result, answer, dossier, evidence }).await
}

#[derive(Debug, Serialize, Deserialize)]
struct FilesBody {
    document: DocumentId,
    /// `draft`, `rendition`, `attachment` or `basis`.
    role: String,
    /// Why they come late, when the circuit is running.
    reason: Option<String>,
    /// The files hold no state secrets.
    declared: bool,
    files: Vec<FileBody>,
}

async fn add_files(app: App, caller: Caller, body: FilesBody) -> Result<(), Refusal> {
    permitted::find(&mut app.read().await?, &caller.actor, body.document).await?;
    let uploaded = body.files.into_iter().map(FileBody::decoded).collect::<Result<Vec<_>, _>>()?;
    let files = rendition::take_in(&app, &caller.actor, uploaded, &body.role, body.declared).await?;
    let verb = add_file::AddFile { document: body.document, files, reason: body.reason.unwrap_or_default() };
    carry_out(&app, &caller, verb).await.map(|_| ())
}

/// What is on the rendition is looked at here; the program cannot say it.
async fn issue(app: App, caller: Caller, mut body: Issue) -> Result<Issued, Refusal> {
    let mut tx = app.read().await?;
    let (document, files) = permitted::find(&mut tx, &caller.actor, body.document).await?;
    let (_, rendition) = ready::rendition(&mut tx, &document, &files).await?;
    drop(tx);
    body.look = match rendition {
        Some(rendition) => Some(look::look(&app, &rendition).await?),
        None => None,
    };
    carry_out(&app, &caller, body).await
}

async fn enter(
    app: App,
    caller: Caller,
    body: enter_person::EnterPerson,
) -> Result<luuvet_domain::ids::PersonId, Refusal> {
    carry_out(&app, &caller, body).await
}

#[derive(Deserialize)]
struct ReadNotices {
    /// Up to this instant, UTC microseconds; all without it.
    until: Option<i64>,
}

/// How many were unread.
#[derive(Serialize, Deserialize)]
struct Marked {
    marked: u64,
}

async fn read_notices(app: App, caller: Caller, input: ReadNotices) -> Result<Marked, Refusal> {
    let person = caller.actor.person.ok_or(Refusal::NotFound)?;
    let until = input.until.unwrap_or_else(|| app.clock.now());
    Ok(Marked { marked: mark_read::all(&app, caller.actor.organisation, person, until).await? })
}
