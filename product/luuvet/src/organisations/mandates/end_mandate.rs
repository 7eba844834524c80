//! Ending a mandate.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::ids::MandateId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::mandates::store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A mandate no longer holds from a day on. What was signed under it stays signed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndMandate {
    /// Which.
    pub mandate: MandateId,
    /// The first day that no longer counts.
    pub until: Date,
}

impl Verb for EndMandate {
    type Out = ();
    const NAME: &'static str = "end-mandate";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManageMandates)?;
        let (organisation, until) = (work.organisation(), self.until.to_string());
        let mandate = store::mandate(work.tx, organisation, self.mandate).await?.ok_or(Refusal::NotFound)?;
        if self.until < work.today() {
            return Err(Refusal::invalid(Problem::new("end-in-past").at("until")));
        }
        if !store::end_mandate(work.tx, organisation, self.mandate, &until).await? {
            return Err(Refusal::Meanwhile(Problem::new("already-ended")));
        }
        let event = Event::new(EventKind::MandateEnded, Subject::Position(mandate.position.0))
            .id("mandate", self.mandate)
            .code("kind", mandate.kind.code())
            .code("day", until)
            .private("title", mandate.title);
        work.finish(event, ()).await
    }
}
