//! Finding a draft for its drafter; a returned or withdrawn one goes on as its next version.

use luuvet_domain::documents::outgoing::{State, Verb, step};
use luuvet_domain::ids::DocumentId;

use crate::documents::outgoing::obstacles::meanwhile;
use crate::documents::outgoing::store::drafts;
use crate::documents::permitted::permitted;
use crate::documents::store::{Document, StoredFile};
use crate::refusal::{Problem, Refusal};
use crate::work::Work;

/// The draft with its files, ready to be changed.
///
/// # Errors
/// Not found; not the drafter; no longer a draft.
pub async fn writable(work: &mut Work<'_>, id: DocumentId) -> Result<(Document, Vec<StoredFile>), Refusal> {
    let (mut document, files) = own(work, id).await?;
    match State::from_code(&document.state) {
        Ok(State::Draft) => {}
        Ok(state @ (State::Returned | State::Withdrawn)) => {
            let next = step(state, Verb::Resume).map_err(|_| meanwhile())?;
            let (organisation, now) = (work.organisation(), work.now());
            let from = state.code();
            if !drafts::next_version(work.tx, organisation, id, from, document.version, now).await? {
                return Err(meanwhile());
            }
            document.version += 1;
            next.code().clone_into(&mut document.state);
        }
        _ => return Err(Refusal::Invalid(vec![Problem::new("draft-not-open")])),
    }
    Ok((document, files))
}

/// The outgoing or internal document, if the actor is its drafter or handles the drafter's work.
///
/// # Errors
/// Not found; not the drafter.
pub async fn own(work: &mut Work<'_>, id: DocumentId) -> Result<(Document, Vec<StoredFile>), Refusal> {
    let (document, files) = permitted(work, id).await?;
    if document.direction == "incoming" {
        return Err(Refusal::NotFound);
    }
    if !work.actor.handles(document.drafter) {
        return Err(Refusal::Forbidden(Problem::new("draft-not-drafter")));
    }
    work.for_owner(document.drafter);
    Ok((document, files))
}
