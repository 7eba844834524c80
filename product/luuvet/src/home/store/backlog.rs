//! The backlog by team and person: one statement.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DepartmentId, OrganisationId};
use uuid::Uuid;

/// What is open with one owner.
#[derive(Clone, Debug)]
pub struct Backlog {
    /// The department, nil for those in none.
    pub department: Uuid,
    /// Its name; empty for none.
    pub department_name: String,
    /// The position; none for work of the department itself.
    pub position: Option<Uuid>,
    /// Its holder and title, or empty.
    pub name: String,
    /// Open tasks.
    pub open: i64,
    /// Of these past their due day.
    pub overdue: i64,
    /// Of these opened by nobody.
    pub unread: i64,
}

/// Open work by owner within a department (nil: everywhere), in the order of the office, at most 300 owners.
///
/// # Errors
/// The database's.
pub async fn backlog(
    tx: &mut Tx,
    organisation: OrganisationId,
    scope: DepartmentId,
    day: &str,
) -> Result<Vec<Backlog>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT d.id, d.name, p.id, p.title, person.full_name, COUNT(*),
                        COUNT(*) FILTER (WHERE t.due_day < $2), COUNT(*) FILTER (WHERE t.opened_at IS NULL)
                 FROM task t
                 LEFT JOIN position p ON p.organisation_id = t.organisation_id AND p.id = t.owner_position_id
                 LEFT JOIN holding h ON h.organisation_id = t.organisation_id AND h.position_id = t.owner_position_id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 LEFT JOIN person ON person.id = h.person_id
                 LEFT JOIN department d ON d.organisation_id = t.organisation_id
                   AND d.id = COALESCE(t.owner_department_id, p.department_id)
                 WHERE t.organisation_id = $1 AND t.state = 'open'
                   AND (COALESCE(t.owner_department_id, p.department_id) = $3 OR $4 = $3)
                 GROUP BY d.id, d.name, d.ordinal, p.id, p.title, p.ordinal, person.full_name
                 ORDER BY CASE WHEN d.id IS NULL THEN 0 ELSE 1 END, d.ordinal, d.id,
                          CASE WHEN p.id IS NULL THEN 0 ELSE 1 END, p.ordinal, p.id
                 LIMIT 300"
            ),
            &[organisation.0.into(), day.into(), scope.0.into(), Uuid::nil().into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let (title, holder): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
            Ok(Backlog {
                department: row.get::<Option<Uuid>>(0)?.unwrap_or_default(),
                department_name: row.get::<Option<String>>(1)?.unwrap_or_default(),
                position: row.get(2)?,
                name: match (holder, title) {
                    (Some(holder), Some(title)) => format!("{holder} ({title})"),
                    (_, title) => title.unwrap_or_default(),
                },
                open: row.get(5)?,
                overdue: row.get(6)?,
                unread: row.get(7)?,
            })
        })
        .collect()
}
