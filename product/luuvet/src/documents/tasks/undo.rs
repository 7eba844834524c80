//! Hoàn tác: for ten minutes, whoever did a lawful thing takes it back. The first event stays; this one follows it.

use luuvet_domain::access::Action;
use luuvet_domain::delivery::Report;
use luuvet_domain::documents::incoming;
use luuvet_domain::ids::TaskId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::incoming::report;
use crate::documents::store::{self, Task};
use crate::documents::tasks::{self, hand_on, owned};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// How long, in microseconds.
pub const WINDOW: i64 = 10 * 60 * 1_000_000;

/// Takes back what was just done with a task.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Undo {
    /// Which task.
    pub task: TaskId,
    /// What was done: `acknowledge`, `support`, `finish` or `assign`.
    pub what: String,
}

impl Verb for Undo {
    type Out = ();
    const NAME: &'static str = "undo";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let task = owned::own(work, self.task).await?;
        let since = work.now() - WINDOW;
        match self.what.as_str() {
            "acknowledge" => acknowledged(work, &task, since).await?,
            "support" | "finish" => finished(work, &task, since).await?,
            "assign" => assigned(work, &task, since).await?,
            _ => return Err(Refusal::NotFound),
        }
        work.finish(Event::new(EventKind::ActionUndone, Subject::Document(task.document.0)), ()).await
    }
}

fn too_late() -> Refusal {
    Refusal::Meanwhile(Problem::new("undo-too-late"))
}

/// "Đã đọc" is taken back; work that had ended by it is open again, as opened.
async fn acknowledged(work: &mut Work<'_>, task: &Task, since: i64) -> Result<(), Refusal> {
    let (organisation, by) = (work.organisation(), work.actor.position);
    let ended_then = task.done_at.is_some() && task.done_at == task.acknowledged_at;
    let undone = if ended_then {
        tasks::store::open_again(work.tx, organisation, task.id, by, since).await?
    } else {
        tasks::store::unacknowledge(work.tx, organisation, task.id, since).await?
    };
    if undone { Ok(()) } else { Err(too_late()) }
}

/// The work is open again, with the supports that ended with it; a document that was finished by it is taken up again.
async fn finished(work: &mut Work<'_>, task: &Task, since: i64) -> Result<(), Refusal> {
    let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
    let ended_at = task.done_at.ok_or_else(too_late)?;
    if !tasks::store::open_again(work.tx, organisation, task.id, by, since).await? {
        return Err(too_late());
    }
    if task.kind != "lead" {
        return Ok(());
    }
    tasks::store::open_supports_again(work.tx, organisation, task.document, ended_at).await?;
    let document = store::documents::find(work.tx, organisation, task.document).await?.ok_or(Refusal::NotFound)?;
    let state = incoming::State::from_code(&document.state);
    if let (Ok(incoming::State::Finished), true) = (state, document.changed_at == ended_at) {
        let next = incoming::step(incoming::State::Finished, incoming::Verb::Reopen)
            .map_err(|error| tasks::told(error.into()))?;
        if !store::documents::set_state(work.tx, organisation, document.id, &document.state, next.code(), now).await? {
            return Err(too_late());
        }
        report(work, document.id, Report::Start).await?;
    }
    Ok(())
}

/// The parts are taken away again with the rights that they brought, unless somebody has opened one.
async fn assigned(work: &mut Work<'_>, task: &Task, since: i64) -> Result<(), Refusal> {
    work.require(Action::Assign)?;
    let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
    if tasks::store::touched_parts(work.tx, organisation, task.id, since).await? > 0 {
        return Err(Refusal::Meanwhile(Problem::new("undo-opened-already")));
    }
    if tasks::store::take_parts(work.tx, organisation, task.id, since, by, now).await? == 0 {
        return Err(too_late());
    }
    let reason = hand_on::part_reason(task.id);
    Ok(tasks::store::withdraw_grants(work.tx, organisation, task.document, &reason).await?)
}
