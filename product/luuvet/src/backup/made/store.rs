//! Rows of `backup_made`.

use luuvet_db::{DbError, Row, Tx, sql};
use uuid::Uuid;

/// A backup that was written, or begun.
#[derive(Clone, Debug)]
pub struct Made {
    /// When, UTC microseconds.
    pub at: i64,
    /// The file's name, without folders.
    pub file: String,
    /// Bytes; none when it was not finished, or is being made.
    pub size: Option<i64>,
}

/// Writes that a backup begins.
pub(super) async fn insert(tx: &mut Tx, id: Uuid, at: i64, file: &str) -> Result<(), DbError> {
    tx.execute(
        sql!("INSERT INTO backup_made (id, at, file) VALUES ($1, $2, $3)"),
        &[id.into(), at.into(), file.into()],
    )
    .await?;
    Ok(())
}

/// Writes the size of a finished backup; without one it was given up and left no file.
pub(super) async fn finish(tx: &mut Tx, id: Uuid, size: Option<i64>) -> Result<(), DbError> {
    match size {
        Some(size) => {
            tx.execute(sql!("UPDATE backup_made SET size = $2 WHERE id = $1"), &[id.into(), size.into()]).await?
        }
        None => tx.execute(sql!("DELETE FROM backup_made WHERE id = $1"), &[id.into()]).await?,
    };
    Ok(())
}

/// The backups made from one instant to another, newest first; at most 1,000.
///
/// # Errors
/// The database's.
pub async fn between(tx: &mut Tx, from: i64, until: i64) -> Result<Vec<Made>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT at, file, size FROM backup_made WHERE at >= $1 AND at <= $2
                 ORDER BY at DESC, id DESC LIMIT 1000"
            ),
            &[from.into(), until.into()],
        )
        .await?;
    let read = |row: &Row| Ok(Made { at: row.get(0)?, file: row.get(1)?, size: row.get(2)? });
    rows.iter().map(read).collect()
}
