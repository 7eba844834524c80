//! Leaving a position without orphaned work.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::ids::{PersonId, PositionId};
use luuvet_domain::obstacles;
use luuvet_domain::organisations::leaving;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::people::store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A person no longer holds a position from a day on. The position keeps its work; so there must be somebody who does
/// it from that day: another holder, or a substitute for what may be handled as one. Otherwise every obstacle is said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LeavePosition {
    /// Which position.
    pub position: PositionId,
    /// Who leaves it.
    pub person: PersonId,
    /// The first day on which it is no longer held.
    pub day: Date,
}

impl Verb for LeavePosition {
    type Out = ();
    const NAME: &'static str = "leave-position";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManagePeople)?;
        let (organisation, day) = (work.organisation(), self.day.to_string());
        let known = store::known(work.tx, organisation, self.person, &day).await?.ok_or(Refusal::NotFound)?;
        let position = store::position(work.tx, organisation, self.position).await?.ok_or(Refusal::NotFound)?;
        let found = store::held(work.tx, organisation, self.position, self.person, &day).await?;
        if found.is_last_administrator {
            return Err(Refusal::invalid(Problem::new("last-administrator").with("title", position.title)));
        }
        let all = leaving::obstacles(&found.held);
        if obstacles::blocked(&all) {
            return Err(Refusal::Invalid(all.into_iter().map(problem).collect()));
        }
        if !store::end_holding(work.tx, organisation, self.position, self.person, &day).await? {
            return Err(Refusal::invalid(Problem::new("leave-not-held").at("day").with("name", known.name)));
        }
        if self.day <= work.today() {
            let now = work.now();
            store::end_sessions(work.tx, organisation, self.position, self.person, now).await?;
        }
        let event = Event::new(EventKind::PositionLeft, Subject::Position(self.position.0))
            .id("holder", self.person)
            .code("day", day)
            .private("person", known.name)
            .private("title", position.title);
        work.finish(event, ()).await
    }
}

/// The sentence of an obstacle stands under its code with dashes.
fn problem(obstacle: obstacles::Obstacle) -> Problem {
    let start = Problem::new(obstacle.code().replace('.', "-"));
    obstacle.facts.into_iter().fold(start, |problem, (name, value)| problem.with(name, value))
}
