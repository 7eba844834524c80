//! What is approved: the canonical manifest of a version.

use luuvet_domain::assignments::Kind as Task;
use luuvet_domain::documents::{Direction, Kind, Subject, Urgency};
use luuvet_domain::ids::PersonId;
use luuvet_domain::submissions::manifest::{Body, File, FileRole, Manifest, ManifestHash, Recipient};

use crate::documents::outgoing::store;
use crate::documents::outgoing::store::drafts::Parts;
use crate::documents::store::{Document, StoredFile};
use crate::refusal::{Problem, Refusal};
use crate::work::Work;

/// Makes the manifest of a document as it stands and keeps it.
///
/// # Errors
/// When the document names no signer or its row cannot be understood.
pub async fn freeze(
    work: &mut Work<'_>,
    document: &Document,
    parts: &Parts,
    files: &[StoredFile],
    signer: PersonId,
) -> Result<ManifestHash, Refusal> {
    let manifest = manifest(document, parts, files, signer)?;
    let broken = |error: luuvet_domain::submissions::manifest::Unencodable| Refusal::Broken(error.to_string());
    let (hash, body) = (manifest.hash().map_err(broken)?, manifest.encode().map_err(broken)?);
    store::keep_manifest(work.tx, document.organisation, document.id, document.version, hash.0, body).await?;
    Ok(hash)
}

fn manifest(document: &Document, parts: &Parts, files: &[StoredFile], signer: PersonId) -> Result<Manifest, Refusal> {
    let broken = |what: String| Refusal::Broken(what);
    let unknown = |error: luuvet_domain::codes::UnknownCode| broken(error.to_string());
    let signer_position =
        document.signer_id.ok_or_else(|| Refusal::invalid(Problem::new("submit-signer-missing").at("signer")))?;
    let recipients = parts.recipients.iter().map(|one| {
        let task = Task::from_code(&one.role).map_err(unknown)?;
        Ok(Recipient { id: one.target, name: one.name.clone(), task, due: one.due })
    });
    let files = files.iter().filter_map(|file| {
        let (id, name, length) = (file.id, file.name.clone(), u64::try_from(file.size).unwrap_or(0));
        Some(File { id, role: role(&file.role)?, name, length, sha256: file.hash })
    });
    Ok(Manifest {
        organisation: document.organisation,
        document: document.id,
        direction: Direction::from_code(&document.direction).map_err(unknown)?,
        kind: Kind::from_code(&document.kind).map_err(unknown)?,
        subject: Subject::parse(&document.subject).map_err(|error| broken(error.to_string()))?,
        urgency: Urgency::from_code(&document.urgency).map_err(unknown)?,
        is_restricted: document.restricted,
        signer,
        signer_position,
        mandate: document.mandate,
        recipients: recipients.collect::<Result<_, Refusal>>()?,
        bodies: parts.bodies.iter().map(|one| Body { id: one.target, name: one.name.clone() }).collect(),
        files: files.collect(),
    })
}

fn role(code: &str) -> Option<FileRole> {
    match code {
        "draft" => Some(FileRole::Main),
        "rendition" => Some(FileRole::Rendition),
        "attachment" => Some(FileRole::Attachment),
        "basis" => Some(FileRole::Basis),
        _ => None,
    }
}
