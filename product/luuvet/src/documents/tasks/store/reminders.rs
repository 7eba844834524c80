//! Rows of `task_reminder`, and the counts in the tasks.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, PositionId, TaskId};

/// When a task was last reminded of.
///
/// # Errors
/// The database's.
pub async fn last_reminder(tx: &mut Tx, organisation: OrganisationId, task: TaskId) -> Result<Option<i64>, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT MAX(at) FROM task_reminder WHERE organisation_id = $1 AND task_id = $2"),
            &[organisation.0.into(), task.0.into()],
        )
        .await?;
    row.map_or(Ok(None), |row| row.get(0))
}

/// Counts and keeps a reminder of an open task; `false` when it is not open any more.
///
/// # Errors
/// The database's.
pub async fn remind(
    tx: &mut Tx,
    organisation: OrganisationId,
    task: TaskId,
    by: PositionId,
    now: i64,
) -> Result<bool, DbError> {
    let counted = tx
        .execute_one(
            sql!(
                "UPDATE task SET reminders = reminders + 1
                 WHERE organisation_id = $1 AND id = $2 AND state = 'open'"
            ),
            &[organisation.0.into(), task.0.into()],
        )
        .await?;
    tx.execute(
        sql!("INSERT INTO task_reminder (organisation_id, task_id, at, by_id) VALUES ($1, $2, $3, $4)"),
        &[organisation.0.into(), task.0.into(), now.into(), by.0.into()],
    )
    .await?;
    Ok(counted)
}

/// Reminds of every open task of a document that nobody has opened, once a day: those that `by` gave, or all. Says how
/// many.
///
/// # Errors
/// The database's.
pub async fn remind_unread(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    by: PositionId,
    everybody: bool,
    today: i64,
    now: i64,
) -> Result<u64, DbError> {
    let kept = tx
        .execute(
            sql!(
                "INSERT INTO task_reminder (organisation_id, task_id, at, by_id)
                 SELECT t.organisation_id, t.id, $5, $3 FROM task t
                 WHERE t.organisation_id = $1 AND t.document_id = $2 AND t.state = 'open' AND t.opened_at IS NULL
                   AND t.kind IN ('lead', 'support', 'inform') AND (t.giver_id = $3 OR $6)
                   AND NOT EXISTS (SELECT 1 FROM task_reminder r
                                   WHERE r.organisation_id = t.organisation_id AND r.task_id = t.id AND r.at >= $4)"
            ),
            &[organisation.0.into(), document.0.into(), by.0.into(), today.into(), now.into(), everybody.into()],
        )
        .await?;
    tx.execute(
        sql!(
            "UPDATE task SET reminders = reminders + 1
             WHERE organisation_id = $1 AND document_id = $2
               AND id IN (SELECT task_id FROM task_reminder WHERE organisation_id = $1 AND at = $4 AND by_id = $3)"
        ),
        &[organisation.0.into(), document.0.into(), by.0.into(), now.into()],
    )
    .await?;
    Ok(kept)
}
