//! Changing the steps that have not begun.

use luuvet_domain::ids::{DocumentId, StepId};
use luuvet_domain::submissions::turn::change_remaining;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::obstacles::refused;
use crate::documents::outgoing::plan::Plan;
use crate::documents::outgoing::store::choices;
use crate::documents::outgoing::{circuit, readiness};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The drafter puts other steps in place of those that wait.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangeSteps {
    /// Which document.
    pub document: DocumentId,
    /// What shall come after the step whose turn it is.
    pub plan: Plan,
}

impl Verb for ChangeSteps {
    type Out = ();
    const NAME: &'static str = "change-steps";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let circuit = circuit::load(work, self.document).await?;
        if !work.actor.handles(circuit.document.drafter) {
            return Err(Refusal::Forbidden(Problem::new("draft-not-drafter")));
        }
        work.for_owner(circuit.document.drafter);
        let today = work.today();
        let choices = choices::choices(work.tx, work.organisation(), &today.to_string()).await?;
        let current = circuit.submission.group().unwrap_or(u16::MAX);
        let signer = circuit.document.signer_id;
        // The signer's own turn is never taken out of the circuit by this: it is there already, or it is added.
        let stays = circuit.submission.steps.iter().any(|step| step.group <= current && Some(step.owner) == signer);
        let last = if stays { None } else { signer };
        let ids: Vec<StepId> = (0..self.plan.len(last)).map(|_| work.id()).collect();
        let steps = self.plan.steps(last, &ids, current.saturating_add(1), &choices, today)?;
        let next = change_remaining(&circuit.submission, steps).map_err(|refusal| refused(&refusal))?;
        Refusal::unless_empty(readiness::of_steps(&next.steps).0)?;
        circuit.save(work, &next, None).await?;
        let event = Event::new(EventKind::StepsChanged, Subject::Document(self.document.0)).code("what", "steps");
        work.finish(event, ()).await
    }
}
