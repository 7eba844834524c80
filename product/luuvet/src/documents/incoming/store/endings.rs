//! What is noted when a document is refused or recalled.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId};

/// Notes why an arrival was refused or recalled.
///
/// # Errors
/// The database's.
pub async fn set_reason(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    reason: &str,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!("UPDATE arrival SET reason = $3 WHERE organisation_id = $1 AND document_id = $2"),
        &[organisation.0.into(), document.0.into(), reason.into()],
    )
    .await
}

/// Takes away every open task of a document: there is nothing left to do with it.
///
/// # Errors
/// The database's.
pub async fn take_away_open_tasks(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    now: i64,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "UPDATE task SET state = 'taken-away', done_at = $3
             WHERE organisation_id = $1 AND document_id = $2 AND state = 'open'"
        ),
        &[organisation.0.into(), document.0.into(), now.into()],
    )
    .await
}
