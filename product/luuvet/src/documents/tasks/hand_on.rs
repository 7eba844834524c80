//! Handing work on: back to its giver, to somebody else, or down to the person who does it.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::assignments::{self, Assignment, Kind};
use luuvet_domain::ids::{PositionId, TaskId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use vietnamese::working_days::Calendar;

use crate::documents::store::{self, Grantee, NewTask, Owner, Task};
use crate::documents::tasks::{self, limits, open, owned};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The owner sends its work back to whoever gave it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReturnTask {
    /// Which task.
    pub task: TaskId,
    /// Why.
    pub reason: String,
}

impl Verb for ReturnTask {
    type Out = ();
    const NAME: &'static str = "return-task";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let task = owned::own(work, self.task).await?;
        let reason = vietnamese::fold::nfc(self.reason.trim());
        limits::text(&reason, "reason")?;
        let giver = task.giver.ok_or_else(|| Refusal::invalid(Problem::new("task-giver-missing")))?;
        take_away(work, &task, &reason).await?;
        // A part goes back to the work of which it is a part: that is still open with its owner.
        if task.parent.is_none() {
            let new = NewTask { kind: "direct", giver: work.actor.position, ..again(work, &task, giver, &reason) };
            insert(work, &new).await?;
        }
        let event = Event::new(EventKind::TaskReturned, Subject::Document(task.document.0));
        work.finish(event.private("reason", reason), ()).await
    }
}

/// Whoever looks after the work gives it to somebody else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reassign {
    /// Which task.
    pub task: TaskId,
    /// To whom.
    pub to: PositionId,
    /// Why.
    pub reason: String,
}

impl Verb for Reassign {
    type Out = TaskId;
    const NAME: &'static str = "reassign";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<TaskId>, Refusal> {
        let task = owned::overseen(work, self.task, Action::Assign).await?;
        let reason = vietnamese::fold::nfc(self.reason.trim());
        limits::text(&reason, "reason")?;
        let to = receiver(work, self.to, "to").await?;
        if task.owner_position == Some(self.to) {
            return Err(Refusal::invalid(Problem::new("assign-same-owner").at("to")));
        }
        take_away(work, &task, &reason).await?;
        let instruction = task.instruction.clone();
        let new = NewTask { parent: task.parent, ..again(work, &task, self.to, &instruction) };
        insert(work, &new).await?;
        tasks::store::move_parts(work.tx, work.actor.organisation, task.id, new.id).await?;
        grant(work, &task, self.to, "task").await?;
        let event = assigned(&task, &to, task.due, &reason);
        let id = new.id;
        work.finish(event, id).await
    }
}

/// The head of a department gives the department's lead to the person who does it, and others to support.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AssignDown {
    /// The head's own lead.
    pub task: TaskId,
    /// Who leads.
    pub lead: PositionId,
    /// Who supports.
    pub supports: Vec<PositionId>,
    /// What to do.
    pub instruction: String,
    /// The last day; not after the head's own.
    pub due: Date,
}

impl Verb for AssignDown {
    type Out = ();
    const NAME: &'static str = "assign-down";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let task = owned::own(work, self.task).await?;
        work.require(Action::Assign)?;
        if task.kind != "lead" || task.state != "open" {
            return Err(Refusal::Meanwhile(Problem::new("task-not-now")));
        }
        let instruction = vietnamese::fold::nfc(self.instruction.trim());
        limits::not_too_long(&instruction, "instruction")?;
        self.check(&task, work.today(), &work.calendar().await?)?;
        let (_, parts) =
            tasks::store::open_leads(work.tx, work.actor.organisation, task.document, Some(task.id)).await?;
        if parts > 0 {
            return Err(Refusal::invalid(Problem::new("task-part-open").with("owner", parts)));
        }
        if task.opened_at.is_none() {
            open::open(work, &task).await?;
        }
        let lead = self.give(work, &task, "lead", self.lead, &instruction).await?;
        for support in &self.supports {
            let event = self.give(work, &task, "support", *support, &instruction).await?;
            work.note(event);
        }
        work.finish(lead, ()).await
    }
}

impl AssignDown {
    /// The rules of the domain for assignments, and not later than one's own day.
    fn check(&self, task: &Task, today: Date, days: &Calendar) -> Result<(), Refusal> {
        let one = |owner, kind, due| Assignment { owner, kind, due };
        let mut all = vec![one(self.lead, Kind::Lead, Some(self.due))];
        all.extend(self.supports.iter().map(|owner| one(*owner, Kind::Support, None)));
        let found = assignments::obstacles(&all, today, days);
        let blockers = found.iter().filter(|o| o.severity() == luuvet_domain::obstacles::Severity::Blocker);
        let mut problems: Vec<Problem> = blockers.map(|one| tasks::of_domain(one).at("due")).collect();
        if let Some(own) = task.due.filter(|own| self.due > *own) {
            let day = vietnamese::dates::short(own);
            problems.push(Problem::new("assign-after-own-due").at("due").with("day", day));
        }
        Refusal::unless_empty(problems)
    }

    async fn give(
        &self,
        work: &mut Work<'_>,
        task: &Task,
        kind: &'static str,
        to: PositionId,
        instruction: &str,
    ) -> Result<Event, Refusal> {
        let name = receiver(work, to, if kind == "lead" { "lead" } else { "support" }).await?;
        let due = (kind == "lead").then_some(self.due);
        let new = NewTask { kind, due, parent: Some(task.id), ..again(work, task, to, instruction) };
        insert(work, &new).await?;
        grant(work, task, to, &part_reason(task.id)).await?;
        Ok(assigned(task, &name, due, instruction))
    }
}

/// Under which reason the rights of a task's parts stand, so that they can be taken back with them.
#[must_use]
pub fn part_reason(task: TaskId) -> String {
    format!("part:{task}")
}

fn assigned(task: &Task, to: &str, due: Option<Date>, wording: &str) -> Event {
    let event = Event::new(EventKind::TaskAssigned, Subject::Document(task.document.0));
    let event = event.private("to", to).private("wording", wording);
    match due {
        Some(day) => event.code("due", vietnamese::dates::short(day)),
        None => event,
    }
}

/// The same work for a position, as given by the acting one.
fn again<'a>(work: &mut Work<'_>, task: &'a Task, owner: PositionId, instruction: &'a str) -> NewTask<'a> {
    NewTask {
        id: work.id(),
        document: task.document,
        kind: &task.kind,
        owner: Owner::Position(owner),
        giver: work.actor.position,
        parent: None,
        step: None,
        instruction,
        due: task.due,
    }
}

async fn insert(work: &mut Work<'_>, new: &NewTask<'_>) -> Result<(), Refusal> {
    let (organisation, now) = (work.organisation(), work.now());
    Ok(store::tasks::insert(work.tx, organisation, new, now).await?)
}

async fn grant(work: &mut Work<'_>, task: &Task, to: PositionId, reason: &str) -> Result<(), Refusal> {
    let organisation = work.organisation();
    Ok(store::grants::grant(work.tx, organisation, task.document, Grantee::Position(to), reason).await?)
}

/// The name of a position that is held today.
async fn receiver(work: &mut Work<'_>, position: PositionId, field: &'static str) -> Result<String, Refusal> {
    let (organisation, day) = (work.organisation(), work.today().to_string());
    let found = tasks::store::holder(work.tx, organisation, position, &day).await?;
    found.ok_or_else(|| Refusal::invalid(Problem::new("assign-nobody-there").at(field)))
}

async fn take_away(work: &mut Work<'_>, task: &Task, reason: &str) -> Result<(), Refusal> {
    let next = owned::step(task, assignments::Verb::TakeAway)?;
    let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
    if store::tasks::close(work.tx, organisation, task.id, next.code(), reason, by, now).await? {
        return Ok(());
    }
    Err(Refusal::Meanwhile(Problem::new("task-not-now")))
}
