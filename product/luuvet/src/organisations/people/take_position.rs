//! Taking a position from a day on.

use jiff::civil::Date;
use luuvet_db::DbError;
use luuvet_domain::access::Action;
use luuvet_domain::ids::{PersonId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::people::store;
use crate::organisations::store as organisations;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A person begins to hold a position. The one who held it before may still hold it for a while: work is handed over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TakePosition {
    /// Which position.
    pub position: PositionId,
    /// Who takes it.
    pub person: PersonId,
    /// The first day.
    pub from: Date,
}

impl Verb for TakePosition {
    type Out = ();
    const NAME: &'static str = "take-position";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManagePeople)?;
        let (organisation, from) = (work.organisation(), self.from.to_string());
        let known = store::known(work.tx, organisation, self.person, &from).await?.ok_or(Refusal::NotFound)?;
        let position = store::position(work.tx, organisation, self.position).await?.ok_or(Refusal::NotFound)?;
        if position.until.is_some_and(|until| until <= self.from) || self.from < position.from {
            return Err(Refusal::invalid(Problem::new("position-closed").at("from").with("title", position.title)));
        }
        if store::holds(work.tx, organisation, self.position, self.person, &from).await? {
            let problem = Problem::new("position-held").at("position").with("name", known.name);
            return Err(Refusal::invalid(problem.with("title", position.title)));
        }
        let written = organisations::insert_holding(work.tx, organisation, self.position, self.person, &from).await;
        written.map_err(|error| match error {
            DbError::Constraint(_) => Refusal::invalid(Problem::new("position-taken-that-day").at("from")),
            other => other.into(),
        })?;
        let event = Event::new(EventKind::PositionTaken, Subject::Position(self.position.0))
            .id("holder", self.person)
            .code("day", from)
            .private("person", known.name)
            .private("title", position.title);
        work.finish(event, ()).await
    }
}
