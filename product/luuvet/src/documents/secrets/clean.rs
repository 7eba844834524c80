//! The job after a removal: copies elsewhere, bytes, page images.

use std::path::Path;

use luuvet_domain::ids::{DocumentId, OrganisationId};
use luuvet_jobs::Job;

use super::clear::{Rest, Tell};
use super::hear_secret::hear_secret;
use super::store::{contents, purges};
use super::take_purge::{TakePurge, take_purge};
use crate::app::App;
use crate::documents::delivery;
use crate::refusal::Refusal;

/// The job that finishes a removal.
pub const CLEAN: &str = "clean-purged";

/// A database file up to this size is written anew after a removal; a larger one would hold everybody up.
const ANEW: u64 = 256 << 20;

/// Tells recipients and other holders, and removes the bytes that nobody refers to any more. Runs again from the start
/// after a failure or a power cut; each step does nothing where it was done.
///
/// # Errors
/// The database's, the store's; then it is tried again, later each time.
pub async fn clean(app: &App, job: &Job) -> Result<(), Refusal> {
    let rest: Rest = delivery::body(job)?;
    let organisation = OrganisationId(job.organisation_id);
    for tell in &rest.tell {
        take_purge(app, tell.to, told(organisation, tell, &rest)).await?;
    }
    for hash in &rest.hashes {
        erase(app, *hash).await?;
    }
    match app.db.scrub(ANEW).await {
        Ok(true) => {}
        Ok(false) => tracing::warn!("after a removal: the database may keep old pages; see the page of the removal"),
        Err(error) => tracing::warn!(%error, "after a removal: old pages of the database could not be cleaned"),
    }
    Ok(())
}

fn told(sender: OrganisationId, tell: &Tell, rest: &Rest) -> TakePurge {
    TakePurge {
        sender,
        document: tell.document,
        whole: tell.whole,
        hashes: rest.hashes.clone(),
        reason: rest.reason.clone(),
    }
}

/// Hands a removal to one recipient whose copy arrived while it was made.
///
/// # Errors
/// The database's.
pub async fn overtake(
    app: &App,
    sender: OrganisationId,
    document: DocumentId,
    to: OrganisationId,
) -> Result<(), Refusal> {
    let mut tx = app.read().await?;
    let Some(purge) = purges::of_document(&mut tx, sender, document).await?.filter(purges::Purge::is_done) else {
        return Ok(());
    };
    let known = contents::of_purge(&mut tx, sender, purge.id).await?;
    drop(tx);
    let hashes = known.into_iter().filter(|content| !content.spared).map(|content| content.hash).collect();
    take_purge(app, to, TakePurge { sender, document, whole: true, hashes, reason: purge.reason }).await
}

/// Removes the bytes of a content, or tells those who still hold it.
async fn erase(app: &App, hash: [u8; 32]) -> Result<(), Refusal> {
    let is_free = app.change_later(move |tx, _| Box::pin(async move { Ok(contents::forget(tx, hash).await?) })).await?;
    if !is_free {
        let holders = contents::holders(&mut app.read().await?, hash).await?;
        for (organisation, document) in holders {
            hear_secret(app, organisation, document).await?;
        }
        return Ok(());
    }
    app.blobs.erase(hash).await?;
    remove_pictures(&app.settings.previews, &hex::encode(hash)).await?;
    app.change_later(move |tx, draw| Box::pin(async move { Ok(contents::set_erased(tx, hash, draw.now).await?) })).await
}

/// Removes the page images of a content.
async fn remove_pictures(folder: &Path, name: &str) -> Result<(), Refusal> {
    let broken = |error: std::io::Error| Refusal::Broken(error.to_string());
    let Ok(mut entries) = tokio::fs::read_dir(folder).await else { return Ok(()) };
    while let Some(entry) = entries.next_entry().await.map_err(broken)? {
        if entry.file_name().to_string_lossy().starts_with(name) {
            let path = entry.path();
            if let Ok(found) = entry.metadata().await {
                let nothing = vec![0; usize::try_from(found.len()).unwrap_or(0)];
                tokio::fs::write(&path, nothing).await.map_err(broken)?;
            }
            match tokio::fs::remove_file(&path).await {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(broken(error)),
                _ => {}
            }
        }
    }
    Ok(())
}
