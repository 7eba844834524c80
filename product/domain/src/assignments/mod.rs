//! Assignments: lead, support, inform. Only the lead must have a due date; support ends with one tap or with the lead;
//! inform ends on opening.
//!
//! - [`due`]: what remains, extend, remind, escalate
//! - [`reading`]: the ladder from delivered to answered

pub mod due;
pub mod reading;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::calendar::WorkingDays;
use crate::codes::codes;
use crate::ids::PositionId;
use crate::obstacles::{Found, Obstacle, Problem, Refusal};
use crate::transitions::{NotAllowed, Table, Transition, on};

/// Most assignments made at once.
pub const MOST: usize = 2000;

codes! {
/// The three kinds of assignment.
Kind {
    /// Chủ trì.
    Lead = "lead",
    /// Phối hợp.
    Support = "support",
    /// Để biết.
    Inform = "inform",
}
}

codes! {
/// State of a task.
State {
    /// Somebody has to do something.
    Open = "open",
    /// Done.
    Finished = "finished",
    /// Ended because the lead finished.
    EndedWithLead = "ended-with-lead",
    /// Taken away, with a reason.
    TakenAway = "taken-away",
}
}

codes! {
/// What happens to a task.
Verb {
    /// Opened for the first time; ends an inform.
    Read = "read",
    /// The lead finishes with a result.
    Finish = "finish",
    /// Support gives its contribution.
    Contribute = "contribute",
    /// Support has nothing to say.
    NoOpinion = "no-opinion",
    /// The lead has finished; ends support and inform.
    LeadFinished = "lead-finished",
    /// Take it away.
    TakeAway = "take-away",
    /// Take it up again.
    Reopen = "reopen",
}
}

use State::{EndedWithLead, Finished, Open, TakenAway};

const LEAD: &[Transition<State, Verb>] = &[
    on(Open, Verb::Read, Open),
    on(Open, Verb::Finish, Finished),
    on(Open, Verb::TakeAway, TakenAway),
    on(Finished, Verb::Reopen, Open),
];

const SUPPORT: &[Transition<State, Verb>] = &[
    on(Open, Verb::Read, Open),
    on(Open, Verb::Contribute, Finished),
    on(Open, Verb::NoOpinion, Finished),
    on(Open, Verb::LeadFinished, EndedWithLead),
    on(Open, Verb::TakeAway, TakenAway),
    on(Finished, Verb::Contribute, Finished),
    on(EndedWithLead, Verb::Reopen, Open),
];

const INFORM: &[Transition<State, Verb>] = &[on(Open, Verb::Read, Finished), on(Open, Verb::TakeAway, TakenAway)];

/// The table of the lead.
pub const LEAD_TABLE: Table<State, Verb> =
    Table { name: "task-lead", title: "Lead task (chủ trì)", starts: &[Open], rows: LEAD };
/// The table of support.
pub const SUPPORT_TABLE: Table<State, Verb> =
    Table { name: "task-support", title: "Support task (phối hợp)", starts: &[Open], rows: SUPPORT };
/// The table of inform.
pub const INFORM_TABLE: Table<State, Verb> =
    Table { name: "task-inform", title: "Inform task (để biết)", starts: &[Open], rows: INFORM };

impl Kind {
    /// The transition table of its tasks.
    #[must_use]
    pub const fn table(self) -> &'static Table<State, Verb> {
        match self {
            Self::Lead => &LEAD_TABLE,
            Self::Support => &SUPPORT_TABLE,
            Self::Inform => &INFORM_TABLE,
        }
    }
}

/// The state of a task after a verb.
///
/// # Errors
/// When a task of this kind does not know the verb in this state.
pub fn step(kind: Kind, state: State, verb: Verb) -> Result<State, NotAllowed> {
    kind.table().step(state, verb)
}

/// Finishes the lead's task.
///
/// # Errors
/// When it is not open, or no result is given.
pub fn finish(kind: Kind, state: State, has_result: bool) -> Result<State, Refusal> {
    let next = step(kind, state, Verb::Finish)?;
    if has_result { Ok(next) } else { Err(Refusal::because(Problem::TaskResultMissing)) }
}

/// One assignment of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Whose task it becomes: a position, or the position that stands for a department.
    pub owner: PositionId,
    /// Lead, support or inform.
    pub kind: Kind,
    /// Last day; only the lead must have one.
    pub due: Option<Date>,
}

/// Everything that is wrong with the assignments of one directive. A directive that only informs needs no lead.
#[must_use]
pub fn obstacles(all: &[Assignment], today: Date, days: &impl WorkingDays) -> Vec<Obstacle> {
    let leads = all.iter().filter(|one| one.kind == Kind::Lead).count();
    let only_informs = !all.is_empty() && all.iter().all(|one| one.kind == Kind::Inform);
    let owners: BTreeSet<_> = all.iter().map(|one| one.owner).collect();
    let mut found = Found::default();
    found
        .when(leads == 0 && !only_informs, Problem::AssignLeadMissing)
        .when(leads > 1, Problem::AssignLeadTwice)
        .when(all.iter().any(|one| one.kind == Kind::Lead && one.due.is_none()), Problem::AssignDueMissing)
        .when(all.iter().any(|one| one.due.is_some_and(|due| due < today)), Problem::AssignDuePast)
        .when(owners.len() < all.len(), Problem::AssignOwnerTwice)
        .when(all.len() > MOST, Problem::AssignTooMany)
        .when(
            all.iter().any(|one| one.due.is_some_and(|due| due >= today && !days.is_working_day(due))),
            Problem::AssignDueDayOff,
        );
    found.0
}

#[cfg(test)]
mod tests;
