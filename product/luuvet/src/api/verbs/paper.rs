//! Documents on paper and copies, for programs.

use jiff::civil::Date;
use luuvet_domain::documents::Kind;
use luuvet_domain::ids::{DocumentId, MandateId, PositionId};
use serde::{Deserialize, Serialize};

use super::FileBody;
use crate::api::caller::Caller;
use crate::api::operation::{Operation, carry_out, looked_at, verb};
use crate::api::scope::Scope::{DocumentsWrite, OrganisationWrite};
use crate::app::App;
use crate::documents::copies::{make_copy, rendition};
use crate::documents::outgoing::store::drafts::Recipient;
use crate::documents::paper::{end_kind, enter_paper, hand_over, list_kind, replace_scan, scan};
use crate::documents::registers::candidate::Numbered;
use crate::documents::{file, permitted};
use crate::refusal::Refusal;

pub(super) fn operations() -> Vec<Operation> {
    let s = DocumentsWrite;
    vec![
        looked_at(
            s,
            "documents/{document}/copies",
            "make-copy",
            "Drafts a copy of an issued or registered document, with its pages made.",
            &[],
            make_copy_with,
        ),
        looked_at(
            s,
            "documents/{document}/paper-signed",
            "enter-paper",
            "Enters a draft as signed on paper, with its scan.",
            &[],
            enter_paper_with,
        ),
        looked_at(
            s,
            "documents/{document}/scan",
            "replace-scan",
            "Puts another scan in place, before issue.",
            &[],
            replace_scan_with,
        ),
        verb::<hand_over::HandOverPaper>(
            s,
            "documents/{document}/paper",
            "Hands the paper original, or copies of an outgoing document, to somebody.",
        ),
        verb::<hand_over::ReceiptPaper>(
            s,
            "documents/{document}/paper/{handover}/received",
            "Receipts paper that was handed over.",
        ),
        verb::<list_kind::ListPaperKind>(OrganisationWrite, "paper-kinds", "Lists a kind as lawfully signed on paper."),
        verb::<end_kind::EndPaperKind>(OrganisationWrite, "paper-kinds/{id}/end", "Takes a kind off that list."),
    ]
}

#[derive(Debug, Serialize, Deserialize)]
struct CopyBody {
    document: DocumentId,
    kind: Kind,
    /// The part that an extract takes.
    part: Option<String>,
    /// The extract as a PDF holds no state secrets.
    declared: Option<bool>,
    extract: Option<FileBody>,
    signer: Option<PositionId>,
    mandate: Option<MandateId>,
    recipients: Vec<Recipient>,
    copies: i64,
}

/// The pages of the copy are made here.
async fn make_copy_with(app: App, caller: Caller, body: CopyBody) -> Result<DocumentId, Refusal> {
    permitted::find(&mut app.read().await?, &caller.actor, body.document).await?;
    let extract = match body.extract {
        Some(one) => {
            let declared = body.declared == Some(true);
            Some(file::take_in(&app, &caller.actor, one.decoded()?, "draft", declared).await?)
        }
        None => None,
    };
    let CopyBody { document, kind, signer, mandate, recipients, copies, .. } = body;
    let part = body.part.unwrap_or_default();
    let verb = make_copy::MakeCopy { document, kind, part, extract, signer, mandate, recipients, copies };
    let copy = carry_out(&app, &caller, verb).await?;
    rendition::refresh(&app, &caller.actor, copy).await?;
    Ok(copy)
}

#[derive(Debug, Serialize, Deserialize)]
struct PaperBody {
    document: DocumentId,
    signed: Date,
    /// Why on paper; needed outside the head's list.
    reason: String,
    /// Whether it gets its number now.
    number: bool,
    /// The unit in the symbol of an official letter.
    unit: String,
    /// The files hold no state secrets.
    declared: bool,
    files: Vec<FileBody>,
}

async fn enter_paper_with(app: App, caller: Caller, body: PaperBody) -> Result<Option<Numbered>, Refusal> {
    permitted::find(&mut app.read().await?, &caller.actor, body.document).await?;
    let uploaded = body.files.into_iter().map(FileBody::decoded).collect::<Result<Vec<_>, _>>()?;
    let files = scan::take_in(&app, &caller.actor, uploaded, body.declared).await?;
    let PaperBody { document, signed, reason, number, unit, .. } = body;
    carry_out(&app, &caller, enter_paper::EnterPaper { document, signed, reason, files, number, unit }).await
}

#[derive(Debug, Serialize, Deserialize)]
struct ScanBody {
    document: DocumentId,
    /// The files hold no state secrets.
    declared: bool,
    files: Vec<FileBody>,
}

async fn replace_scan_with(app: App, caller: Caller, body: ScanBody) -> Result<(), Refusal> {
    permitted::find(&mut app.read().await?, &caller.actor, body.document).await?;
    let uploaded = body.files.into_iter().map(FileBody::decoded).collect::<Result<Vec<_>, _>>()?;
    let files = scan::take_in(&app, &caller.actor, uploaded, body.declared).await?;
    carry_out(&app, &caller, replace_scan::ReplaceScan { document: body.document, files }).await
}
