//! What the sender hears of its document.

use luuvet_domain::delivery;
use luuvet_domain::ids::DocumentId;

use crate::documents::exchange::{self, Report};
use crate::documents::incoming::store;
use crate::refusal::Refusal;
use crate::work::Work;

/// Tells the sender how far its document has come here; nothing when it came by upload or on paper. Reports may come
/// several times: the sender keeps the first moment of each.
///
/// # Errors
/// The database's.
pub async fn report(work: &mut Work<'_>, document: DocumentId, what: delivery::Report) -> Result<(), Refusal> {
    report_with(work, document, what, "").await
}

/// The same with the reason of a refusal.
///
/// # Errors
/// The database's.
pub(super) async fn report_with(
    work: &mut Work<'_>,
    document: DocumentId,
    what: delivery::Report,
    reason: &str,
) -> Result<(), Refusal> {
    let organisation = work.organisation();
    let Some((sender, number)) = store::sender_of(work.tx, organisation, document).await? else { return Ok(()) };
    let report = Report {
        to: sender.organisation,
        document: sender.document,
        recipient: sender.recipient,
        what: what.code().to_owned(),
        at: work.now(),
        number,
        reason: reason.to_owned(),
    };
    exchange::report(work, &report).await
}
