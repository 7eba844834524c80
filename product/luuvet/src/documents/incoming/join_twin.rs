//! The paper twin of a document that is here electronically, or the other way round.

use luuvet_domain::access::Action;
use luuvet_domain::ids::{DocumentId, FileId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::documents::incoming::{checks, store};
use crate::documents::store::{NewFile, files};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Joins what arrived on the other medium to a document that is here: one arrival number for both. Paper stays with the
/// clerk until it is handed over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct JoinTwin {
    /// The document that is here.
    pub document: DocumentId,
    /// The twin is on paper.
    pub paper: bool,
    /// A scan of the paper, or the files.
    pub files: Vec<NewFile>,
}

impl Verb for JoinTwin {
    type Out = ();
    const NAME: &'static str = "join-twin";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = checks::incoming(work, self.document).await?;
        work.require(Action::Register)?;
        let (organisation, clerk, now) = (work.organisation(), work.position()?, work.now());
        let found = store::arrival(work.tx, organisation, document.id).await?.ok_or(Refusal::NotFound)?;
        let other = if self.paper { "electronic" } else { "paper" };
        if found.medium != other || matches!(document.state.as_str(), "refused" | "recalled-by-sender") {
            return Err(Refusal::invalid(Problem::new("twin-here").at("anyway")));
        }
        if !store::set_both_media(work.tx, organisation, document.id).await? {
            return Err(checks::meanwhile(&document));
        }
        let subject = Subject::Document(document.id.0);
        for file in &self.files {
            let id: FileId = work.id();
            files::add(work.tx, organisation, document.id, id, file, None, clerk, now).await?;
            work.note(Event::new(EventKind::FileAdded, subject).private("file", &file.name));
        }
        if !self.paper {
            let event = Event::new(EventKind::DocumentRelated, subject);
            return work.finish(event.private("symbol", document.symbol.unwrap_or(document.subject)), ()).await;
        }
        let handover: Uuid = work.id();
        store::hand_over(work.tx, organisation, document.id, handover, (None, clerk), now).await?;
        store::receipt(work.tx, organisation, document.id, clerk, now).await?;
        let name = work.actor.title.clone();
        let event = Event::new(EventKind::OriginalHandedOver, subject).id("position", clerk.0).private("to", name);
        work.finish(event, ()).await
    }
}
