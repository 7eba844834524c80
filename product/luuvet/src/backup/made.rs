//! Which backups were written: asked when something has to go from them too.

mod store;

use std::path::Path;

use luuvet_db::{Db, Urgency};
use uuid::Uuid;

pub use store::{Made, between};

use crate::chance;
use crate::work::Draw;

/// Notes that a backup begins. A database of an earlier version has no place for it yet; a backup before an upgrade is
/// made all the same.
pub(super) async fn begin(db: &Db, now: i64, target: &Path) -> Option<Uuid> {
    let seed = chance::seed().inspect_err(|error| tracing::warn!(%error, "a backup is not on the list")).ok()?;
    let id = Draw { now, seed }.request();
    let file = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let noted = db
        .write(Urgency::Interactive, None, move |tx| {
            let file = file.clone();
            Box::pin(async move { store::insert(tx, id, now, &file).await })
        })
        .await;
    noted.inspect_err(|error| tracing::warn!(%error, "a backup is not on the list")).ok().map(|()| id)
}

/// Notes how it ended: with its size, or not at all.
pub(super) async fn end(db: &Db, id: Uuid, size: Option<u64>) {
    let size = size.map(|size| i64::try_from(size).unwrap_or(i64::MAX));
    let noted = db
        .write(Urgency::Interactive, None, move |tx| Box::pin(async move { store::finish(tx, id, size).await }))
        .await;
    if let Err(error) = noted {
        tracing::warn!(%error, "a backup stands unfinished on the list");
    }
}
