//! The registers of an organisation, live and old, and scans of old books.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{FileId, OrganisationId, PositionId, RegisterId};

use super::series::{Series, read};
use crate::documents::store::NewFile;

/// Every register, newest year first; at most 500.
///
/// # Errors
/// The database's.
pub async fn all(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Series>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT id, direction, name, owner_symbol, kinds, outside_last, year, first_number, last_number, last_day,
                        confirmed_at, history, closed_day
                 FROM register WHERE organisation_id = $1
                 ORDER BY year DESC, direction, owner_symbol, CASE WHEN kinds = '' THEN 0 ELSE 1 END, name, id LIMIT 500"
            ),
            &[organisation.0.into()],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Keeps the scan of an old book's last page with the register that goes on behind it.
///
/// # Errors
/// The database's.
pub async fn add_scan(
    tx: &mut Tx,
    organisation: OrganisationId,
    register: RegisterId,
    id: FileId,
    file: &NewFile,
    by: PositionId,
    now: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO blob (hash, size) VALUES ($1, $2)
             ON CONFLICT (hash) DO UPDATE SET doomed_at = NULL"
        ),
        &[file.hash.into(), file.size.into()],
    )
    .await?;
    tx.execute(
        sql!(
            "INSERT INTO register_scan (organisation_id, register_id, id, name, media_type, hash, size, pages, added_at,
               added_by_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        ),
        &[
            organisation.0.into(),
            register.0.into(),
            id.0.into(),
            (&file.name).into(),
            (&file.media_type).into(),
            file.hash.into(),
            file.size.into(),
            file.pages.into(),
            now.into(),
            by.0.into(),
        ],
    )
    .await?;
    Ok(())
}

/// The scan of the old book: id, name, media type and the content's hash.
///
/// # Errors
/// The database's.
pub async fn scan(
    tx: &mut Tx,
    organisation: OrganisationId,
    register: RegisterId,
) -> Result<Option<(FileId, String, String, [u8; 32])>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT id, name, media_type, hash FROM register_scan
                 WHERE organisation_id = $1 AND register_id = $2 ORDER BY added_at, id LIMIT 1"
            ),
            &[organisation.0.into(), register.0.into()],
        )
        .await?;
    row.map(|row| Ok((FileId(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?))).transpose()
}
