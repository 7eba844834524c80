//! Whose task: one, and those of one reader.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, TaskId};

use crate::documents::store::tasks::{Task, read};
use crate::home::store::owners;
use crate::work::Actor;

/// A task with who holds its owning position on `day`.
///
/// # Errors
/// The database's.
pub async fn find(tx: &mut Tx, organisation: OrganisationId, id: TaskId, day: &str) -> Result<Option<Task>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT t.id, t.document_id, t.kind, t.state, t.owner_position_id, t.owner_department_id, t.giver_id,
                        t.parent_id, t.step_id, t.instruction, t.due_day, t.opened_at, t.read_at, t.acknowledged_at,
                        t.reminders, t.result, t.created_at, t.done_at, p.title, person.full_name, d.name
                 FROM task t
                 LEFT JOIN position p ON p.organisation_id = t.organisation_id AND p.id = t.owner_position_id
                 LEFT JOIN holding h ON h.organisation_id = t.organisation_id AND h.position_id = t.owner_position_id
                   AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 LEFT JOIN person ON person.id = h.person_id
                 LEFT JOIN department d ON d.organisation_id = t.organisation_id AND d.id = t.owner_department_id
                 WHERE t.organisation_id = $1 AND t.id = $2"
            ),
            &[organisation.0.into(), id.0.into(), day.into()],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The reader's tasks of a document, whatever their state, at most 50.
///
/// # Errors
/// The database's.
pub async fn own(tx: &mut Tx, actor: &Actor, document: DocumentId, day: &str) -> Result<Vec<Task>, DbError> {
    let mut values = owners(actor, day);
    values.push(document.0.into());
    let rows = tx
        .query(
            sql!(
                "SELECT t.id, t.document_id, t.kind, t.state, t.owner_position_id, t.owner_department_id, t.giver_id,
                        t.parent_id, t.step_id, t.instruction, t.due_day, t.opened_at, t.read_at, t.acknowledged_at,
                        t.reminders, t.result, t.created_at, t.done_at, p.title, person.full_name, d.name
                 FROM task t
                 LEFT JOIN position p ON p.organisation_id = t.organisation_id AND p.id = t.owner_position_id
                 LEFT JOIN holding h ON h.organisation_id = t.organisation_id AND h.position_id = t.owner_position_id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 LEFT JOIN person ON person.id = h.person_id
                 LEFT JOIN department d ON d.organisation_id = t.organisation_id AND d.id = t.owner_department_id
                 WHERE t.organisation_id = $1 AND t.document_id = $10
                   AND (t.owner_position_id IN ($3, $4, $5, $6, $7, $8) OR t.owner_department_id = $9)
                 ORDER BY t.created_at, t.id
                 LIMIT 50"
            ),
            &values,
        )
        .await?;
    rows.iter().map(read).collect()
}
