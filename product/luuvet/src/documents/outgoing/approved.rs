//! What follows the last word of whoever signs: he is written down, and the clerk gets the document; an internal one ends.

use jiff::civil::Date;
use luuvet_domain::access::Role;
use luuvet_domain::documents::Direction;
use luuvet_domain::documents::outgoing::{State, Verb as Life, finish_internal, step};
use luuvet_domain::ids::{DocumentId, PositionId};

use crate::documents::joint;
use crate::documents::outgoing::obstacles::{meanwhile, refused};
use crate::documents::outgoing::store::{choices::Choices, drafts};
use crate::documents::store::{Document, Grantee, NewTask, Owner, documents, grants, tasks};
use crate::refusal::Refusal;
use crate::work::Work;

/// How a document came to be approved.
#[derive(Clone, Copy, Debug)]
pub struct Approved {
    /// The state that it was in.
    pub from: State,
    /// By which verb.
    pub by: Life,
    /// The day of the signature.
    pub day: Date,
    /// Who numbers it; else the clerk of the day.
    pub clerk: Option<PositionId>,
}

/// Moves a document on to *approved*, and an internal one to its end.
///
/// # Errors
/// When somebody else has moved it on, and the database's.
pub async fn approved(
    work: &mut Work<'_>,
    document: &Document,
    choices: &Choices,
    how: Approved,
) -> Result<(), Refusal> {
    let (organisation, now, day) = (work.organisation(), work.now(), how.day.to_string());
    let signer = document.signer_id.and_then(|id| choices.post(id)).ok_or_else(meanwhile)?;
    drafts::set_signer(work.tx, organisation, document.id, signer.person, &signer.title, &day).await?;
    let next = step(how.from, how.by).map_err(|_| meanwhile())?;
    move_on(work, document.id, how.from, next).await?;
    if !document.restricted {
        grants::grant_to_overseers(work.tx, organisation, document.id).await?;
    }
    if document.direction == Direction::Internal.code() {
        let end = finish_internal(next, Direction::Internal).map_err(|refusal| refused(&refusal))?;
        return move_on(work, document.id, next, end).await;
    }
    joint::ask::ask(work, document, how.by == Life::EnterPaper).await?;
    let owner = how.clerk.or_else(|| clerk(choices)).unwrap_or(signer.id);
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
