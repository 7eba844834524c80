//! Giving up a draft before it is issued; it stays, cancelled.

use luuvet_domain::assignments::State as TaskState;
use luuvet_domain::documents::outgoing::{State, Verb as Step, step};
use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::obstacles::meanwhile;
use crate::documents::outgoing::reason;
use crate::documents::outgoing::store::drafts;
use crate::documents::outgoing::writable::own;
use crate::documents::store::{documents, tasks};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The drafter gives up a draft, with a reason.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DiscardDraft {
    /// Which.
    pub document: DocumentId,
    /// Why.
    pub reason: String,
}

impl Verb for DiscardDraft {
    type Out = ();
    const NAME: &'static str = "discard-draft";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = own(work, self.document).await?;
        let why = reason::given(&self.reason)?;
        let state = State::from_code(&document.state).map_err(|_| meanwhile())?;
        if !matches!(state, State::Draft | State::Returned | State::Withdrawn) {
            return Err(Refusal::Invalid(vec![Problem::new("draft-not-open")]));
        }
        let next = step(state, Step::Cancel).map_err(|_| meanwhile())?;
        let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
        if !documents::set_state(work.tx, organisation, document.id, state.code(), next.code(), now).await? {
            return Err(meanwhile());
        }
        let away = TaskState::TakenAway.code();
        tasks::close_kind(work.tx, organisation, document.id, "revise", away, by, now).await?;
        if let Some(incoming) = document.answers {
            drafts::set_answered(work.tx, organisation, incoming, document.id, &[]).await?;
        }
        let event = Event::new(EventKind::DraftDiscarded, Subject::Document(document.id.0)).private("reason", why);
        work.finish(event, ()).await
    }
}
