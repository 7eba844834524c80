//! Who has opened, read, acknowledged and answered a document: the read ladder.

use luuvet_domain::access::Action;
use luuvet_domain::assignments::reading::Rung;

use crate::documents::store::{Document, Task};
use crate::documents::tasks::owned;
use crate::work::Actor;

/// How far everybody has come; the part `documents/tasks/views/readers.html` shows it.
#[derive(Clone, Debug, Default)]
pub struct Readers {
    /// Where the whole list is.
    pub href: String,
    /// Everybody who was given the document.
    pub total: usize,
    /// Who has opened it.
    pub opened: usize,
    /// Everybody, those who have come least far first.
    pub people: Vec<Reader>,
    /// Where to remind those who have not opened it; none when the reader of the page may not or all have.
    pub remind: Option<String>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The owner in words.
    pub name: String,
    /// `lead`, `support` or `inform`.
    pub kind: String,
    /// The code of the rung.
    pub rung: &'static str,
    /// When it was reached, UTC microseconds.
    pub at: Option<i64>,
    /// Times it was reminded of.
    pub reminders: i64,
}

impl Readers {
    /// The ladder of a document from its tasks.
    #[must_use]
    pub fn of(document: &Document, tasks: &[Task], actor: &Actor) -> Self {
        let given: Vec<&Task> =
            tasks.iter().filter(|task| owned::kind(task).is_ok() && task.state != "taken-away").collect();
        let mut people: Vec<(Rung, Reader)> = given.iter().map(|task| reader(task)).collect();
        people.sort_by_key(|(rung, _)| *rung);
        let unread = |task: &&&Task| task.opened_at.is_none() && task.state == "open";
        let may = actor.may(Action::Remind)
            && given.iter().filter(unread).any(|task| owned::oversees(actor, task) && !owned::owns(actor, task));
        Self {
            href: format!("/documents/{}/readers", document.id),
            total: given.len(),
            opened: given.iter().filter(|task| task.opened_at.is_some()).count(),
            people: people.into_iter().map(|(_, reader)| reader).collect(),
            remind: may.then(|| format!("/documents/{}/remind-readers", document.id)),
        }
    }
}

fn reader(task: &Task) -> (Rung, Reader) {
    let answered = task.done_at.filter(|_| task.kind != "inform" && task.state == "finished");
    let rungs = [
        (Rung::Answered, answered),
        (Rung::Acknowledged, task.acknowledged_at),
        (Rung::ReadToEnd, task.read_at),
        (Rung::Opened, task.opened_at),
    ];
    let reached = rungs.into_iter().find(|(_, at)| at.is_some());
    let (rung, at) = reached.unwrap_or((Rung::Delivered, None));
    let reader =
        Reader { name: task.owner.clone(), kind: task.kind.clone(), rung: rung.code(), at, reminders: task.reminders };
    (rung, reader)
}
