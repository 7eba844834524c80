//! Taking back: each change names what must still be as it was left.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, PositionId, TaskId};

/// Opens a task again that `by` has ended since `since`; `false` when somebody else did or it is too long ago.
///
/// # Errors
/// The database's.
pub async fn open_again(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: TaskId,
    by: Option<PositionId>,
    since: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE task SET state = 'open', result = '', done_at = NULL, done_by_id = NULL, acknowledged_at = NULL
             WHERE organisation_id = $1 AND id = $2 AND state = 'finished' AND done_by_id = $3 AND done_at >= $4"
        ),
        &[organisation.0.into(), id.0.into(), by.map(|p| p.0).into(), since.into()],
    )
    .await
}

/// Opens the supports again that ended with a lead at one instant, and says how many.
///
/// # Errors
/// The database's.
pub async fn open_supports_again(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    ended_at: i64,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "UPDATE task SET state = 'open', done_at = NULL, done_by_id = NULL
             WHERE organisation_id = $1 AND document_id = $2 AND state = 'ended-with-lead' AND done_at = $3"
        ),
        &[organisation.0.into(), document.0.into(), ended_at.into()],
    )
    .await
}

/// Takes the acknowledgement off a task whose work goes on or that had ended before it.
///
/// # Errors
/// The database's.
pub async fn unacknowledge(tx: &mut Tx, organisation: OrganisationId, id: TaskId, since: i64) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE task SET acknowledged_at = NULL
             WHERE organisation_id = $1 AND id = $2 AND acknowledged_at >= $3"
        ),
        &[organisation.0.into(), id.0.into(), since.into()],
    )
    .await
}

/// Parts of a task given since `since` that were opened or done already: then giving them is not taken back.
///
/// # Errors
/// The database's.
pub async fn touched_parts(
    tx: &mut Tx,
    organisation: OrganisationId,
    parent: TaskId,
    since: i64,
) -> Result<i64, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT COUNT(*) FROM task
                 WHERE organisation_id = $1 AND parent_id = $2 AND created_at >= $3
                   AND (opened_at IS NOT NULL OR state <> 'open')"
            ),
            &[organisation.0.into(), parent.0.into(), since.into()],
        )
        .await?;
    row.map_or(Ok(0), |row| row.get(0))
}

/// Takes away the untouched parts of a task that were given since `since`, and says how many.
///
/// # Errors
/// The database's.
pub async fn take_parts(
    tx: &mut Tx,
    organisation: OrganisationId,
    parent: TaskId,
    since: i64,
    by: Option<PositionId>,
    now: i64,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "UPDATE task SET state = 'taken-away', done_by_id = $4, done_at = $5
             WHERE organisation_id = $1 AND parent_id = $2 AND created_at >= $3 AND state = 'open'
               AND opened_at IS NULL"
        ),
        &[organisation.0.into(), parent.0.into(), since.into(), by.map(|p| p.0).into(), now.into()],
    )
    .await
}

/// Withdraws the rights that giving the parts of a task brought, where no other work asks for them.
///
/// # Errors
/// The database's.
pub async fn withdraw_grants(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    reason: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "DELETE FROM document_grant
             WHERE organisation_id = $1 AND document_id = $2 AND reason = $3
               AND NOT EXISTS (SELECT 1 FROM task t
                               WHERE t.organisation_id = $1 AND t.document_id = $2 AND t.state <> 'taken-away'
                                 AND t.owner_position_id = document_grant.grantee_id)"
        ),
        &[organisation.0.into(), document.0.into(), reason.into()],
    )
    .await?;
    Ok(())
}
