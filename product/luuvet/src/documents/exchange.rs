//! What goes between organisations: an envelope with a document, and reports about it on the way back.
//!
//! Two organisations in one database use the same path as two installations: the sender's job hands an [`Envelope`] to
//! the recipient's verb `Receive`, the recipient's jobs hand [`Report`]s to the sender's verb. Both are delivered at
//! least once and taken once. Contents travel by hash; each side refers to them by rows of its own.

use jiff::civil::Date;
use luuvet_domain::ids::{DemandId, DocumentId, OrganisationId, RecipientId};
use serde::{Deserialize, Serialize};

use crate::documents::store::NewFile;
use crate::refusal::Refusal;
use crate::work::Work;

/// The job that hands an envelope over; its body is a [`Delivery`].
pub const DELIVER: &str = "deliver";
/// The job that hands a report back; its body is a [`Report`].
pub const REPORT: &str = "report-delivery";
/// The job that makes the issued rendition; its body is the document's id.
pub const RENDER: &str = "render";

/// Which delivery a `deliver` job is for; everything else is read when it runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Delivery {
    /// The sender's document.
    pub document: DocumentId,
    /// The recipient's row.
    pub recipient: RecipientId,
}

/// An issued document on its way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Envelope {
    /// Who sends.
    pub sender: OrganisationId,
    /// The sender's name on the day.
    pub sender_name: String,
    /// The sender's document.
    pub document: DocumentId,
    /// The sender's row for this recipient; reports name it.
    pub recipient: RecipientId,
    /// The kind's code.
    pub kind: String,
    /// Trích yếu.
    pub subject: String,
    /// The urgency's code.
    pub urgency: String,
    /// Only named persons read it.
    pub restricted: bool,
    /// Number and symbol.
    pub symbol: String,
    /// Its date.
    pub day: Date,
    /// Who signed, and the post.
    pub signer: String,
    /// The signer's post.
    pub signer_title: String,
    /// `lead`, `support` or `inform`.
    pub role: String,
    /// The recipient's own due day, when the sender set one.
    pub due: Option<Date>,
    /// What the sender asks for.
    pub demands: Vec<EnvelopeDemand>,
    /// The issued rendition first, then attachments.
    pub files: Vec<NewFile>,
    /// What it answers.
    pub answers: Option<Answered>,
    /// What it is to earlier documents of the sender.
    #[serde(default)]
    pub relations: Vec<EnvelopeRelation>,
}

/// What a document on its way is to an earlier one of the same sender.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EnvelopeRelation {
    /// The code of a relation of the domain.
    pub kind: String,
    /// The sender's earlier document; the recipient may have it or not.
    pub document: DocumentId,
    /// How the sender names it.
    pub wording: String,
}

/// A reply demand.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EnvelopeDemand {
    /// The sender's id; the answer names it.
    pub id: DemandId,
    /// What is asked for.
    pub wording: String,
    /// The day in the document: "trước ngày 30/4/2024".
    pub stated: Date,
    /// Whether the stated day itself is too late ("trước ngày").
    pub excludes: bool,
    /// The last working day for it.
    pub due: Date,
}

/// Which document of the addressee is answered, and which of its demands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answered {
    /// The addressee's own document.
    pub document: DocumentId,
    /// The addressee's row for the organisation that answers.
    pub recipient: RecipientId,
    /// The demands that are answered.
    pub demands: Vec<DemandId>,
}

/// What became of a delivered document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    /// The organisation that sent the document and shall hear of it.
    pub to: OrganisationId,
    /// The sender's document.
    pub document: DocumentId,
    /// The sender's row.
    pub recipient: RecipientId,
    /// The code of a delivery report of the domain: delivered, opened, registered, refused …
    pub what: String,
    /// When it happened, UTC microseconds.
    pub at: i64,
    /// The arrival number, once registered.
    pub number: Option<i64>,
    /// Why it was refused.
    pub reason: String,
}

/// Sends a report after the commit.
///
/// # Errors
/// The database's.
pub async fn report(work: &mut Work<'_>, report: &Report) -> Result<(), Refusal> {
    let now = work.now();
    work.enqueue(REPORT, report, now).await
}
