//! A request that waits for its leader, and how it ends.

use luuvet_domain::access::Action;
use luuvet_domain::documents::outgoing::State;
use luuvet_domain::ids::{DocumentId, PositionId};

use super::{ANSWER, Answer};
use crate::documents::joint::store::{self, Asked, Ending};
use crate::documents::permitted::permitted;
use crate::documents::store::{Document, documents, tasks};
use crate::refusal::{Problem, Refusal};
use crate::work::Work;

/// A request that is still open, before its leader.
pub(super) struct Open {
    /// The document here.
    pub document: Document,
    /// What is asked.
    pub asked: Asked,
    /// Whose decision it is.
    pub owner: PositionId,
}

/// The open request of a document that the actor may see and, by its role, decide.
///
/// # Errors
/// Not found; not a leader; answered or withdrawn already.
pub(super) async fn open(work: &mut Work<'_>, id: DocumentId) -> Result<Open, Refusal> {
    let (document, _) = permitted(work, id).await?;
    let (organisation, day) = (work.organisation(), work.today().to_string());
    let joint = store::joint(work.tx, organisation, id, document.version).await?;
    let asked = joint.request.ok_or(Refusal::NotFound)?;
    work.require(Action::Approve)?;
    if asked.state != "asked" {
        return Err(meanwhile());
    }
    let all = tasks::of_document(work.tx, organisation, id, &day).await?;
    let task = all.into_iter().find(|task| task.kind == "step" && task.state == "open").ok_or_else(meanwhile)?;
    let owner = task.owner_position.ok_or_else(meanwhile)?;
    if !work.actor.handles(owner) {
        return Err(Refusal::Forbidden(Problem::new("joint-of-leader").with("name", &task.owner)));
    }
    work.for_owner(owner);
    Ok(Open { document, asked, owner })
}

/// Ends it here and sends the answer after the commit.
///
/// # Errors
/// When somebody was faster, and the database's.
pub(super) async fn settle(work: &mut Work<'_>, open: &Open, to: State, how: Ending<'_>) -> Result<(), Refusal> {
    let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
    let id = open.document.id;
    let is_settled = store::settle(work.tx, organisation, id, "asked", how).await?;
    let from = State::Submitted.code();
    if !is_settled || !documents::set_state(work.tx, organisation, id, from, to.code(), now).await? {
        return Err(meanwhile());
    }
    tasks::close_kind(work.tx, organisation, id, "step", "finished", by, now).await?;
    let answer = Answer {
        name: open.asked.name.clone(),
        approves: how.state == "approved",
        manifest: open.asked.manifest,
        signer: how.signer.to_owned(),
        signer_title: how.title.to_owned(),
        day: work.today(),
        reason: how.reason.to_owned(),
        at: now,
    };
    work.enqueue(ANSWER, &answer, now).await
}

pub(super) fn meanwhile() -> Refusal {
    Refusal::Meanwhile(Problem::new("joint-answered"))
}
