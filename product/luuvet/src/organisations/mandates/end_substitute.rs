//! Ending a substitution.

use luuvet_domain::access::Action;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::organisations::mandates::{store, title};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A substitute handles the inbox no longer, from today on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndSubstitute {
    /// Which substitution.
    pub substitution: Uuid,
}

impl Verb for EndSubstitute {
    type Out = ();
    const NAME: &'static str = "end-substitute";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (organisation, today) = (work.organisation(), work.today());
        let position = store::substituted_position(work.tx, organisation, self.substitution).await?;
        let position = position.ok_or(Refusal::NotFound)?;
        if work.actor.position != Some(position) {
            work.require(Action::ManageMandates)?;
        }
        if !store::end_substitute(work.tx, organisation, self.substitution, &today.to_string()).await? {
            return Err(Refusal::Meanwhile(Problem::new("already-ended")));
        }
        let title = title(work, position, today, "position").await.unwrap_or_default();
        let event = Event::new(EventKind::SubstituteEnded, Subject::Position(position.0)).private("title", title);
        work.finish(event, ()).await
    }
}
