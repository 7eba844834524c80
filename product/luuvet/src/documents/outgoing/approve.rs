//! Approving: the leader with the mandate, about exactly the manifest that he saw.

use luuvet_domain::access::{Action, Role};
use luuvet_domain::documents::outgoing::{State, Verb as Life, finish_internal, step};
use luuvet_domain::documents::{Direction, Kind};
use luuvet_domain::ids::{DocumentId, MandateId, PositionId, StepId};
use luuvet_domain::submissions::advance::decide;
use luuvet_domain::submissions::{State as Submitted, Step, StepKind, Word};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::circuit::{self, Circuit};
use crate::documents::outgoing::obstacles::{blockers, meanwhile, refused};
use crate::documents::outgoing::reason;
use crate::documents::outgoing::store::{choices, choices::Choices, drafts};
use crate::documents::store::{Document, Grantee, NewTask, Owner, documents, grants, tasks};
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
            approved(work, &circuit, &choices).await?;
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

/// After the last approval: the signer is written, and the clerk gets it; an internal document ends.
async fn approved(work: &mut Work<'_>, circuit: &Circuit, choices: &Choices) -> Result<(), Refusal> {
    let document = &circuit.document;
    let (organisation, now, day) = (work.organisation(), work.now(), work.today().to_string());
    let signer = document.signer_id.and_then(|id| choices.post(id)).ok_or_else(meanwhile)?;
    drafts::set_signer(work.tx, organisation, document.id, signer.person, &signer.title, &day).await?;
    let next = step(State::Submitted, Life::Approve).map_err(|_| meanwhile())?;
    move_on(work, document.id, State::Submitted, next).await?;
    if !document.restricted {
        grants::grant_to_overseers(work.tx, organisation, document.id).await?;
    }
    if document.direction == Direction::Internal.code() {
        let end = finish_internal(next, Direction::Internal).map_err(|refusal| refused(&refusal))?;
        return move_on(work, document.id, next, end).await;
    }
    let owner = clerk(choices).unwrap_or(signer.id);
    let task = NewTask {
        id: work.id(),
        document: document.id,
        kind: "number",
        owner: Owner::Position(owner),
        giver: work.actor.position,
        parent: None,
        step: None,
        instruction: "",
        due: None,
    };
    tasks::insert(work.tx, organisation, &task, now).await?;
    grants::grant(work.tx, organisation, document.id, Grantee::Position(owner), "number").await?;
    Ok(())
}

/// Whoever numbers: the clerk; without one whoever presents documents, so that nothing approved lies with nobody.
fn clerk(choices: &Choices) -> Option<PositionId> {
    [Role::Clerk, Role::ChiefOfOffice, Role::Head]
        .into_iter()
        .find_map(|role| choices.with_role(role))
        .map(|one| one.id)
}

async fn move_on(work: &mut Work<'_>, id: DocumentId, from: State, to: State) -> Result<(), Refusal> {
    let (organisation, now) = (work.organisation(), work.now());
    if documents::set_state(work.tx, organisation, id, from.code(), to.code(), now).await? {
        Ok(())
    } else {
        Err(meanwhile())
    }
}
