//! Who can be given work.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{OrganisationId, PositionId};

/// A position that is held today.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The position.
    pub position: PositionId,
    /// Its holder's name.
    pub name: String,
    /// Its title.
    pub title: String,
}

/// The holder's name with the title; none when nobody holds the position on `day`.
///
/// # Errors
/// The database's.
pub async fn holder(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    day: &str,
) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT person.full_name, p.title
                 FROM holding h
                 JOIN position p ON p.organisation_id = h.organisation_id AND p.id = h.position_id
                 JOIN person ON person.id = h.person_id
                 WHERE h.organisation_id = $1 AND h.position_id = $2
                   AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)"
            ),
            &[organisation.0.into(), position.0.into(), day.into()],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let (name, title): (String, String) = (row.get(0)?, row.get(1)?);
    Ok(Some(format!("{name} ({title})")))
}

/// Positions that are held on `day`: of one department, or of all with nil; at most 300, in the order of the office.
///
/// # Errors
/// The database's.
pub async fn holders(
    tx: &mut Tx,
    organisation: OrganisationId,
    department: uuid::Uuid,
    day: &str,
) -> Result<Vec<Holder>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id, person.full_name, p.title
                 FROM position p
                 JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                   AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 JOIN person ON person.id = h.person_id
                 WHERE p.organisation_id = $1 AND (p.department_id = $2 OR $2 = $4)
                 ORDER BY p.ordinal, person.sort_key, p.id
                 LIMIT 300"
            ),
            &[organisation.0.into(), department.into(), day.into(), uuid::Uuid::nil().into()],
        )
        .await?;
    rows.iter()
        .map(|row| Ok(Holder { position: PositionId(row.get(0)?), name: row.get(1)?, title: row.get(2)? }))
        .collect()
}
