//! What hangs together with a lead: parts, supports, and whether another lead still runs.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, PositionId, TaskId};
use uuid::Uuid;

/// Open leads of a document beside one task: of the whole document, and parts of that task.
///
/// # Errors
/// The database's.
pub async fn open_leads(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    beside: Option<TaskId>,
) -> Result<(i64, i64), DbError> {
    let beside = beside.map_or(Uuid::nil(), |task| task.0);
    let row = tx
        .query_opt(
            sql!(
                "SELECT COUNT(*), COUNT(*) FILTER (WHERE parent_id = $3) FROM task
                 WHERE organisation_id = $1 AND document_id = $2 AND kind = 'lead' AND state = 'open' AND id <> $3"
            ),
            &[organisation.0.into(), document.0.into(), beside.into()],
        )
        .await?;
    row.map_or(Ok((0, 0)), |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Ends the open supports that were given with a part, and says how many.
///
/// # Errors
/// The database's.
pub async fn end_supports_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    parent: TaskId,
    state: &str,
    by: Option<PositionId>,
    now: i64,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "UPDATE task SET state = $3, done_by_id = $4, done_at = $5
             WHERE organisation_id = $1 AND parent_id = $2 AND kind = 'support' AND state = 'open'"
        ),
        &[organisation.0.into(), parent.0.into(), state.into(), by.map(|p| p.0).into(), now.into()],
    )
    .await
}

/// Hangs the parts of one task under another: the work went to somebody else.
///
/// # Errors
/// The database's.
pub async fn move_parts(tx: &mut Tx, organisation: OrganisationId, from: TaskId, to: TaskId) -> Result<(), DbError> {
    tx.execute(
        sql!("UPDATE task SET parent_id = $3 WHERE organisation_id = $1 AND parent_id = $2"),
        &[organisation.0.into(), from.0.into(), to.0.into()],
    )
    .await?;
    Ok(())
}

/// Moves the due day of an open task; `false` when it was moved or done meanwhile.
///
/// # Errors
/// The database's.
pub async fn set_due(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: TaskId,
    old: &str,
    new: &str,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE task SET due_day = $4, escalation = 0
             WHERE organisation_id = $1 AND id = $2 AND due_day = $3 AND state = 'open'"
        ),
        &[organisation.0.into(), id.0.into(), old.into(), new.into()],
    )
    .await
}
