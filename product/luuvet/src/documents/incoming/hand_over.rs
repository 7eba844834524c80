//! The paper original changes hands, with a receipt.

use luuvet_domain::access::Action;
use luuvet_domain::ids::{DocumentId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::documents::incoming::{checks, store};
use crate::documents::store::{Grantee, grants};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Hands the paper original to a position; whoever holds it, or the clerk, does. The new holder may see the document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HandOverOriginal {
    /// Which document.
    pub document: DocumentId,
    /// To whom.
    pub to: PositionId,
}

impl Verb for HandOverOriginal {
    type Out = ();
    const NAME: &'static str = "hand-over-original";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = checks::incoming(work, self.document).await?;
        let (organisation, now, day) = (work.organisation(), work.now(), work.today().to_string());
        let found = store::arrival(work.tx, organisation, document.id).await?.ok_or(Refusal::NotFound)?;
        let holder = found.original_holder.ok_or_else(|| Refusal::invalid(Problem::new("no-original")))?;
        if work.actor.handles(holder) {
            work.for_owner(holder);
        } else {
            work.require(Action::Register)?;
        }
        let name = store::holder_name(work.tx, organisation, self.to, &day).await?;
        let name = name.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("to")))?;
        if self.to == holder {
            return Err(Refusal::invalid(Problem::new("original-there").at("to")));
        }
        let id: Uuid = work.id();
        if !store::hand_over(work.tx, organisation, document.id, id, (Some(holder), self.to), now).await? {
            return Err(checks::meanwhile(&document));
        }
        grants::grant(work.tx, organisation, document.id, Grantee::Position(self.to), "original").await?;
        let event = Event::new(EventKind::OriginalHandedOver, Subject::Document(document.id.0));
        work.finish(event.id("position", self.to.0).code("step", "given").private("to", name), ()).await
    }
}

/// The new holder receipts the paper original.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReceiptOriginal {
    /// Which document.
    pub document: DocumentId,
}

impl Verb for ReceiptOriginal {
    type Out = ();
    const NAME: &'static str = "receipt-original";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = checks::incoming(work, self.document).await?;
        let (organisation, now) = (work.organisation(), work.now());
        let found = store::arrival(work.tx, organisation, document.id).await?.ok_or(Refusal::NotFound)?;
        let holder = found.original_holder.filter(|holder| work.actor.handles(*holder));
        let holder = holder.ok_or_else(|| Refusal::invalid(Problem::new("original-elsewhere")))?;
        work.for_owner(holder);
        if store::receipt(work.tx, organisation, document.id, holder, now).await? == 0 {
            return Err(Refusal::Meanwhile(Problem::new("original-receipted")));
        }
        let event = Event::new(EventKind::OriginalHandedOver, Subject::Document(document.id.0));
        let event = event.id("position", holder.0).code("step", "received");
        work.finish(event.private("to", found.original_title), ()).await
    }
}
