//! The sender takes back a document that has arrived.

use luuvet_domain::delivery;
use luuvet_domain::documents::incoming::{State, Verb as Does, step};
use luuvet_domain::ids::{DocumentId, OrganisationId};
use luuvet_domain::trace::{Event, EventKind, Source, Subject};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::documents::incoming::{report, store};
use crate::documents::store::documents;
use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Done, Verb, Work};

/// Takes a recall for `organisation`: `true` when the document is (now) marked as recalled, `false` when it never
/// arrived or was refused. Doing it again changes nothing.
///
/// # Errors
/// The database's.
pub async fn take_recall(app: &App, organisation: OrganisationId, recall: TakeRecall) -> Result<bool, Refusal> {
    let mut tx = app.read().await?;
    let Some(id) = store::earlier(&mut tx, organisation, recall.sender, recall.document).await? else {
        return Ok(false);
    };
    let document = documents::find(&mut tx, organisation, id).await?;
    drop(tx);
    match document.map(|document| document.state).as_deref() {
        Some("recalled-by-sender") => Ok(true),
        None | Some("refused") => Ok(false),
        Some(_) => {
            app.perform(&Actor::system(organisation, Source::Job), recall).await?;
            Ok(true)
        }
    }
}

/// The sender recalls: the document stays, marked, its open work is taken away, and the sender hears of it
/// (Decision 28/2018, Article 9). Through [`take_recall`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TakeRecall {
    /// Who sent it.
    pub sender: OrganisationId,
    /// The sender's document.
    pub document: DocumentId,
    /// Why.
    pub reason: String,
}

impl Verb for TakeRecall {
    type Out = DocumentId;
    const NAME: &'static str = "take-recall";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<DocumentId>, Refusal> {
        let (organisation, now) = (work.organisation(), work.now());
        let id = store::earlier(work.tx, organisation, self.sender, self.document).await?.ok_or(Refusal::NotFound)?;
        let document = documents::find(work.tx, organisation, id).await?.ok_or(Refusal::NotFound)?;
        let meanwhile = || Refusal::Meanwhile(Problem::new("incoming-state").with("state", &document.state));
        let state = State::from_code(&document.state).map_err(|_| meanwhile())?;
        let next = step(state, Does::Recall).map_err(|_| meanwhile())?;
        if !documents::set_state(work.tx, organisation, id, state.code(), next.code(), now).await? {
            return Err(meanwhile());
        }
        store::take_away_open_tasks(work.tx, organisation, id, now).await?;
        store::set_reason(work.tx, organisation, id, &self.reason).await?;
        report(work, id, delivery::Report::Recall).await?;
        let event = Event::new(EventKind::ArrivalRecalled, Subject::Document(id.0)).private("reason", &self.reason);
        work.finish(event, id).await
    }
}
