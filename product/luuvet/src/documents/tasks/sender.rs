//! Telling the sender how far its document has come here.

use luuvet_domain::delivery;
use luuvet_domain::ids::DocumentId;

use crate::documents::exchange::{self, Report};
use crate::documents::tasks::store;
use crate::refusal::Refusal;
use crate::work::Work;

/// Reports to the organisation that sent the document; nothing for what came on paper or was written here.
///
/// # Errors
/// The database's.
pub async fn tell(work: &mut Work<'_>, document: DocumentId, what: delivery::Report) -> Result<(), Refusal> {
    let organisation = work.organisation();
    let Some(sender) = store::sender(work.tx, organisation, document).await? else { return Ok(()) };
    let report = Report {
        to: sender.organisation,
        document: sender.document,
        recipient: sender.recipient,
        what: what.code().to_owned(),
        at: work.now(),
        number: None,
        reason: String::new(),
    };
    exchange::report(work, &report).await
}
