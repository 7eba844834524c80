//! Sending back what arrived.

use luuvet_domain::access::Action;
use luuvet_domain::delivery;
use luuvet_domain::documents::incoming::Verb as Does;
use luuvet_domain::ids::DocumentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::incoming::{checks, report, store};
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// Refuses an arrival with a reason, which the sender hears (Decree 30/2020, Article 21.2; Decision 28/2018).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Refuse {
    /// Which document.
    pub document: DocumentId,
    /// Why.
    pub reason: String,
}

impl Verb for Refuse {
    type Out = ();
    const NAME: &'static str = "refuse";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = checks::incoming(work, self.document).await?;
        work.require(Action::Refuse)?;
        let reason = checks::wording(&self.reason, "reason", true)?;
        let next = checks::after(&document, Does::Refuse)?;
        checks::advance(work, &document, next).await?;
        let (organisation, now) = (work.organisation(), work.now());
        store::take_away_open_tasks(work.tx, organisation, document.id, now).await?;
        store::set_reason(work.tx, organisation, document.id, &reason).await?;
        report::report_with(work, document.id, delivery::Report::Refuse, &reason).await?;
        let event = Event::new(EventKind::DocumentRefused, Subject::Document(document.id.0)).private("reason", reason);
        work.finish(event, ()).await
    }
}
