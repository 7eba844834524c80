//! Rows of `copy_source`: what a copy is made of.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId};

/// What a copy is made of.
#[derive(Clone, Debug)]
pub struct Source {
    /// The copied document.
    pub document: DocumentId,
    /// The hash of the PDF that is copied.
    pub file: [u8; 32],
    /// The part that an extract takes, in words.
    pub part: String,
}

/// Writes what a copy is made of.
///
/// # Errors
/// The database's.
pub async fn insert(
    tx: &mut Tx,
    organisation: OrganisationId,
    copy: DocumentId,
    source: &Source,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO copy_source (organisation_id, document_id, source_id, file, part) VALUES ($1, $2, $3, $4, $5)"
        ),
        &[organisation.0.into(), copy.0.into(), source.document.0.into(), source.file.into(), (&source.part).into()],
    )
    .await?;
    Ok(())
}

/// What a document is a copy of; none for documents that are no copies.
///
/// # Errors
/// The database's.
pub async fn source(tx: &mut Tx, organisation: OrganisationId, copy: DocumentId) -> Result<Option<Source>, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT source_id, file, part FROM copy_source WHERE organisation_id = $1 AND document_id = $2"),
            &[organisation.0.into(), copy.0.into()],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Source { document: DocumentId(row.get(0)?), file: row.get(1)?, part: row.get(2)? }))
}
