//! Refusing to co-sign, with a reason.

use luuvet_domain::documents::outgoing::{State, Verb as Life, step};
use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::joint::settle::{meanwhile, open, settle};
use crate::documents::joint::store::Ending;
use crate::documents::outgoing::reason;
use crate::documents::outgoing::store::choices;
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// The leader refuses; the lead body's document returns to its drafter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RefuseJoint {
    /// The document here.
    pub document: DocumentId,
    /// Why.
    pub reason: String,
}

impl Verb for RefuseJoint {
    type Out = ();
    const NAME: &'static str = "refuse-joint";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let open = open(work, self.document).await?;
        let (today, why) = (work.today(), reason::given(&self.reason)?);
        let choices = choices::choices(work.tx, work.actor.organisation, &today.to_string()).await?;
        let own = work.position()?;
        let post = choices.post(own).ok_or_else(meanwhile)?;
        let returned = step(State::Submitted, Life::Return).map_err(|_| meanwhile())?;
        let end = step(returned, Life::Cancel).map_err(|_| meanwhile())?;
        let how = Ending {
            state: "refused",
            signer: &post.holder,
            title: &post.title,
            day: Some(today),
            reason: why,
            at: work.now(),
        };
        settle(work, &open, end, how).await?;
        let event = Event::new(EventKind::JointRefused, Subject::Document(self.document.0))
            .private("issuer", &open.asked.lead_name)
            .private("reason", why);
        work.finish(event, ()).await
    }
}
