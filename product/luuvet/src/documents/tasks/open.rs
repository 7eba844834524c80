//! Opening a document, and reading it to the end.

use luuvet_domain::assignments;
use luuvet_domain::delivery::Report;
use luuvet_domain::documents::incoming;
use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::incoming::report;
use crate::documents::permitted;
use crate::documents::store::{self, Document, Task};
use crate::documents::tasks::{owned, store as tasks};
use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Done, Verb, Work};

/// The page of a document became visible to somebody who has work with it. What is for information ends by that.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Open {
    /// Which.
    pub document: DocumentId,
}

/// Whether opening changes anything of this task.
#[must_use]
pub fn is_news(task: &Task) -> bool {
    task.state == "open" && (task.opened_at.is_none() || task.kind == "inform")
}

impl Verb for Open {
    type Out = ();
    const NAME: &'static str = "open";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = permitted::permitted(work, self.document).await?;
        let day = work.today().to_string();
        let own = tasks::own(work.tx, work.actor, self.document, &day).await?;
        let fresh: Vec<&Task> = own.iter().filter(|task| is_news(task)).collect();
        let Some(first) = fresh.first() else {
            return Err(Refusal::Meanwhile(Problem::new("task-opened-already")));
        };
        owned::note_owner(work, own.iter().find(|task| is_mine(work.actor, task)).unwrap_or(first));
        for task in &fresh {
            open(work, task).await?;
        }
        if fresh.iter().any(|task| task.kind == "lead") {
            start(work, &document).await?;
        }
        work.finish(Event::new(EventKind::DocumentOpened, Subject::Document(self.document.0)), ()).await
    }
}

fn is_mine(actor: &Actor, task: &Task) -> bool {
    task.owner_position == actor.position
}

/// Marks a task as opened; ends it when it was for information.
pub(super) async fn open(work: &mut Work<'_>, task: &Task) -> Result<(), Refusal> {
    let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
    tasks::mark_opened(work.tx, organisation, task.id, now).await?;
    if task.kind == "inform" {
        let next = owned::step(task, assignments::Verb::Read)?;
        if !store::tasks::close(work.tx, organisation, task.id, next.code(), "", by, now).await? {
            return Err(Refusal::Meanwhile(Problem::new("task-not-now")));
        }
    }
    Ok(())
}

/// The lead has begun: the document is in progress, and its sender hears of it.
async fn start(work: &mut Work<'_>, document: &Document) -> Result<(), Refusal> {
    let Ok(state) = incoming::State::from_code(&document.state) else { return Ok(()) };
    if document.direction != "incoming" {
        return Ok(());
    }
    let Ok(next) = incoming::step(state, incoming::Verb::Start) else { return Ok(()) };
    let (organisation, now) = (work.organisation(), work.now());
    if store::documents::set_state(work.tx, organisation, document.id, state.code(), next.code(), now).await? {
        report(work, document.id, Report::Start).await?;
    }
    Ok(())
}

/// Somebody has seen the last page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadToEnd {
    /// Which.
    pub document: DocumentId,
}

/// Whether reading to the end is news for this task.
#[must_use]
pub fn is_unread(task: &Task) -> bool {
    task.read_at.is_none() && task.state != "taken-away"
}

impl Verb for ReadToEnd {
    type Out = ();
    const NAME: &'static str = "read-to-end";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        permitted::permitted(work, self.document).await?;
        let (day, organisation, now) = (work.today().to_string(), work.organisation(), work.now());
        let own = tasks::own(work.tx, work.actor, self.document, &day).await?;
        let unread: Vec<&Task> = own.iter().filter(|task| is_unread(task)).collect();
        let Some(first) = unread.first() else {
            return Err(Refusal::Meanwhile(Problem::new("task-opened-already")));
        };
        owned::note_owner(work, own.iter().find(|task| is_mine(work.actor, task)).unwrap_or(first));
        for task in &unread {
            if is_news(task) {
                open(work, task).await?;
            }
            tasks::mark_read(work.tx, organisation, task.id, now).await?;
        }
        work.finish(Event::new(EventKind::DocumentRead, Subject::Document(self.document.0)), ()).await
    }
}
