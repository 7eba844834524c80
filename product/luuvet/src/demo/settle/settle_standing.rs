//! Giving mandates and naming substitutes.

use luuvet_domain::access::Action;
use luuvet_domain::ids::{MandateId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::store;
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// Who signs for whom, and who handles whose work for a while.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SettleStanding {
    /// Mandates hold from this day, ISO.
    pub from_day: String,
    /// Mandates.
    pub mandates: Vec<NewMandate>,
    /// Substitutes.
    pub substitutes: Vec<NewSubstitute>,
}

/// A mandate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewMandate {
    /// The code of a kind of mandate.
    pub kind: String,
    /// Who signs.
    pub position: PositionId,
    /// That position's title.
    pub title: String,
    /// In whose place.
    pub on_behalf_of: PositionId,
    /// What it stands on, in words.
    pub basis: String,
}

/// A substitute.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewSubstitute {
    /// Whose work.
    pub of: PositionId,
    /// That position's title.
    pub title: String,
    /// Who does it.
    pub by: PositionId,
    /// The name of who does it.
    pub person: String,
    /// From this day, ISO.
    pub from_day: String,
    /// Until before this day, ISO.
    pub until_day: String,
    /// What it stands on, in words.
    pub basis: String,
}

impl Verb for SettleStanding {
    type Out = ();
    const NAME: &'static str = "settle-standing";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManageMandates)?;
        let organisation = work.organisation();
        let mut events = Vec::new();
        for mandate in &self.mandates {
            let id: MandateId = work.id();
            store::insert_mandate(work.tx, organisation, id, mandate, &self.from_day).await?;
            let event = Event::new(EventKind::MandateGiven, Subject::Position(mandate.position.0));
            let event = event.code("kind", &mandate.kind).private("title", &mandate.title);
            events.push(event.private("basis", &mandate.basis));
        }
        for substitute in &self.substitutes {
            let id: Uuid = work.id();
            store::insert_substitute(work.tx, organisation, id, substitute).await?;
            let event = Event::new(EventKind::SubstituteNamed, Subject::Position(substitute.of.0));
            let event = event.code("until", &substitute.until_day).private("person", &substitute.person);
            events.push(event.private("title", &substitute.title));
        }
        let Some(last) = events.pop() else { return Err(Refusal::NotFound) };
        events.into_iter().for_each(|event| work.note(event));
        work.finish(last, ()).await
    }
}
