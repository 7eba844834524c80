//! Changing what a draft says.

use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::content::Content;
use crate::documents::outgoing::store::choices;
use crate::documents::outgoing::writable::writable;
use crate::documents::store::grants;
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// The drafter changes metadata, recipients, demands or relations.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangeDraft {
    /// Which.
    pub document: DocumentId,
    /// What it says now.
    pub content: Content,
}

impl Verb for ChangeDraft {
    type Out = ();
    const NAME: &'static str = "change-draft";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = writable(work, self.document).await?;
        let (organisation, day) = (work.organisation(), work.today().to_string());
        let choices = choices::choices(work.tx, organisation, &day).await?;
        let content = self.content.checked(&choices)?;
        content.write(work, self.document, document.version, document.answers).await?;
        if content.restricted && !document.restricted {
            grants::withdraw_role_grants(work.tx, organisation, self.document).await?;
        }
        let event = Event::new(EventKind::DraftChanged, Subject::Document(self.document.0));
        work.finish(event.number("version", document.version), ()).await
    }
}
