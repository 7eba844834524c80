//! Merging into another organisation.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::ids::OrganisationId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::store as organisations;
use crate::organisations::tree::store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The organisation ends on a day and goes on in another one. Its documents, registers and trace stay as they are and
/// are still read here; only its parents end, so that nothing is sent to it "in the line" any more. No task may be
/// left open: work is finished or handed over first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MergeOrganisation {
    /// Into which.
    pub into: OrganisationId,
    /// The first day on which it is no more.
    pub day: Date,
}

impl Verb for MergeOrganisation {
    type Out = ();
    const NAME: &'static str = "merge-organisation";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManageOrganisation)?;
        let (organisation, day) = (work.organisation(), self.day.to_string());
        if self.into == organisation {
            return Err(Refusal::invalid(Problem::new("merge-self").at("into")));
        }
        let into = organisations::name_on(work.tx, self.into, &day).await?;
        let into = into.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("into")))?;
        let open = store::open_tasks(work.tx, organisation).await?;
        if open > 0 {
            return Err(Refusal::invalid(Problem::new("merge-tasks").with("count", open)));
        }
        if store::end_parents(work.tx, organisation, &day).await? == 0 {
            return Err(Refusal::Meanwhile(Problem::new("merge-twice")));
        }
        let event = Event::new(EventKind::OrganisationMerged, Subject::Organisation(organisation.0));
        work.finish(event.id("into", self.into).code("day", day).private("name", into.name), ()).await
    }
}
