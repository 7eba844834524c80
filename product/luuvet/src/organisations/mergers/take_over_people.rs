//! The people of a merged organisation come.

use jiff::civil::Date;
use luuvet_db::DbError;
use luuvet_domain::access::Role;
use luuvet_domain::ids::{OrganisationId, PersonId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Source, Subject};
use luuvet_jobs::Job;
use serde::{Deserialize, Serialize};

use super::store;
use crate::app::App;
use crate::organisations::people::store as people;
use crate::organisations::store as organisations;
use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Done, Verb, Work};

/// The job that brings the people of a merged organisation; its body is the successor and a [`TakeOverPeople`].
pub const TAKE_OVER_PEOPLE: &str = "take-over-people";

/// Where new positions stand in lists until somebody sorts them.
const ORDINAL: i64 = 100;

/// Somebody who comes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Newcomer {
    /// Who; the sign-in stays the same.
    pub person: PersonId,
    /// The name, for the trace.
    pub name: String,
    /// The title that was held.
    pub title: String,
    /// The position here.
    pub position: PositionId,
    /// Whether the position is opened for it, or was vacant.
    pub is_new: bool,
}

/// Positions begin for those who come from a merged organisation, which this one agreed to take. A new position may do
/// what staff may; its administrator gives it more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TakeOverPeople {
    /// The merged organisation.
    pub from: OrganisationId,
    /// Its name on the day.
    pub from_name: String,
    /// The first day here.
    pub day: Date,
    /// Who comes.
    pub people: Vec<Newcomer>,
}

impl Verb for TakeOverPeople {
    type Out = ();
    const NAME: &'static str = "take-over-people";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (organisation, now, day) = (work.organisation(), work.now(), self.day.to_string());
        if !store::take(work.tx, organisation, self.from, now).await? {
            return Err(Refusal::Meanwhile(Problem::new("merge-twice")));
        }
        for one in &self.people {
            let is_vacant = !one.is_new && vacant(work, one.position, &day).await?;
            // Somebody took it meanwhile: then a new one.
            let position = if one.is_new || is_vacant { one.position } else { work.id() };
            if !is_vacant {
                open(work, one, position, &day).await?;
            }
            hold(work, one, position, &day).await?;
        }
        let event = Event::new(EventKind::MergerTaken, Subject::Organisation(organisation.0))
            .id("from", self.from)
            .code("day", day)
            .code("count", self.people.len().to_string());
        work.finish(event.private("name", self.from_name.clone()), ()).await
    }
}

async fn vacant(work: &mut Work<'_>, position: PositionId, day: &str) -> Result<bool, DbError> {
    let organisation = work.organisation();
    Ok(people::vacancies(work.tx, organisation, day).await?.iter().any(|vacancy| vacancy.id == position))
}

async fn open(work: &mut Work<'_>, one: &Newcomer, position: PositionId, day: &str) -> Result<(), DbError> {
    let organisation = work.organisation();
    organisations::insert_position(work.tx, organisation, position, None, &one.title, ORDINAL, day).await?;
    organisations::insert_role(work.tx, organisation, position, Role::Staff.code()).await?;
    let event = Event::new(EventKind::PositionOpened, Subject::Position(position.0));
    work.note(event.code("day", day.to_owned()).private("title", one.title.clone()));
    Ok(())
}

async fn hold(work: &mut Work<'_>, one: &Newcomer, position: PositionId, day: &str) -> Result<(), DbError> {
    let organisation = work.organisation();
    organisations::insert_holding(work.tx, organisation, position, one.person, day).await?;
    let event = Event::new(EventKind::PositionTaken, Subject::Position(position.0))
        .id("holder", one.person)
        .code("day", day.to_owned())
        .private("person", one.name.clone());
    work.note(event.private("title", one.title.clone()));
    Ok(())
}

/// Brings the people once: they came before is done too.
///
/// # Errors
/// The database's.
pub async fn take_over(app: &App, job: &Job) -> Result<(), Refusal> {
    let body: Result<(OrganisationId, TakeOverPeople), _> = serde_json::from_str(&job.body);
    let (into, verb) = body.map_err(|error| Refusal::Broken(format!("the body of {}: {error}", job.id)))?;
    match app.perform(&Actor::system(into, Source::Job), verb).await {
        Err(Refusal::Meanwhile(problem)) if problem.code == "merge-twice" => Ok(()),
        other => other,
    }
}
