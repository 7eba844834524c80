//! The rows of lists of work, in the order of their due days.

use luuvet_db::{DbError, Row as DbRow, Tx, Value, sql};
use luuvet_domain::ids::{DepartmentId, DocumentId, TaskId};
use uuid::Uuid;

use crate::home::lists::{Key, Row};
use crate::home::store::owners;
use crate::work::Actor;

/// A statement whose rows are those of a list of work: what they show, then who asks for which of them and in what
/// order, and whether the asker may see the document. `$1` is the organisation, `$2` the day.
macro_rules! rows {
    ($granted:literal, $rest:literal) => {
        sql!(concat!(
            "SELECT t.id, t.document_id, t.kind, t.due_day, t.opened_at, t.reminders, COALESCE(doc.symbol, ''), doc.subject,
             doc.urgency, doc.restricted, doc.issuer,
             COALESCE(person.full_name, p.title, dep.name, ''),
             (SELECT COUNT(*) FROM task c WHERE c.organisation_id = t.organisation_id AND c.parent_id = t.id
             AND c.kind = 'lead' AND c.state = 'open'),
             (SELECT COUNT(*) FROM task c WHERE c.organisation_id = t.organisation_id AND c.parent_id = t.id
             AND c.kind = 'lead' AND c.state = 'finished'), ",
            $granted,
            "
             FROM task t
             JOIN document doc ON doc.organisation_id = t.organisation_id AND doc.id = t.document_id
             LEFT JOIN position p ON p.organisation_id = t.organisation_id AND p.id = t.owner_position_id
             LEFT JOIN holding h ON h.organisation_id = t.organisation_id AND h.position_id = t.owner_position_id
             AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
             LEFT JOIN person ON person.id = h.person_id
             LEFT JOIN department dep ON dep.organisation_id = t.organisation_id AND dep.id = t.owner_department_id ",
            $rest
        ))
    };
}

fn read(row: &DbRow) -> Result<Row, DbError> {
    Ok(Row {
        task: TaskId(row.get(0)?),
        document: DocumentId(row.get(1)?),
        kind: row.get(2)?,
        due: row.get::<Option<String>>(3)?.and_then(|day| day.parse().ok()),
        unread: row.get::<Option<i64>>(4)?.is_none(),
        reminders: row.get(5)?,
        symbol: row.get(6)?,
        subject: row.get(7)?,
        urgency: row.get(8)?,
        restricted: row.get(9)?,
        issuer: row.get(10)?,
        owner: row.get(11)?,
        parts_open: row.get(12)?,
        parts_done: row.get(13)?,
        granted: row.get(14)?,
    })
}

/// The reader's own open work: of a basket, or overdue.
///
/// # Errors
/// The database's.
pub async fn own(tx: &mut Tx, actor: &Actor, day: &str, basket: &str, after: &Key) -> Result<Vec<Row>, DbError> {
    let mut values = owners(actor, day);
    values.extend([basket.into(), (&after.due).into(), after.task.into()]);
    let rows = tx
        .query(
            rows!(
                "TRUE",
                "WHERE t.organisation_id = $1 AND t.state = 'open'
                   AND (t.owner_position_id IN ($3, $4, $5, $6, $7, $8) OR t.owner_department_id = $9)
                   AND (t.basket = CAST($10 AS TEXT) OR (CAST($10 AS TEXT) = 'overdue' AND t.due_day < $2))
                   AND (COALESCE(t.due_day, '9999-12-31') > CAST($11 AS TEXT) OR (COALESCE(t.due_day, '9999-12-31') = CAST($11 AS TEXT) AND t.id > $12))
                 ORDER BY COALESCE(t.due_day, '9999-12-31'), t.id
                 LIMIT 51"
            ),
            &values,
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Open work that the reader gave to others.
///
/// # Errors
/// The database's.
pub async fn waiting(tx: &mut Tx, actor: &Actor, day: &str, after: &Key) -> Result<Vec<Row>, DbError> {
    let mut values = owners(actor, day);
    values.extend([(&after.due).into(), after.task.into()]);
    let rows = tx
        .query(
            rows!(
                "TRUE",
                "WHERE t.organisation_id = $1 AND t.state = 'open'
                   AND t.giver_id IN ($3, $4, $5, $6, $7, $8)
                   AND (t.owner_position_id IS NULL OR t.owner_position_id NOT IN ($3, $4, $5, $6, $7, $8))
                   AND (t.owner_department_id IS NULL OR t.owner_department_id <> $9)
                   AND (COALESCE(t.due_day, '9999-12-31') > CAST($10 AS TEXT) OR (COALESCE(t.due_day, '9999-12-31') = CAST($10 AS TEXT) AND t.id > $11))
                 ORDER BY COALESCE(t.due_day, '9999-12-31'), t.id
                 LIMIT 51"
            ),
            &values,
        )
        .await?;
    rows.iter().map(read).collect()
}

/// How many rows [`waiting`] has, and how many of them are overdue.
///
/// # Errors
/// The database's.
pub async fn count_waiting(tx: &mut Tx, actor: &Actor, day: &str) -> Result<(i64, i64), DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT COUNT(*), COUNT(*) FILTER (WHERE t.due_day < $2) FROM task t
                 WHERE t.organisation_id = $1 AND t.state = 'open' AND t.giver_id IN ($3, $4, $5, $6, $7, $8)
                   AND (t.owner_position_id IS NULL OR t.owner_position_id NOT IN ($3, $4, $5, $6, $7, $8))
                   AND (t.owner_department_id IS NULL OR t.owner_department_id <> $9)"
            ),
            &owners(actor, day),
        )
        .await?;
    row.map_or(Ok((0, 0)), |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Open work of a position, or of everybody in a department (nil: of those in none), within what the reader leads.
///
/// # Errors
/// The database's.
pub async fn backlog(
    tx: &mut Tx,
    actor: &Actor,
    day: &str,
    scope: DepartmentId,
    owner: Uuid,
    only: &str,
    after: &Key,
) -> Result<Vec<Row>, DbError> {
    let mut values: Vec<Value> = vec![
        actor.organisation.0.into(),
        day.into(),
        owner.into(),
        scope.0.into(),
        only.into(),
        (&after.due).into(),
        after.task.into(),
        Uuid::nil().into(),
    ];
    values.extend(actor.grantees().map(Value::from));
    let rows = tx
        .query(
            rows!(
                "EXISTS (SELECT 1 FROM document_grant g
                   WHERE g.organisation_id = t.organisation_id AND g.document_id = t.document_id
                     AND g.grantee_id IN ($9, $10, $11, $12, $13, $14, $15, $16))",
                "WHERE t.organisation_id = $1 AND t.state = 'open'
                   AND (t.owner_position_id = $3 OR t.owner_department_id = $3 OR p.department_id = $3
                        OR ($3 = $8 AND t.owner_department_id IS NULL AND p.department_id IS NULL))
                   AND ($4 = $8 OR t.owner_department_id = $4 OR p.department_id = $4)
                   AND (CAST($5 AS TEXT) = 'open' OR (CAST($5 AS TEXT) = 'overdue' AND t.due_day < $2)
                        OR (CAST($5 AS TEXT) = 'unread' AND t.opened_at IS NULL))
                   AND (COALESCE(t.due_day, '9999-12-31') > CAST($6 AS TEXT) OR (COALESCE(t.due_day, '9999-12-31') = CAST($6 AS TEXT) AND t.id > $7))
                 ORDER BY COALESCE(t.due_day, '9999-12-31'), t.id
                 LIMIT 51"
            ),
            &values,
        )
        .await?;
    rows.iter().map(read).collect()
}
