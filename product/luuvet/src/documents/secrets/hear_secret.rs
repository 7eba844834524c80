//! A content that we hold was removed elsewhere as a state secret: our own people have to look.

use luuvet_domain::ids::{DocumentId, OrganisationId};
use luuvet_domain::secrecy::purge::Reason;
use luuvet_domain::trace::{Event, EventKind, Source, Subject};
use serde::{Deserialize, Serialize};

use super::store::purges;
use crate::app::App;
use crate::refusal::Refusal;
use crate::work::{Actor, Done, Verb, Work};

/// Puts a report on the list of `organisation`, once.
///
/// # Errors
/// The database's.
pub(super) async fn hear_secret(app: &App, organisation: OrganisationId, document: DocumentId) -> Result<(), Refusal> {
    let known = purges::of_document(&mut app.read().await?, organisation, document).await?;
    if known.is_none_or(|purge| !purge.is_open()) {
        app.perform(&Actor::system(organisation, Source::Exchange), HearSecret { document }).await?;
    }
    Ok(())
}

/// Opens a report about a document of ours. It says nothing of who removed the content elsewhere.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HearSecret {
    /// The document.
    pub document: DocumentId,
}

impl Verb for HearSecret {
    type Out = ();
    const NAME: &'static str = "hear-secret";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (organisation, now, id) = (work.organisation(), work.now(), work.id());
        let reason = Reason::Notified.code();
        let new = purges::NewPurge { id, document: self.document, state: "reported", reason, by: None };
        purges::insert(work.tx, organisation, &new, now).await?;
        work.finish(Event::new(EventKind::SecretReported, Subject::Document(self.document.0)), ()).await
    }
}
