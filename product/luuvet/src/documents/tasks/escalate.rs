//! Overdue work is told further up, once a working day at eight: to the owner, then to giver and department, then to
//! the leader. Who is told stands in the task; pages of those people show it among what is late.

use jiff::civil::Date;
use luuvet_domain::assignments::due::{self, Escalation, Thresholds};
use luuvet_domain::calendar::WorkingDays;
use luuvet_domain::ids::{OrganisationId, TaskId};
use luuvet_domain::trace::{Event, EventKind, Source, Subject};
use luuvet_jobs::Job;
use serde::{Deserialize, Serialize};
use vietnamese::working_days::Calendar;

use crate::app::{App, NOBODY};
use crate::clock;
use crate::documents::tasks::store::{self, Overdue};
use crate::organisations::calendar;
use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Done, Draw, Verb, Work};

/// The job's kind; it is the installation's and looks at every organisation.
pub const ESCALATE: &str = "escalate";
/// The hour at which the office opens.
const HOUR: i8 = 8;
/// Tasks told of in one event at most; the next round takes the rest.
const AT_ONCE: usize = 200;

/// Puts the next look on the list of jobs, unless one waits there. Called when the program starts to serve.
///
/// # Errors
/// The database's.
pub async fn schedule(app: &App) -> Result<(), Refusal> {
    app.change(|tx, draw| {
        Box::pin(async move {
            if store::is_scheduled(tx, ESCALATE).await? {
                return Ok(());
            }
            Ok(luuvet_jobs::enqueue(tx, &next(draw)?).await?)
        })
    })
    .await
}

/// The next look: today at eight, or the next working day.
fn next(draw: Draw) -> Result<Job, Refusal> {
    let (today, days) = (clock::day(draw.now), calendar::built_in()?);
    let at = |day: Date| clock::instant(day, HOUR, 0);
    let run_at = if days.is_working_day(today) && draw.now < at(today) {
        at(today)
    } else {
        at(WorkingDays::next(days, today).map_err(|error| Refusal::Broken(error.to_string()))?)
    };
    Ok(Job {
        id: draw.request(),
        organisation_id: NOBODY,
        kind: ESCALATE.to_owned(),
        body: "{}".to_owned(),
        run_at,
        attempts: 0,
    })
}

/// Looks at every organisation, then puts the next look on the list.
///
/// # Errors
/// The database's.
pub async fn run(app: &App) -> Result<(), Refusal> {
    let today = clock::day(app.clock.now());
    let late = store::organisations_late(&mut app.read().await?, &today.to_string()).await?;
    for organisation in late {
        one(app, organisation, today).await?;
    }
    app.change_later(|tx, draw| Box::pin(async move { Ok(luuvet_jobs::enqueue(tx, &next(draw)?).await?) })).await
}

async fn one(app: &App, organisation: OrganisationId, today: Date) -> Result<(), Refusal> {
    let actor = Actor::system(organisation, Source::Job);
    let days = calendar::of(&mut app.read().await?, organisation).await?;
    let mut after = TaskId(NOBODY);
    loop {
        let day = today.to_string();
        let highest = level(Escalation::Leader);
        let found = store::overdue(&mut app.read().await?, organisation, &day, highest, after).await?;
        let Some(last) = found.last() else { return Ok(()) };
        after = last.task;
        let mut due = Vec::new();
        for task in &found {
            if reached(task, today, &days) > task.level {
                due.push(task.task);
            }
        }
        if !due.is_empty() {
            match app.perform(&actor, Escalate { tasks: due }).await {
                // Somebody has done them meanwhile.
                Ok(()) | Err(Refusal::Meanwhile(_)) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        if found.len() < AT_ONCE {
            return Ok(());
        }
    }
}

fn reached(task: &Overdue, today: Date, days: &Calendar) -> i64 {
    level(due::escalation(due::remaining(task.due, today, days), &Thresholds::default()))
}

fn level(escalation: Escalation) -> i64 {
    match escalation {
        Escalation::None => 0,
        Escalation::Owner => 1,
        Escalation::Department => 2,
        Escalation::Leader => 3,
    }
}

/// Overdue tasks reach their next level.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Escalate {
    /// Which.
    pub tasks: Vec<TaskId>,
}

impl Verb for Escalate {
    type Out = ();
    const NAME: &'static str = "escalate";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (organisation, today) = (work.organisation(), work.today());
        let first = self.tasks.first().map_or(NOBODY, |task| just_before(*task));
        let highest = level(Escalation::Leader);
        let found = store::overdue(work.tx, organisation, &today.to_string(), highest, TaskId(first)).await?;
        let (days, mut events) = (work.calendar().await?, Vec::new());
        for task in found.iter().filter(|task| self.tasks.contains(&task.task)) {
            let to = reached(task, today, &days);
            if to > task.level && store::set_level(work.tx, organisation, task.task, task.level, to).await? {
                let told = told(to, &task.owner);
                let event = Event::new(EventKind::TaskEscalated, Subject::Document(task.document.0));
                events.push(event.private("to", told));
            }
        }
        let Some(last) = events.pop() else {
            return Err(Refusal::Meanwhile(Problem::new("task-not-now")));
        };
        for event in events {
            work.note(event);
        }
        work.finish(last, ()).await
    }
}

/// The key below a task's, so that the question begins with it.
fn just_before(task: TaskId) -> uuid::Uuid {
    uuid::Uuid::from_u128(task.0.as_u128().saturating_sub(1))
}

/// Who is told, in the words of the trace.
fn told(level: i64, owner: &str) -> String {
    match level {
        1 => owner.to_owned(),
        2 => format!("{owner}, người giao và trưởng bộ phận"),
        _ => format!("{owner}, người giao, trưởng bộ phận và lãnh đạo"),
    }
}
