//! Reminding a recipient.

use luuvet_domain::access::Action;
use luuvet_domain::delivery::Rung;
use luuvet_domain::documents::outgoing::State;
use luuvet_domain::ids::{DocumentId, RecipientId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use super::deeds::outgoing;
use super::ladder;
use super::store::{Recipient, recipients};
use crate::documents::permitted::permitted;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A recipient that has not answered, or not registered, is reminded; reminders are counted and kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemindRecipient {
    /// The document.
    pub document: DocumentId,
    /// Whom.
    pub recipient: RecipientId,
}

/// Whether there is something to remind of.
#[must_use]
pub fn owes(recipient: &Recipient) -> bool {
    let open = recipient.answers.iter().any(|answer| answer.answered_at.is_none());
    let unread = recipient.answers.is_empty() && ladder::progress(recipient).rung() < Rung::Registered;
    recipient.recalled_at.is_none()
        && recipient.kind != "outside"
        && recipient.finished_at.is_none()
        && (open || unread)
}

impl Verb for RemindRecipient {
    type Out = i64;
    const NAME: &'static str = "remind-recipient";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<i64>, Refusal> {
        let (document, _) = permitted(work, self.document).await?;
        work.require(Action::Remind)?;
        let organisation = work.organisation();
        let all = recipients::of_document(work.tx, organisation, document.id).await?;
        let recipient = all.into_iter().find(|one| one.id == self.recipient).ok_or(Refusal::NotFound)?;
        if outgoing(&document) != Some(State::Issued) || !owes(&recipient) {
            return Err(Refusal::invalid(Problem::new("remind-nothing").with("name", &recipient.name)));
        }
        let before = recipient.reminders;
        if !recipients::count_reminder(work.tx, organisation, document.id, recipient.id, before).await? {
            return Err(Refusal::Meanwhile(Problem::new("busy")));
        }
        let event = Event::new(EventKind::RecipientReminded, Subject::Document(document.id.0))
            .number("count", before + 1)
            .private("recipient", &recipient.name);
        work.finish(event, before + 1).await
    }
}
