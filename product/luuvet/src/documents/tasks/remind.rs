//! Nhắc: one owner, or everybody who has not opened a document. Counted and kept.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::assignments::due::{self, Due};
use luuvet_domain::ids::{DocumentId, TaskId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::documents::permitted;
use crate::documents::tasks::{owned, store, told};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Whoever looks after open work reminds its owner of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemindTask {
    /// Which task.
    pub task: TaskId,
}

impl Verb for RemindTask {
    type Out = i64;
    const NAME: &'static str = "remind-task";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<i64>, Refusal> {
        let task = owned::overseen(work, self.task, Action::Remind).await?;
        let (organisation, now, by) = (work.organisation(), work.now(), work.position()?);
        let last = store::last_reminder(work.tx, organisation, task.id).await?;
        let due = Due { day: task.due, extensions: 0, reminders: 0, reminded: last.map(clock::day) };
        due::remind(&due, work.today()).map_err(told)?;
        if !store::remind(work.tx, organisation, task.id, by, now).await? {
            return Err(Refusal::Meanwhile(Problem::new("task-not-now")));
        }
        let count = task.reminders + 1;
        let event = Event::new(EventKind::TaskReminded, Subject::Document(task.document.0));
        work.finish(event.private("to", &task.owner).number("count", count), count).await
    }
}

/// Whoever looks after a document reminds everybody who has not opened it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemindReaders {
    /// Which.
    pub document: DocumentId,
}

impl Verb for RemindReaders {
    type Out = u64;
    const NAME: &'static str = "remind-readers";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<u64>, Refusal> {
        let (document, _) = permitted::permitted(work, self.document).await?;
        work.require(Action::Remind)?;
        let everybody = work.actor.may(Action::Direct);
        let (organisation, now, by) = (work.organisation(), work.now(), work.position()?);
        let today = start_of(work.today());
        let reminded = store::remind_unread(work.tx, organisation, document.id, by, everybody, today, now).await?;
        if reminded == 0 {
            return Err(Refusal::invalid(Problem::new("task-reminded-today")));
        }
        let event = Event::new(EventKind::TaskReminded, Subject::Document(document.id.0));
        let event = event.private("to", format!("{reminded} người chưa đọc"));
        work.finish(event.number("count", 1), reminded).await
    }
}

fn start_of(day: Date) -> i64 {
    clock::instant(day, 0, 0)
}
