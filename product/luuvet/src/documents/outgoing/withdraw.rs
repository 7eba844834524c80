//! Withdrawing a submission: the drafter takes it back.

use luuvet_domain::assignments::State as TaskState;
use luuvet_domain::documents::outgoing::{State, Verb as Life, step};
use luuvet_domain::ids::DocumentId;
use luuvet_domain::submissions::State as Submitted;
use luuvet_domain::submissions::turn::withdraw;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::obstacles::{meanwhile, refused};
use crate::documents::outgoing::{circuit, reason};
use crate::documents::store::{documents, tasks};
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// The drafter takes a running submission back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Withdraw {
    /// Which.
    pub document: DocumentId,
    /// Why.
    pub reason: String,
}

impl Verb for Withdraw {
    type Out = ();
    const NAME: &'static str = "withdraw";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let circuit = circuit::load(work, self.document).await?;
        let person = work.actor.person.ok_or(Refusal::NotFound)?;
        let why = reason::given(&self.reason)?;
        withdraw(&circuit.submission, person).map_err(|refusal| refused(&refusal))?;
        circuit.close(work, Submitted::Withdrawn, why).await?;
        let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
        let to = step(State::Submitted, Life::Withdraw).map_err(|_| meanwhile())?;
        let from = State::Submitted.code();
        if !documents::set_state(work.tx, organisation, self.document, from, to.code(), now).await? {
            return Err(meanwhile());
        }
        let away = TaskState::TakenAway.code();
        tasks::close_kind(work.tx, organisation, self.document, "step", away, by, now).await?;
        let event = Event::new(EventKind::DocumentWithdrawn, Subject::Document(self.document.0)).private("reason", why);
        work.finish(event, ()).await
    }
}
