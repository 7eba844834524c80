//! Returning a draft to its drafter with a reason, from an open step; the next version is signed again.

use luuvet_domain::assignments::State as TaskState;
use luuvet_domain::documents::outgoing::{State, Verb as Life, step as life};
use luuvet_domain::ids::{DocumentId, StepId};
use luuvet_domain::submissions::State as Submitted;
use luuvet_domain::submissions::turn::return_to_drafter;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::joint;
use crate::documents::outgoing::circuit::{self, Circuit};
use crate::documents::outgoing::obstacles::{meanwhile, refused};
use crate::documents::outgoing::reason;
use crate::documents::store::{NewTask, Owner, documents, tasks};
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// The owner of an open step returns the draft to its drafter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReturnToDrafter {
    /// Which document.
    pub document: DocumentId,
    /// From which step.
    pub step: StepId,
    /// Why.
    pub reason: String,
}

impl Verb for ReturnToDrafter {
    type Out = ();
    const NAME: &'static str = "return-to-drafter";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let circuit = circuit::load(work, self.document).await?;
        let (step, acting, _) = circuit.turn(work, self.step)?;
        let why = reason::given(&self.reason)?;
        let next = return_to_drafter(&circuit.submission, step.id, acting, why).map_err(|refusal| refused(&refusal))?;
        circuit.save(work, &next, None).await?;
        given_back(work, &circuit, State::Submitted, why).await?;
        let event = Event::new(EventKind::DocumentReturned, Subject::Document(self.document.0))
            .code("what", "to-drafter")
            .code("step", step.kind.code())
            .private("reason", why);
        work.finish(event, ()).await
    }
}

/// The document is the drafter's again: open work of the circuit ends, and the drafter gets the reason as work.
///
/// # Errors
/// When somebody was faster.
pub async fn given_back(work: &mut Work<'_>, circuit: &Circuit, from: State, why: &str) -> Result<(), Refusal> {
    let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
    let id = circuit.document.id;
    circuit.close(work, Submitted::Returned, why).await?;
    joint::void::void(work, &circuit.document, why).await?;
    let to = life(from, Life::Return).map_err(|_| meanwhile())?;
    if !documents::set_state(work.tx, organisation, id, from.code(), to.code(), now).await? {
        return Err(meanwhile());
    }
    for kind in ["step", "number", "issue"] {
        tasks::close_kind(work.tx, organisation, id, kind, TaskState::TakenAway.code(), by, now).await?;
    }
    let task = NewTask {
        id: work.id(),
        document: id,
        kind: "revise",
        owner: Owner::Position(circuit.document.drafter),
        giver: by,
        parent: None,
        step: None,
        instruction: why,
        due: None,
    };
    Ok(tasks::insert(work.tx, organisation, &task, now).await?)
}
