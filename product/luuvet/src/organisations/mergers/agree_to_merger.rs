//! Agreeing to take another organisation in.

use luuvet_domain::access::Action;
use luuvet_domain::ids::OrganisationId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use super::store;
use crate::organisations::store as organisations;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The successor says that it takes the people and the open work of another organisation. Nobody can merge into an
/// organisation that has not said so: people would come in whom it never entered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AgreeToMerger {
    /// Whom.
    pub from: OrganisationId,
}

impl Verb for AgreeToMerger {
    type Out = ();
    const NAME: &'static str = "agree-to-merger";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManageOrganisation)?;
        let (organisation, day, now) = (work.organisation(), work.today().to_string(), work.now());
        if self.from == organisation {
            return Err(Refusal::invalid(Problem::new("merge-self").at("from")));
        }
        let from = organisations::name_on(work.tx, self.from, &day).await?;
        let from = from.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("from")))?;
        if store::merger(work.tx, organisation).await?.is_some() || store::merger(work.tx, self.from).await?.is_some() {
            return Err(Refusal::Meanwhile(Problem::new("merge-twice")));
        }
        if !store::agree(work.tx, organisation, self.from, now).await? {
            return Err(Refusal::Meanwhile(Problem::new("merge-agreed-before")));
        }
        let event = Event::new(EventKind::MergerAgreed, Subject::Organisation(organisation.0));
        work.finish(event.id("from", self.from).private("name", from.name), ()).await
    }
}
