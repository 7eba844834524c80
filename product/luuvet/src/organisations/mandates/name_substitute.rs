//! Naming a substitute.

use jiff::ToSpan;
use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::ids::PositionId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::organisations::mandates::{store, title, words};
use crate::organisations::store as organisations;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A position's inbox is handled by another position for a period. It never signs for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NameSubstitute {
    /// Whose inbox.
    pub position: PositionId,
    /// Who handles it.
    pub substitute: PositionId,
    /// The first day.
    pub from: Date,
    /// The first day that no longer counts.
    pub until: Date,
    /// The document that it stands on, in words.
    pub basis: String,
}

impl Verb for NameSubstitute {
    type Out = Uuid;
    const NAME: &'static str = "name-substitute";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Uuid>, Refusal> {
        // Whoever goes on leave names his own substitute.
        if work.actor.position != Some(self.position) {
            work.require(Action::ManageMandates)?;
        }
        let owner = title(work, self.position, self.from, "position").await?;
        title(work, self.substitute, self.from, "substitute").await?;
        let (organisation, from) = (work.organisation(), self.from.to_string());
        let holder = organisations::holder_name(work.tx, organisation, self.substitute, &from).await?;
        let mut problems: Vec<Problem> = words(&self.basis, "basis").err().into_iter().collect();
        if self.position == self.substitute {
            problems.push(Problem::new("substitute-self").at("substitute"));
        }
        if holder.is_none() {
            problems.push(Problem::new("substitute-vacant").at("substitute"));
        }
        if self.until <= self.from {
            problems.push(Problem::new("period-backwards").at("until"));
        } else if store::substituted_in(work.tx, organisation, self.position, (self.from, self.until)).await? {
            problems.push(Problem::new("substitute-twice").at("from").with("title", &owner));
        }
        Refusal::unless_empty(problems)?;
        let (id, basis): (Uuid, _) = (work.id(), self.basis.trim());
        let (pair, period) = ((self.position, self.substitute), (self.from, self.until));
        store::insert_substitute(work.tx, organisation, id, pair, period, basis).await?;
        let last = self.until.checked_sub(1.day()).unwrap_or(self.until);
        let event = Event::new(EventKind::SubstituteNamed, Subject::Position(self.position.0))
            .id("substitute", self.substitute)
            .code("from", from)
            .code("until", last.to_string())
            .private("person", holder.unwrap_or_default())
            .private("title", owner)
            .private("basis", basis);
        work.finish(event, id).await
    }
}
