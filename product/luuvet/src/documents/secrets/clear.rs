//! Taking everything out that tells the content: shared by those who decide and those who are told.

use luuvet_domain::ids::{DocumentId, OrganisationId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clean::CLEAN;
use super::store::{clearing, contents, purges};
use crate::documents::delivery::store::recipients;
use crate::documents::store::Document;
use crate::refusal::Refusal;
use crate::work::Work;

/// Somebody who received a document from us, and what has to go there.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Tell {
    /// Who received it.
    pub to: OrganisationId,
    /// Our document.
    pub document: DocumentId,
    /// Whether all of it goes, or only the contents.
    pub whole: bool,
}

/// What is left to do after the commit: the body of the job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Rest {
    /// Why, as a code.
    pub reason: String,
    /// Whom to tell.
    pub tell: Vec<Tell>,
    /// Whose bytes go when nobody refers to them.
    pub hashes: Vec<[u8; 32]>,
}

/// Clears a document under a removal, and its contents (with those in `also`) out of the organisation's other documents.
///
/// # Errors
/// The database's.
pub(super) async fn document(
    work: &mut Work<'_>,
    purge: Uuid,
    document: &Document,
    also: &[[u8; 32]],
    reason: &str,
) -> Result<(), Refusal> {
    let (organisation, now) = (work.organisation(), work.now());
    let known = contents::of_purge(work.tx, organisation, purge).await?;
    let spared = |hash: &[u8; 32]| known.iter().any(|content| content.spared && content.hash == *hash);
    let mut hashes = contents::of_document(work.tx, organisation, document.id).await?;
    hashes.extend(also);
    hashes.retain(|hash| !spared(hash));
    hashes.sort_unstable();
    hashes.dedup();
    begin(work).await?;
    let mut tell = told(work, document.id, true).await?;
    let values = clearing::values(work.tx, organisation, document.id, &document.subject).await?;
    clearing::work(work.tx, organisation, document.id).await?;
    clearing::words(work.tx, document, now).await?;
    for hash in &hashes {
        contents::note(work.tx, organisation, purge, *hash, false).await?;
    }
    tell.extend(elsewhere(work, &hashes).await?);
    end(work).await?;
    let count = i64::try_from(values).unwrap_or(i64::MAX);
    work.note(Event::new(EventKind::ValuesErased, Subject::Document(document.id.0)).number("count", count));
    work.enqueue(CLEAN, &Rest { reason: reason.to_owned(), tell, hashes }, now).await
}

/// Clears contents alone out of the organisation's documents.
///
/// # Errors
/// The database's.
pub(super) async fn contents_alone(work: &mut Work<'_>, hashes: &[[u8; 32]], reason: &str) -> Result<(), Refusal> {
    begin(work).await?;
    let tell = elsewhere(work, hashes).await?;
    end(work).await?;
    let now = work.now();
    work.enqueue(CLEAN, &Rest { reason: reason.to_owned(), tell, hashes: hashes.to_vec() }, now).await
}

async fn begin(work: &mut Work<'_>) -> Result<(), Refusal> {
    work.tx.overwrite_deleted(true).await?;
    Ok(purges::permit_erasure(work.tx, work.actor.organisation, true).await?)
}

async fn end(work: &mut Work<'_>) -> Result<(), Refusal> {
    purges::permit_erasure(work.tx, work.actor.organisation, false).await?;
    Ok(work.tx.overwrite_deleted(false).await?)
}

/// Takes contents out of every document here that still holds them, each with an event of its own.
async fn elsewhere(work: &mut Work<'_>, hashes: &[[u8; 32]]) -> Result<Vec<Tell>, Refusal> {
    let (organisation, mut tell) = (work.organisation(), Vec::new());
    for hash in hashes {
        clearing::waiting(work.tx, organisation, *hash).await?;
        for other in contents::holders_here(work.tx, organisation, *hash).await? {
            let files = clearing::content(work.tx, organisation, other, *hash).await?;
            let count = i64::try_from(files).unwrap_or(i64::MAX);
            work.note(Event::new(EventKind::SecretPurged, Subject::Document(other.0)).number("files", count));
            tell.extend(told(work, other, false).await?);
        }
    }
    Ok(tell)
}

/// The organisations that a document of ours was sent to.
async fn told(work: &mut Work<'_>, document: DocumentId, whole: bool) -> Result<Vec<Tell>, Refusal> {
    let all = recipients::of_document(work.tx, work.actor.organisation, document).await?;
    let sent = all.into_iter().filter(|one| one.kind == "organisation").filter_map(|one| one.target);
    Ok(sent.map(|to| Tell { to: OrganisationId(to), document, whole }).collect())
}
