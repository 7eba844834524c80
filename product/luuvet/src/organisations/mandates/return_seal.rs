//! The seal comes back.

use luuvet_domain::access::Action;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::organisations::mandates::store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The clerk has the seal again, from today on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReturnSeal {
    /// Which hand-over.
    pub hand_over: Uuid,
}

impl Verb for ReturnSeal {
    type Out = ();
    const NAME: &'static str = "return-seal";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (organisation, today) = (work.organisation(), work.today().to_string());
        let running = store::seals(work.tx, organisation, &today).await?;
        let one = running.into_iter().find(|one| one.id == self.hand_over).ok_or(Refusal::NotFound)?;
        if work.actor.position != Some(one.position) {
            work.require(Action::ManageMandates)?;
        }
        if !store::end_seal(work.tx, organisation, self.hand_over, &today).await? {
            return Err(Refusal::Meanwhile(Problem::new("already-ended")));
        }
        let from = if one.stand_in_name.is_empty() {
            one.stand_in_title
        } else {
            format!("{} ({})", one.stand_in_name, one.stand_in_title)
        };
        let event = Event::new(EventKind::SealReturned, Subject::Position(one.position.0)).private("from", from);
        work.finish(event, ()).await
    }
}
