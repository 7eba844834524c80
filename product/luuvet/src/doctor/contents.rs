//! The contents of files: there for every row, and as their names say.

use luuvet_blobs::{BlobError, Blobs};
use luuvet_db::Db;

use super::{Check, Level, store};
use crate::refusal::Refusal;

/// Every so many contents one is read when not all of them are.
const SAMPLE: usize = 20;
/// Hashes that are told.
const TOLD: usize = 5;

pub(super) async fn look(db: &Db, blobs: &Blobs, all: bool) -> Result<Vec<Check>, Refusal> {
    let (mut count, mut missing, mut damaged) = (0, Vec::new(), Vec::new());
    let mut after = Vec::new();
    loop {
        let piece = store::blobs(&mut db.read().await?, &after).await?;
        let Some((last, _)) = piece.last() else {
            break;
        };
        after = last.to_vec();
        for (hash, _) in piece {
            count += 1;
            let found = if all || count % SAMPLE == 1 {
                blobs.check(hash).await
            } else if blobs.has(hash).await? {
                Ok(())
            } else {
                Err(BlobError::Missing(hex::encode(hash)))
            };
            match found {
                Ok(()) => {}
                Err(BlobError::Missing(name)) => missing.push(name),
                Err(BlobError::Damaged(name)) => damaged.push(name),
                Err(error) => return Err(error.into()),
            }
        }
    }
    let check = |key, names: Vec<String>| {
        let told = names.iter().take(TOLD).cloned().collect::<Vec<_>>().join(", ");
        (!names.is_empty()).then(|| Check::new(Level::Wrong, key).with("count", names.len()).with("names", told))
    };
    let mut checks: Vec<Check> = [check("doctor-contents-missing", missing), check("doctor-contents-damaged", damaged)]
        .into_iter()
        .flatten()
        .collect();
    if checks.is_empty() {
        let key = if all { "doctor-contents-all" } else { "doctor-contents" };
        checks.push(Check::new(Level::Well, key).with("count", count));
    }
    Ok(checks)
}
