//! Whose task: one, and those of one reader.

use luuvet_db::{DbError, Tx};
use luuvet_domain::ids::{DocumentId, OrganisationId, TaskId};

use crate::documents::store::tasks::{Task, read, tasks};
use crate::home::store::owners;
use crate::work::Actor;

/// A task with who holds its owning position on `day`.
///
/// # Errors
/// The database's.
pub async fn find(tx: &mut Tx, organisation: OrganisationId, id: TaskId, day: &str) -> Result<Option<Task>, DbError> {
    let values = [organisation.0.into(), id.0.into(), day.into()];
    let row = tx.query_opt(tasks!("$3", "t.id = $2"), &values).await?;
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
            tasks!(
                "$2",
                "t.document_id = $10
                 AND (t.owner_position_id IN ($3, $4, $5, $6, $7, $8) OR t.owner_department_id = $9)
                 ORDER BY t.created_at, t.id
                 LIMIT 50"
            ),
            &values,
        )
        .await?;
    rows.iter().map(read).collect()
}
