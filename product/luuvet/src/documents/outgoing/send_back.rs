//! Sending back one step: the step before decides anew.

use luuvet_domain::ids::{DocumentId, StepId};
use luuvet_domain::submissions::turn::send_back;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::obstacles::refused;
use crate::documents::outgoing::{circuit, reason};
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// The owner of an open step sends the draft back one step.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendBack {
    /// Which document.
    pub document: DocumentId,
    /// From which step.
    pub step: StepId,
    /// Why.
    pub reason: String,
}

impl Verb for SendBack {
    type Out = ();
    const NAME: &'static str = "send-back";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let circuit = circuit::load(work, self.document).await?;
        let (step, acting, _) = circuit.turn(work, self.step)?;
        let why = reason::given(&self.reason)?;
        let next = send_back(&circuit.submission, step.id, acting, why).map_err(|refusal| refused(&refusal))?;
        circuit.save(work, &next, None).await?;
        let event = Event::new(EventKind::DocumentReturned, Subject::Document(self.document.0))
            .code("what", "one-step")
            .code("step", step.kind.code())
            .private("reason", why);
        work.finish(event, ()).await
    }
}
