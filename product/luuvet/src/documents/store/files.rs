//! Rows of `document_file` and of `blob`.

use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{DocumentId, FileId, OrganisationId, PositionId};
use uuid::Uuid;

/// A file of a document.
#[derive(Clone, Debug)]
pub struct StoredFile {
    /// Its id.
    pub id: FileId,
    /// `draft`, `rendition`, `attachment`, `basis`, `issued` or `scan`.
    pub role: String,
    /// Its name, as it came.
    pub name: String,
    /// Its media type, by content.
    pub media_type: String,
    /// The content's hash.
    pub hash: [u8; 32],
    /// Bytes.
    pub size: i64,
    /// Pages that can be shown; 0 when none can.
    pub pages: i64,
    /// Whether text could be read in it.
    pub has_text: bool,
    /// Why it came in late or from the approver, when it did.
    pub exception: Option<String>,
    /// UTC microseconds.
    pub added_at: i64,
}

/// Reads a file whose columns begin at `at`; none when the join found none.
pub(super) fn read_at(row: &Row, at: usize) -> Result<Option<StoredFile>, DbError> {
    let Some(id) = row.get::<Option<Uuid>>(at)? else { return Ok(None) };
    Ok(Some(StoredFile {
        id: FileId(id),
        role: row.get(at + 1)?,
        name: row.get(at + 2)?,
        media_type: row.get(at + 3)?,
        hash: row.get(at + 4)?,
        size: row.get(at + 5)?,
        pages: row.get(at + 6)?,
        has_text: row.get(at + 7)?,
        exception: row.get(at + 8)?,
        added_at: row.get(at + 9)?,
    }))
}

/// A file to be added, its blob already stored.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct NewFile {
    /// `draft`, `rendition`, `attachment`, `basis`, `issued` or `scan`.
    pub role: String,
    /// Its name, as it came.
    pub name: String,
    /// Its media type, by content.
    pub media_type: String,
    /// The content's hash.
    pub hash: [u8; 32],
    /// Bytes.
    pub size: i64,
    /// Pages that can be shown; 0 when none can.
    pub pages: i64,
    /// Whether text could be read in it.
    pub has_text: bool,
}

/// Adds a file to a document, after its others. The blob's row is made or saved from the sweep.
///
/// # Errors
/// The database's.
pub async fn add(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    id: FileId,
    file: &NewFile,
    exception: Option<&str>,
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
            "INSERT INTO document_file (organisation_id, document_id, id, role, ordinal, name, media_type, hash, size, pages,
               has_text, exception, added_at, added_by_id)
             SELECT $1, $2, $3, $4, COALESCE(MAX(ordinal), 0) + 1, $5, $6, $7, $8, $9, $10, $11, $12, $13
             FROM document_file WHERE organisation_id = $1 AND document_id = $2"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            id.0.into(),
            (&file.role).into(),
            (&file.name).into(),
            (&file.media_type).into(),
            file.hash.into(),
            file.size.into(),
            file.pages.into(),
            file.has_text.into(),
            exception.into(),
            now.into(),
            by.0.into(),
        ],
    )
    .await?;
    Ok(())
}

/// The files of a document, removed ones left out: for verbs; pages get them with the document.
///
/// # Errors
/// The database's.
pub async fn of_document(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Vec<StoredFile>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT id, role, name, media_type, hash, size, pages, has_text, exception, added_at
                 FROM document_file
                 WHERE organisation_id = $1 AND document_id = $2 AND removed_at IS NULL
                 ORDER BY ordinal, added_at, id"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    rows.iter().filter_map(|row| read_at(row, 0).transpose()).collect()
}

/// Marks a file as removed; `false` when it was not there.
///
/// # Errors
/// The database's.
pub async fn remove(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    id: FileId,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE document_file SET removed_at = $4
             WHERE organisation_id = $1 AND document_id = $2 AND id = $3 AND removed_at IS NULL"
        ),
        &[organisation.0.into(), document.0.into(), id.0.into(), now.into()],
    )
    .await
}
