//! Passing a check: the unit's head answers for the content, the appointed person for the form.

use luuvet_domain::access::Action;
use luuvet_domain::ids::{DocumentId, StepId};
use luuvet_domain::submissions::advance::decide;
use luuvet_domain::submissions::{StepKind, Word};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::obstacles::refused;
use crate::documents::outgoing::{circuit, reason};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The owner of a check lets the draft pass.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PassStep {
    /// Which document.
    pub document: DocumentId,
    /// Which step.
    pub step: StepId,
    /// The manifest that was seen, as hexadecimal.
    pub seen: String,
    /// In words; may be empty.
    pub comment: String,
}

impl Verb for PassStep {
    type Out = ();
    const NAME: &'static str = "pass-step";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let circuit = circuit::load(work, self.document).await?;
        let (step, acting, is_substitute) = circuit.turn(work, self.step)?;
        let action = match step.kind {
            StepKind::ContentCheck => Action::CheckContent,
            StepKind::FormCheck => Action::CheckForm,
            StepKind::Opinion | StepKind::Approve => {
                return Err(Refusal::invalid(Problem::new("submission-word-unfit")));
            }
        };
        if !is_substitute {
            work.require(action)?;
        }
        let decision = circuit.decision(work, Word::Pass, &self.seen, reason::short(&self.comment, "comment")?)?;
        let next = decide(&circuit.submission, step.id, acting, is_substitute, decision);
        let next = next.map_err(|refusal| refused(&refusal))?;
        circuit.save(work, &next, None).await?;
        let event = Event::new(EventKind::StepPassed, Subject::Document(self.document.0))
            .code("step", step.kind.code())
            .private("comment", &self.comment)
            .private("manifest", &self.seen);
        work.finish(event, ()).await
    }
}
