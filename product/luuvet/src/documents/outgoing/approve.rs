//! Approving: the leader with the mandate, about exactly the manifest that he saw.

use luuvet_domain::access::{Action, Role};
use luuvet_domain::documents::Kind;
use luuvet_domain::documents::outgoing::{State, Verb as Life};
use luuvet_domain::ids::{DocumentId, MandateId, StepId};
use luuvet_domain::submissions::advance::decide;
use luuvet_domain::submissions::{State as Submitted, Step, StepKind, Word};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::approved::{Approved, approved};
use crate::documents::outgoing::circuit;
use crate::documents::outgoing::obstacles::{blockers, meanwhile, refused};
use crate::documents::outgoing::reason;
use crate::documents::outgoing::store::{choices, choices::Choices};
use crate::documents::store::Document;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A leader approves.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Approve {
    /// Which document.
    pub document: DocumentId,
    /// Which step.
    pub step: StepId,
    /// The manifest that was seen, as hexadecimal.
    pub seen: String,
    /// In words; may be empty.
    pub comment: String,
}

impl Verb for Approve {
    type Out = ();
    const NAME: &'static str = "approve";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let circuit = circuit::load(work, self.document).await?;
        let day = work.today().to_string();
        let choices = choices::choices(work.tx, work.organisation(), &day).await?;
        competent(work, &circuit.document, &choices)?;
        let (step, acting, is_substitute) = circuit.turn(work, self.step)?;
        if step.kind != StepKind::Approve {
            return Err(Refusal::invalid(Problem::new("submission-word-unfit")));
        }
        let mandate = mandate_of(work, &circuit.document, &step, &choices);
        let kind = Kind::from_code(&circuit.document.kind).unwrap_or(Kind::OfficialLetter);
        let signing = choices.sign_obstacles(step.owner, mandate, kind, work.today(), is_substitute);
        let mut found = blockers(&signing);
        let comment = reason::short(&self.comment, "comment")?;
        let decision = circuit.decision(work, Word::Pass, &self.seen, comment)?;
        let next = match decide(&circuit.submission, step.id, acting, is_substitute, decision) {
            Ok(next) if found.is_empty() => next,
            Ok(_) => return Err(Refusal::Invalid(found)),
            Err(refusal) => {
                let Refusal::Invalid(more) = refused(&refusal) else { return Err(meanwhile()) };
                found.extend(more);
                return Err(Refusal::Invalid(found));
            }
        };
        circuit.save(work, &next, mandate.map(|mandate| (step.id, mandate))).await?;
        if next.state == Submitted::Approved {
            circuit.close(work, Submitted::Approved, "").await?;
            let (from, by, day) = (State::Submitted, Life::Approve, work.today());
            approved(work, &circuit.document, &choices, Approved { from, by, day, clerk: None }).await?;
        }
        let event = Event::new(EventKind::DocumentApproved, Subject::Document(self.document.0))
            .number("version", circuit.row.version)
            .number("last", i64::from(next.state == Submitted::Approved))
            .private("subject", &circuit.document.subject)
            .private("manifest", &self.seen);
        work.finish(event, ()).await
    }
}

/// Whether the actor may approve at all: a leader by role, somebody else by a mandate. The signer whom the document
/// names under a mandate is told what is wrong with it.
fn competent(work: &Work<'_>, document: &Document, choices: &Choices) -> Result<(), Refusal> {
    let own = work.position()?;
    let is_signer = document.signer_id == Some(own) && document.mandate.is_some();
    if is_signer || choices.may_approve(own, work.today()) { Ok(()) } else { work.require(Action::Approve) }
}

/// The signer's mandate is the document's; others approve under one that they hold.
fn mandate_of(work: &Work<'_>, document: &Document, step: &Step, choices: &Choices) -> Option<MandateId> {
    if document.signer_id == Some(step.owner) {
        return document.mandate;
    }
    let is_head = choices.post(step.owner).is_some_and(|post| post.roles.contains(&Role::Head));
    if is_head { None } else { choices.mandate_of(step.owner, work.today()).map(|mandate| mandate.id) }
}
