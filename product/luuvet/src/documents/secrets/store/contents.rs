//! Contents by hash: who holds them, and which of them are gone.

use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{DocumentId, FileId, OrganisationId};
use uuid::Uuid;

/// The contents of a document's files, those of removed ones too.
///
/// # Errors
/// The database's.
pub async fn of_document(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Vec<[u8; 32]>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT DISTINCT hash FROM document_file WHERE organisation_id = $1 AND document_id = $2 ORDER BY hash"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// A file of a document whose content other documents of the organisation hold too.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The file.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// Its content.
    pub hash: [u8; 32],
    /// How many other documents hold it.
    pub others: i64,
}

/// The files of a document that other documents of the organisation hold too.
///
/// # Errors
/// The database's.
pub async fn shared(tx: &mut Tx, organisation: OrganisationId, document: DocumentId) -> Result<Vec<Shared>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT f.id, f.name, f.hash, COUNT(DISTINCT o.document_id)
                 FROM document_file f
                 JOIN document_file o ON o.organisation_id = f.organisation_id AND o.hash = f.hash
                   AND o.document_id <> f.document_id
                 WHERE f.organisation_id = $1 AND f.document_id = $2
                 GROUP BY f.id, f.name, f.hash ORDER BY f.name, f.id"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    let read =
        |row: &Row| Ok(Shared { id: FileId(row.get(0)?), name: row.get(1)?, hash: row.get(2)?, others: row.get(3)? });
    rows.iter().map(read).collect()
}

/// Notes a content of a removal.
///
/// # Errors
/// The database's.
pub async fn note(
    tx: &mut Tx,
    organisation: OrganisationId,
    purge: Uuid,
    hash: [u8; 32],
    spared: bool,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO purge_content (organisation_id, purge_id, hash, spared) VALUES ($1, $2, $3, $4)
             ON CONFLICT (organisation_id, purge_id, hash) DO NOTHING"
        ),
        &[organisation.0.into(), purge.into(), hash.into(), spared.into()],
    )
    .await?;
    Ok(())
}

/// A content of a removal.
#[derive(Clone, Copy, Debug)]
pub struct Content {
    /// Its hash.
    pub hash: [u8; 32],
    /// Whether it bears no secret and stays with others.
    pub spared: bool,
    /// When its bytes were removed.
    pub erased_at: Option<i64>,
}

/// The contents of a removal.
///
/// # Errors
/// The database's.
pub async fn of_purge(tx: &mut Tx, organisation: OrganisationId, purge: Uuid) -> Result<Vec<Content>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT hash, spared, erased_at FROM purge_content
                 WHERE organisation_id = $1 AND purge_id = $2 ORDER BY hash"
            ),
            &[organisation.0.into(), purge.into()],
        )
        .await?;
    let read = |row: &Row| Ok(Content { hash: row.get(0)?, spared: row.get(1)?, erased_at: row.get(2)? });
    rows.iter().map(read).collect()
}

/// Other documents of the organisation that hold a content.
///
/// # Errors
/// The database's.
pub async fn holders_here(
    tx: &mut Tx,
    organisation: OrganisationId,
    hash: [u8; 32],
) -> Result<Vec<DocumentId>, DbError> {
    let rows = tx
        .query(
            sql!("SELECT DISTINCT document_id FROM document_file WHERE organisation_id = $1 AND hash = $2"),
            &[organisation.0.into(), hash.into()],
        )
        .await?;
    rows.iter().map(|row| Ok(DocumentId(row.get(0)?))).collect()
}

/// Every document of the installation that holds a content: for the job that removes bytes, never for a page.
///
/// # Errors
/// The database's.
pub async fn holders(tx: &mut Tx, hash: [u8; 32]) -> Result<Vec<(OrganisationId, DocumentId)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT DISTINCT organisation_id, document_id FROM document_file WHERE hash = $1
                 ORDER BY organisation_id, document_id"
            ),
            &[hash.into()],
        )
        .await?;
    rows.iter().map(|row| Ok((OrganisationId(row.get(0)?), DocumentId(row.get(1)?)))).collect()
}

/// Takes a content off the list of contents, if no row refers to it any more.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &mut Tx, hash: [u8; 32]) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT 1 FROM blob b WHERE b.hash = $1
                 AND (EXISTS (SELECT 1 FROM document_file f WHERE f.hash = b.hash)
                      OR EXISTS (SELECT 1 FROM register_scan s WHERE s.hash = b.hash))"
            ),
            &[hash.into()],
        )
        .await?;
    if row.is_some() {
        return Ok(false);
    }
    tx.execute(sql!("DELETE FROM blob WHERE hash = $1"), &[hash.into()]).await?;
    Ok(true)
}

/// Notes that the bytes of a content are gone, in every removal that waited for it.
///
/// # Errors
/// The database's.
pub async fn set_erased(tx: &mut Tx, hash: [u8; 32], now: i64) -> Result<(), DbError> {
    tx.execute(
        sql!("UPDATE purge_content SET erased_at = $2 WHERE hash = $1 AND NOT spared AND erased_at IS NULL"),
        &[hash.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Whether a content was removed as a state secret, anywhere in the installation: then it does not come in again.
///
/// # Errors
/// The database's.
pub async fn is_purged(tx: &mut Tx, hash: [u8; 32]) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT 1 FROM purge_content c
                 JOIN purge p ON p.organisation_id = c.organisation_id AND p.id = c.purge_id
                 WHERE c.hash = $1 AND NOT c.spared AND p.state = 'purged' LIMIT 1"
            ),
            &[hash.into()],
        )
        .await?;
    Ok(row.is_some())
}
