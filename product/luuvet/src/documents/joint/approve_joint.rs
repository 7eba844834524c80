//! Approving a document that another organisation leads: exactly the manifest that was seen.

use luuvet_domain::access::Role;
use luuvet_domain::documents::outgoing::{State, Verb as Life, finish_internal, step};
use luuvet_domain::documents::{Direction, Kind};
use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::joint::settle::{meanwhile, open, settle};
use crate::documents::joint::store::Ending;
use crate::documents::outgoing::obstacles::{blockers, refused};
use crate::documents::outgoing::store::choices;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The leader approves for this organisation; the lead body hears of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ApproveJoint {
    /// The document here.
    pub document: DocumentId,
    /// The manifest that was seen, as hexadecimal.
    pub seen: String,
}

impl Verb for ApproveJoint {
    type Out = ();
    const NAME: &'static str = "approve-joint";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let open = open(work, self.document).await?;
        let (today, own) = (work.today(), work.position()?);
        let choices = choices::choices(work.tx, work.actor.organisation, &today.to_string()).await?;
        let post = choices.post(open.owner).ok_or_else(meanwhile)?;
        let is_head = post.roles.contains(&Role::Head);
        let mandate = if is_head { None } else { choices.mandate_of(open.owner, today).map(|one| one.id) };
        let kind = Kind::from_code(&open.document.kind).unwrap_or(Kind::OfficialLetter);
        let mut found = blockers(&choices.sign_obstacles(open.owner, mandate, kind, today, own != open.owner));
        let manifest = hex::encode(open.asked.manifest);
        if self.seen != manifest {
            found.push(Problem::new("joint-other-manifest"));
        }
        Refusal::unless_empty(found)?;
        let approved = step(State::Submitted, Life::Approve).map_err(|_| meanwhile())?;
        let end = finish_internal(approved, Direction::Internal).map_err(|refusal| refused(&refusal))?;
        let how = Ending {
            state: "approved",
            signer: &post.holder,
            title: &post.title,
            day: Some(today),
            reason: "",
            at: work.now(),
        };
        settle(work, &open, end, how).await?;
        let event = Event::new(EventKind::JointApproved, Subject::Document(self.document.0))
            .private("issuer", &open.asked.lead_name)
            .private("subject", &open.document.subject)
            .private("manifest", &manifest);
        work.finish(event, ()).await
    }
}
