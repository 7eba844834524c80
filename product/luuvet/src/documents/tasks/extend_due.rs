//! Gia hạn: a later due day, with a reason.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::assignments::due::{self, Due};
use luuvet_domain::ids::TaskId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::tasks::{limits, owned, store, told};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Whoever looks after the work moves its due day.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExtendDue {
    /// Which task.
    pub task: TaskId,
    /// The new last day.
    pub day: Date,
    /// Why.
    pub reason: String,
}

impl Verb for ExtendDue {
    type Out = ();
    const NAME: &'static str = "extend-due";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let task = owned::overseen(work, self.task, Action::Assign).await?;
        let reason = vietnamese::fold::nfc(self.reason.trim());
        limits::not_too_long(&reason, "reason")?;
        let now = Due { day: task.due, extensions: 0, reminders: 0, reminded: None };
        due::extend(&now, self.day, &reason, work.today()).map_err(at_fields)?;
        let organisation = work.organisation();
        let (old, new) = (task.due.map(|day| day.to_string()).unwrap_or_default(), self.day.to_string());
        if !store::set_due(work.tx, organisation, task.id, &old, &new).await? {
            return Err(Refusal::Meanwhile(Problem::new("task-not-now")));
        }
        let event = Event::new(EventKind::DueExtended, Subject::Document(task.document.0));
        work.finish(event.code("due", vietnamese::dates::short(self.day)).private("reason", reason), ()).await
    }
}

fn at_fields(refusal: luuvet_domain::obstacles::Refusal) -> Refusal {
    let field = |problem: Problem| {
        let field = if problem.code == "task-reason-missing" { "reason" } else { "day" };
        problem.at(field)
    };
    match told(refusal) {
        Refusal::Invalid(all) => Refusal::Invalid(all.into_iter().map(field).collect()),
        other => other,
    }
}
