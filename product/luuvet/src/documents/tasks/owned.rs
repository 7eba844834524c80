//! Whose task it is, and who gave it.

use luuvet_db::Tx;
use luuvet_domain::access::Action;
use luuvet_domain::assignments::{self, Kind, State};
use luuvet_domain::ids::TaskId;

use crate::documents::store::{Owner, Task};
use crate::documents::tasks::store;
use crate::documents::{permitted, tasks};
use crate::home::baskets;
use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Work};

/// Whether the work is this actor's: of a position that it handles, or of the department that it distributes for.
#[must_use]
pub fn owns(actor: &Actor, task: &Task) -> bool {
    match owner(task) {
        Owner::Position(position) => actor.handles(position),
        Owner::Department(department) => baskets::queue(actor) == Some(department),
    }
}

/// The owner as the table has it: one of the two.
#[must_use]
pub fn owner(task: &Task) -> Owner {
    match (task.owner_position, task.owner_department) {
        (Some(position), _) => Owner::Position(position),
        (None, department) => {
            Owner::Department(department.unwrap_or(luuvet_domain::ids::DepartmentId(crate::app::NOBODY)))
        }
    }
}

/// Whether the actor gave this work, itself or as a substitute.
#[must_use]
pub fn gave(actor: &Actor, task: &Task) -> bool {
    task.giver.is_some_and(|giver| actor.handles(giver))
}

/// Whether this actor looks after the work: gave it, leads the department in which it is done, or may direct.
#[must_use]
pub fn oversees(actor: &Actor, task: &Task) -> bool {
    gave(actor, task) || actor.may(Action::Direct)
}

/// A task of a document that the actor may see.
///
/// # Errors
/// [`Refusal::NotFound`] alike when there is none and when it is not for this actor.
pub async fn seen(tx: &mut Tx, actor: &Actor, id: TaskId, day: &str) -> Result<Task, Refusal> {
    let task = store::find(tx, actor.organisation, id, day).await?.ok_or(Refusal::NotFound)?;
    permitted::find(tx, actor, task.document).await?;
    Ok(task)
}

/// The actor's own task, which it is about to do. Work of an absent colleague is noted as done for that position.
///
/// # Errors
/// Not found, not the actor's, or the right is missing.
pub async fn own(work: &mut Work<'_>, id: TaskId) -> Result<Task, Refusal> {
    let day = work.today().to_string();
    let task = seen(work.tx, work.actor, id, &day).await?;
    work.require(Action::DoTask)?;
    if !owns(work.actor, &task) {
        return Err(Refusal::Forbidden(Problem::new("task-of-another").with("owner", &task.owner)));
    }
    note_owner(work, &task);
    Ok(task)
}

/// A task whose progress the actor looks after.
///
/// # Errors
/// Not found, or somebody else looks after it.
pub async fn overseen(work: &mut Work<'_>, id: TaskId, action: Action) -> Result<Task, Refusal> {
    let day = work.today().to_string();
    let task = seen(work.tx, work.actor, id, &day).await?;
    work.require(action)?;
    if !oversees(work.actor, &task) {
        return Err(Refusal::Forbidden(Problem::new("task-given-by-another")));
    }
    Ok(task)
}

/// Notes whose work is done, when a substitute does it.
pub fn note_owner(work: &mut Work<'_>, task: &Task) {
    if let Some(position) = task.owner_position {
        work.for_owner(position);
    }
}

/// The kind of an assignment; other kinds of work have pages of their own.
///
/// # Errors
/// When it is no assignment.
pub fn kind(task: &Task) -> Result<Kind, Refusal> {
    Kind::from_code(&task.kind).map_err(|_| Refusal::Meanwhile(Problem::new("task-not-now")))
}

/// The state that follows, by the table of the domain.
///
/// # Errors
/// When the task does not know the verb in its state.
pub fn step(task: &Task, verb: assignments::Verb) -> Result<State, Refusal> {
    let state = State::from_code(&task.state).map_err(|_| Refusal::Broken(format!("task state {}", task.state)))?;
    assignments::step(kind(task)?, state, verb).map_err(|error| tasks::told(error.into()))
}
