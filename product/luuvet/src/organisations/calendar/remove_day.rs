//! Taking back a day.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use super::store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A day that the organisation had added is again what it is for everybody.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemoveDay {
    /// Which; not one that has begun.
    pub day: Date,
}

impl Verb for RemoveDay {
    type Out = ();
    const NAME: &'static str = "remove-day";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManageOrganisation)?;
        if self.day <= work.today() {
            return Err(Refusal::invalid(Problem::new("calendar-passed").at("day")));
        }
        let organisation = work.organisation();
        if !store::remove(work.tx, organisation, self.day).await? {
            return Err(Refusal::NotFound);
        }
        let event = Event::new(EventKind::DayRemoved, Subject::Organisation(organisation.0));
        work.finish(event.code("day", self.day.to_string()), ()).await
    }
}
