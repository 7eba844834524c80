//! Overdue work and how far up it has been told.

use jiff::civil::Date;
use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, TaskId};

/// An open task past its due day.
#[derive(Clone, Debug)]
pub struct Overdue {
    /// Which.
    pub task: TaskId,
    /// About which document.
    pub document: DocumentId,
    /// Its due day.
    pub due: Date,
    /// The level that has been told.
    pub level: i64,
    /// Its owner in words.
    pub owner: String,
}

/// Overdue work that is not yet with the highest level, after a key, at most 200, in the order of ids.
///
/// # Errors
/// The database's.
pub async fn overdue(
    tx: &mut Tx,
    organisation: OrganisationId,
    today: &str,
    highest: i64,
    after: TaskId,
) -> Result<Vec<Overdue>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT t.id, t.document_id, t.due_day, t.escalation, COALESCE(person.full_name, p.title, d.name, '')
                 FROM task t
                 LEFT JOIN position p ON p.organisation_id = t.organisation_id AND p.id = t.owner_position_id
                 LEFT JOIN holding h ON h.organisation_id = t.organisation_id AND h.position_id = t.owner_position_id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 LEFT JOIN person ON person.id = h.person_id
                 LEFT JOIN department d ON d.organisation_id = t.organisation_id AND d.id = t.owner_department_id
                 WHERE t.organisation_id = $1 AND t.state = 'open' AND t.due_day < $2 AND t.escalation < $3 AND t.id > $4
                 ORDER BY t.id
                 LIMIT 200"
            ),
            &[organisation.0.into(), today.into(), highest.into(), after.0.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Overdue {
                task: TaskId(row.get(0)?),
                document: DocumentId(row.get(1)?),
                due: row.parse(2, |day| day.parse().ok())?,
                level: row.get(3)?,
                owner: row.get(4)?,
            })
        })
        .collect()
}

/// Notes the level that has been told; `false` when the task is done or was told meanwhile.
///
/// # Errors
/// The database's.
pub async fn set_level(
    tx: &mut Tx,
    organisation: OrganisationId,
    task: TaskId,
    from: i64,
    to: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE task SET escalation = $4
             WHERE organisation_id = $1 AND id = $2 AND escalation = $3 AND state = 'open'"
        ),
        &[organisation.0.into(), task.0.into(), from.into(), to.into()],
    )
    .await
}

/// Every organisation that has open work past a day.
///
/// # Errors
/// The database's.
pub async fn organisations_late(tx: &mut Tx, today: &str) -> Result<Vec<OrganisationId>, DbError> {
    let rows = tx
        .query(sql!("SELECT DISTINCT organisation_id FROM task WHERE state = 'open' AND due_day < $1"), &[today.into()])
        .await?;
    rows.iter().map(|row| Ok(OrganisationId(row.get(0)?))).collect()
}

/// Whether a look at overdue work is waiting for its time.
///
/// # Errors
/// The database's.
pub async fn is_scheduled(tx: &mut Tx, kind: &str) -> Result<bool, DbError> {
    let row =
        tx.query_opt(sql!("SELECT 1 FROM job WHERE kind = $1 AND done_at IS NULL LIMIT 1"), &[kind.into()]).await?;
    Ok(row.is_some())
}
