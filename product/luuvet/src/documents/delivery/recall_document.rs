//! Recalling what was issued.

use luuvet_domain::access::Action;
use luuvet_domain::documents::outgoing::{Verb as Does, step};
use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use super::deeds::outgoing;
use super::recall::RECALL;
use super::store::{facts, recipients};
use crate::documents::exchange::Delivery;
use crate::documents::permitted::permitted;
use crate::documents::store::documents;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Longest reason, in letters.
pub const REASON: usize = 1000;

/// Takes an issued document back from all its recipients: it stays, marked, with its number; the copies of the recipients
/// are marked by a job each, the open work of one's own people is taken away.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecallDocument {
    /// The document.
    pub document: DocumentId,
    /// Why.
    pub reason: String,
}

impl Verb for RecallDocument {
    type Out = ();
    const NAME: &'static str = "recall-document";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = permitted(work, self.document).await?;
        work.require(Action::Recall)?;
        let state = outgoing(&document).ok_or(Refusal::NotFound)?;
        let next = step(state, Does::Recall)
            .map_err(|_| Refusal::Meanwhile(Problem::new("recall-state").with("state", state.code())))?;
        let reason = checked(&self.reason)?;
        let (organisation, now) = (work.organisation(), work.now());
        if !documents::set_state(work.tx, organisation, document.id, state.code(), next.code(), now).await? {
            return Err(Refusal::Meanwhile(Problem::new("recall-state").with("state", state.code())));
        }
        recipients::set_reason(work.tx, organisation, document.id, &reason).await?;
        facts::take_away_tasks(work.tx, organisation, document.id, work.actor.position, now).await?;
        for recipient in recipients::of_document(work.tx, organisation, document.id).await? {
            work.enqueue(RECALL, &Delivery { document: document.id, recipient: recipient.id }, now).await?;
        }
        let event = Event::new(EventKind::DocumentRecalled, Subject::Document(document.id.0)).private("reason", reason);
        work.finish(event, ()).await
    }
}

fn checked(reason: &str) -> Result<String, Refusal> {
    let reason = vietnamese::fold::nfc(reason.trim());
    if reason.is_empty() {
        return Err(Refusal::invalid(Problem::new("field-empty").at("reason")));
    }
    if reason.chars().count() > REASON {
        return Err(Refusal::invalid(Problem::new("field-too-long").at("reason").with("limit", REASON)));
    }
    Ok(reason)
}
