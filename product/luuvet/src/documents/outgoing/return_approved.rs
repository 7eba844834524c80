//! Returning what is approved and not yet issued: the approval is void and kept, the draft gets a new version.

use luuvet_domain::access::Action;
use luuvet_domain::documents::outgoing::State;
use luuvet_domain::ids::DocumentId;
use luuvet_domain::submissions::turn::return_approved;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::obstacles::{meanwhile, refused};
use crate::documents::outgoing::return_to_drafter::given_back;
use crate::documents::outgoing::{circuit, reason};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The clerk or the signer returns an approved document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReturnApproved {
    /// Which.
    pub document: DocumentId,
    /// Why.
    pub reason: String,
}

impl Verb for ReturnApproved {
    type Out = ();
    const NAME: &'static str = "return-approved";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let circuit = circuit::load(work, self.document).await?;
        let is_signer = work.actor.position.is_some() && work.actor.position == circuit.document.signer_id;
        if !is_signer && !work.actor.may(Action::Number) {
            return Err(Refusal::Forbidden(Problem::new("return-approved-who")));
        }
        let why = reason::given(&self.reason)?;
        let state = State::from_code(&circuit.document.state).map_err(|_| meanwhile())?;
        if !matches!(state, State::Approved | State::Numbered) {
            return Err(meanwhile());
        }
        return_approved(&circuit.submission, why).map_err(|refusal| refused(&refusal))?;
        given_back(work, &circuit, state, why).await?;
        let event = Event::new(EventKind::DocumentReturned, Subject::Document(self.document.0))
            .code("what", "approved")
            .private("reason", why);
        work.finish(event, ()).await
    }
}
