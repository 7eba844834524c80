//! The rungs of the read ladder that stand in a task.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{OrganisationId, TaskId};

/// Notes the first opening; `false` when it was opened before.
///
/// # Errors
/// The database's.
pub async fn mark_opened(tx: &mut Tx, organisation: OrganisationId, id: TaskId, now: i64) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE task SET opened_at = $3
             WHERE organisation_id = $1 AND id = $2 AND opened_at IS NULL"
        ),
        &[organisation.0.into(), id.0.into(), now.into()],
    )
    .await
}

/// Notes that it was read to the end; `false` when that was noted before.
///
/// # Errors
/// The database's.
pub async fn mark_read(tx: &mut Tx, organisation: OrganisationId, id: TaskId, now: i64) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE task SET read_at = $3, opened_at = COALESCE(opened_at, $3)
             WHERE organisation_id = $1 AND id = $2 AND read_at IS NULL"
        ),
        &[organisation.0.into(), id.0.into(), now.into()],
    )
    .await
}

/// Notes "I know"; `false` when that was noted before.
///
/// # Errors
/// The database's.
pub async fn acknowledge(tx: &mut Tx, organisation: OrganisationId, id: TaskId, now: i64) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE task SET acknowledged_at = $3, opened_at = COALESCE(opened_at, $3)
             WHERE organisation_id = $1 AND id = $2 AND acknowledged_at IS NULL"
        ),
        &[organisation.0.into(), id.0.into(), now.into()],
    )
    .await
}
