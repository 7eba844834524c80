//! Co-issued documents, for programs; a draft names its bodies itself.

use jiff::civil::Date;
use luuvet_domain::ids::DocumentId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::FileBody;
use crate::api::caller::Caller;
use crate::api::operation::{Operation, carry_out, looked_at, verb};
use crate::api::scope::Scope::DocumentsWrite;
use crate::app::App;
use crate::documents::joint::approve_joint::ApproveJoint;
use crate::documents::joint::record_body::RecordBody;
use crate::documents::joint::refuse_joint::RefuseJoint;
use crate::documents::paper::scan;
use crate::documents::permitted;
use crate::refusal::Refusal;

pub(super) fn operations() -> Vec<Operation> {
    let s = DocumentsWrite;
    vec![
        verb::<ApproveJoint>(
            s,
            "documents/{document}/co-sign",
            "Approves a document that another organisation leads: exactly the manifest that was seen.",
        ),
        verb::<RefuseJoint>(s, "documents/{document}/co-sign/refuse", "Refuses to co-sign, with a reason."),
        looked_at(
            s,
            "documents/{document}/joint",
            "record-body",
            "Records who signed for a body outside, with the scan.",
            &[],
            record_with,
        ),
    ]
}

#[derive(Debug, Serialize, Deserialize)]
struct RecordBodyOf {
    document: DocumentId,
    /// The body's row.
    body: Uuid,
    /// Who signed.
    signer: String,
    /// In which post.
    title: String,
    /// On which day.
    day: Date,
    /// The files hold no state secrets.
    declared: bool,
    files: Vec<FileBody>,
}

async fn record_with(app: App, caller: Caller, body: RecordBodyOf) -> Result<(), Refusal> {
    permitted::find(&mut app.read().await?, &caller.actor, body.document).await?;
    let uploaded = body.files.into_iter().map(FileBody::decoded).collect::<Result<Vec<_>, _>>()?;
    let files = match uploaded.is_empty() {
        true => Vec::new(),
        false => scan::take_in(&app, &caller.actor, uploaded, body.declared).await?,
    };
    let RecordBodyOf { document, body, signer, title, day, .. } = body;
    carry_out(&app, &caller, RecordBody { document, body, signer, title, day, files }).await
}
