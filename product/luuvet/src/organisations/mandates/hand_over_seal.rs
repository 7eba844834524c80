//! Handing the seal over.

use jiff::civil::Date;
use luuvet_domain::access::{Action, Role};
use luuvet_domain::ids::PositionId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::organisations::mandates::{store, title, words};
use crate::organisations::store as organisations;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A clerk gives the seal into another's hands, with minutes (Decree 30/2020, Article 32).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HandOverSeal {
    /// The clerk's position.
    pub from: PositionId,
    /// Who keeps the seal from now on.
    pub to: PositionId,
    /// The first day.
    pub day: Date,
    /// The minutes, in words.
    pub minutes: String,
}

impl Verb for HandOverSeal {
    type Out = Uuid;
    const NAME: &'static str = "hand-over-seal";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Uuid>, Refusal> {
        if work.actor.position != Some(self.from) {
            work.require(Action::ManageMandates)?;
        }
        let (organisation, day) = (work.organisation(), self.day.to_string());
        let to = title(work, self.to, self.day, "to").await?;
        let clerks = organisations::positions_with_role(work.tx, organisation, Role::Clerk, &day).await?;
        let mut problems: Vec<Problem> = words(&self.minutes, "minutes").err().into_iter().collect();
        if self.from == self.to {
            problems.push(Problem::new("seal-self").at("to"));
        }
        if !clerks.contains(&self.from) {
            problems.push(Problem::new("seal-not-clerk").at("from"));
        }
        let running = store::seals(work.tx, organisation, &day).await?;
        if running.iter().any(|one| one.position == self.from && one.period.contains(self.day)) {
            problems.push(Problem::new("seal-handed-over").at("from"));
        }
        Refusal::unless_empty(problems)?;
        let (id, minutes): (Uuid, _) = (work.id(), self.minutes.trim());
        store::insert_seal(work.tx, organisation, id, (self.from, self.to), &day, minutes).await?;
        let holder = organisations::holder_name(work.tx, organisation, self.to, &day).await?;
        let event = Event::new(EventKind::SealHandedOver, Subject::Position(self.from.0))
            .id("receiver", self.to)
            .code("day", day)
            .private("to", holder.map_or_else(|| to.clone(), |name| format!("{name} ({to})")))
            .private("basis", minutes);
        work.finish(event, id).await
    }
}
