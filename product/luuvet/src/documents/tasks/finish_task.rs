//! The lead finishes with a result; with the last lead the document is finished and its sender hears of it.

use luuvet_domain::assignments::{self, State};
use luuvet_domain::delivery::Report;
use luuvet_domain::documents::incoming;
use luuvet_domain::ids::{DocumentId, DossierId, FileId, TaskId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::incoming::report;
use crate::documents::permitted;
use crate::documents::store::{self, Document, NewFile, Task};
use crate::documents::tasks::{self, limits, open, owned};
use crate::dossiers;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The owner of a lead is done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FinishTask {
    /// Which task.
    pub task: TaskId,
    /// What came of it, in a sentence; may be empty when an answer is named.
    pub result: String,
    /// The outgoing document that answers.
    pub answer: Option<DocumentId>,
    /// Where the document is filed.
    pub dossier: Option<DossierId>,
    /// Evidence, its blob stored already: a photo, a list.
    pub evidence: Option<NewFile>,
}

impl Verb for FinishTask {
    type Out = ();
    const NAME: &'static str = "finish-task";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let task = owned::own(work, self.task).await?;
        let (document, _) = permitted::permitted(work, task.document).await?;
        let result = vietnamese::fold::nfc(self.result.trim());
        limits::not_too_long(&result, "result")?;
        let (others, parts) =
            tasks::store::open_leads(work.tx, document.organisation, document.id, Some(task.id)).await?;
        if parts > 0 {
            return Err(Refusal::invalid(Problem::new("task-part-open").with("owner", parts)));
        }
        let result = answered(work, &document, self.answer, result).await?;
        let next = rule(&task, &result)?;
        if let Some(file) = &self.evidence {
            attach(work, &document, file).await?;
        }
        if let Some(dossier) = self.dossier {
            dossiers::file::file(work, dossier, &document).await?;
        }
        if task.opened_at.is_none() {
            open::open(work, &task).await?;
        }
        close(work, &task, next, &result).await?;
        end_supports(work, &task, others).await?;
        if others == 0 && document.direction == "incoming" {
            let finished = end_document(work, &document, &result).await?;
            work.note(finished);
        }
        let event = Event::new(EventKind::TaskDone, Subject::Document(task.document.0)).private("result", result);
        work.finish(event, ()).await
    }
}

/// The state after finishing, or what is missing, at its field.
fn rule(task: &Task, result: &str) -> Result<State, Refusal> {
    let state = State::from_code(&task.state).map_err(|_| Refusal::Broken(format!("task state {}", task.state)))?;
    let refused = |refusal| match tasks::told(refusal) {
        Refusal::Invalid(all) => Refusal::Invalid(all.into_iter().map(|problem| problem.at("result")).collect()),
        other => other,
    };
    assignments::finish(owned::kind(task)?, state, !result.is_empty()).map_err(refused)
}

/// Notes the answer for every open reply demand; without words of its own the result names it.
async fn answered(
    work: &mut Work<'_>,
    document: &Document,
    answer: Option<DocumentId>,
    result: String,
) -> Result<String, Refusal> {
    let Some(answer) = answer else { return Ok(result) };
    let (answering, _) = permitted::permitted(work, answer).await?;
    let is_sent = answering.direction == "outgoing" && answering.symbol.is_some();
    if !is_sent {
        return Err(Refusal::invalid(Problem::new("answer-not-issued").at("answer")));
    }
    tasks::store::answer_demands(work.tx, document.organisation, document.id, answer).await?;
    Ok(if result.is_empty() { answering.symbol.unwrap_or_default() } else { result })
}

async fn attach(work: &mut Work<'_>, document: &Document, file: &NewFile) -> Result<(), Refusal> {
    let (id, now, by): (FileId, _, _) = (work.id(), work.now(), work.position()?);
    store::files::add(work.tx, document.organisation, document.id, id, file, None, by, now).await?;
    let event = Event::new(EventKind::FileAdded, Subject::Document(document.id.0)).private("file", &file.name);
    work.note(event);
    Ok(())
}

async fn close(work: &mut Work<'_>, task: &Task, next: State, result: &str) -> Result<(), Refusal> {
    let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
    if store::tasks::close(work.tx, organisation, task.id, next.code(), result, by, now).await? {
        return Ok(());
    }
    Err(Refusal::Meanwhile(Problem::new("task-not-now")))
}

/// Support ends with the lead: of the same part, or of the whole document with its last lead.
async fn end_supports(work: &mut Work<'_>, task: &Task, others: i64) -> Result<(), Refusal> {
    let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
    let ended = State::EndedWithLead.code();
    if others == 0 {
        store::tasks::close_kind(work.tx, organisation, task.document, "support", ended, by, now).await?;
    } else if let Some(parent) = task.parent {
        tasks::store::end_supports_of(work.tx, organisation, parent, ended, by, now).await?;
    }
    Ok(())
}

/// Finishes an incoming document, tells its sender and gives the event; refuses with everything that is missing.
pub(super) async fn end_document(work: &mut Work<'_>, document: &Document, result: &str) -> Result<Event, Refusal> {
    let (organisation, now) = (work.organisation(), work.now());
    let state = incoming::State::from_code(&document.state)
        .map_err(|_| Refusal::Broken(format!("document state {}", document.state)))?;
    let facts = incoming::FinishFacts {
        has_result: !result.is_empty(),
        open_demands: tasks::store::open_demands(work.tx, organisation, document.id).await?,
        has_dossier: dossiers::store::is_filed(work.tx, organisation, document.id).await?,
    };
    let (next, _) = incoming::finish(state, &facts).map_err(tasks::told)?;
    if !store::documents::set_state(work.tx, organisation, document.id, state.code(), next.code(), now).await? {
        return Err(Refusal::Meanwhile(Problem::new("task-not-now")));
    }
    // Whether it is answered follows from the answer that the sender receives.
    report(work, document.id, Report::Start).await?;
    Ok(Event::new(EventKind::DocumentFinished, Subject::Document(document.id.0)).private("result", result))
}
