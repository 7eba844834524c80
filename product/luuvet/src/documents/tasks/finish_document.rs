//! Finishing a document that nobody leads any more, and taking it up again.

use luuvet_domain::access::Action;
use luuvet_domain::assignments::State;
use luuvet_domain::delivery::Report;
use luuvet_domain::documents::incoming;
use luuvet_domain::ids::{DocumentId, TaskId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::incoming::report;
use crate::documents::permitted;
use crate::documents::store::{self, NewTask, Owner};
use crate::documents::tasks::{self, finish_task, limits};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Whoever directs says that the document is done: only informed, or its leads are done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FinishDocument {
    /// Which.
    pub document: DocumentId,
    /// What came of it.
    pub result: String,
}

impl Verb for FinishDocument {
    type Out = ();
    const NAME: &'static str = "finish-document";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = permitted::permitted(work, self.document).await?;
        work.require(Action::Direct)?;
        let result = vietnamese::fold::nfc(self.result.trim());
        limits::text(&result, "result")?;
        let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
        let (leads, _) = tasks::store::open_leads(work.tx, organisation, document.id, None).await?;
        if leads > 0 {
            return Err(Refusal::invalid(Problem::new("document-lead-open").with("owner", leads)));
        }
        if document.direction != "incoming" {
            return Err(Refusal::Meanwhile(Problem::new("task-not-now")));
        }
        let ended = State::EndedWithLead.code();
        store::tasks::close_kind(work.tx, organisation, document.id, "support", ended, by, now).await?;
        store::tasks::close_kind(work.tx, organisation, document.id, "direct", State::Finished.code(), by, now).await?;
        let event = finish_task::end_document(work, &document, &result).await?;
        work.finish(event, ()).await
    }
}

/// A finished document is taken up again; it lies before the one who says so, to be directed anew.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reopen {
    /// Which.
    pub document: DocumentId,
    /// Why.
    pub reason: String,
}

impl Verb for Reopen {
    type Out = ();
    const NAME: &'static str = "reopen";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = permitted::permitted(work, self.document).await?;
        work.require(Action::Direct)?;
        let reason = vietnamese::fold::nfc(self.reason.trim());
        limits::text(&reason, "reason")?;
        let state = incoming::State::from_code(&document.state);
        let state = state.map_err(|_| Refusal::Meanwhile(Problem::new("task-not-now")))?;
        let next = incoming::step(state, incoming::Verb::Reopen).map_err(|error| tasks::told(error.into()))?;
        let (organisation, now) = (work.organisation(), work.now());
        if !store::documents::set_state(work.tx, organisation, document.id, state.code(), next.code(), now).await? {
            return Err(Refusal::Meanwhile(Problem::new("task-not-now")));
        }
        let (id, position): (TaskId, _) = (work.id(), work.position()?);
        let task = NewTask {
            id,
            document: document.id,
            kind: "direct",
            owner: Owner::Position(position),
            giver: None,
            parent: None,
            step: None,
            instruction: &reason,
            due: None,
        };
        store::tasks::insert(work.tx, organisation, &task, now).await?;
        report(work, document.id, Report::Start).await?;
        let event = Event::new(EventKind::DocumentReopened, Subject::Document(document.id.0));
        work.finish(event.private("reason", reason), ()).await
    }
}
