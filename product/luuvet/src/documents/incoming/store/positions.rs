//! Who holds which position and role on a day, and the rights of those who get work.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::access::Role;
use luuvet_domain::ids::{DepartmentId, OrganisationId, PositionId};
use uuid::Uuid;

use crate::documents::store::{Document, Grantee, Owner, grants};

/// The positions with a role on `day`, those that somebody holds first.
///
/// # Errors
/// The database's.
pub async fn holders(
    tx: &mut Tx,
    organisation: OrganisationId,
    role: Role,
    day: &str,
) -> Result<Vec<PositionId>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id FROM position_role r
                 JOIN position p ON p.organisation_id = r.organisation_id AND p.id = r.position_id
                 LEFT JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                   AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 WHERE r.organisation_id = $1 AND r.role = $2
                   AND p.from_day <= $3 AND (p.until_day IS NULL OR p.until_day > $3)
                 ORDER BY CASE WHEN h.person_id IS NULL THEN 1 ELSE 0 END, p.ordinal, p.id
                 LIMIT 20"
            ),
            &[organisation.0.into(), role.code().into(), day.into()],
        )
        .await?;
    rows.iter().map(|row| Ok(PositionId(row.get(0)?))).collect()
}

/// A position in words: the holder's name with the title, or the title alone; none when there is no such position on
/// `day`.
///
/// # Errors
/// The database's.
pub async fn holder_name(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    day: &str,
) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT p.title, person.full_name FROM position p
                 LEFT JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                   AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 LEFT JOIN person ON person.id = h.person_id
                 WHERE p.organisation_id = $1 AND p.id = $2
                   AND p.from_day <= $3 AND (p.until_day IS NULL OR p.until_day > $3)"
            ),
            &[organisation.0.into(), position.0.into(), day.into()],
        )
        .await?;
    row.map(|row| {
        let (title, name): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        Ok(name.map_or_else(|| title.clone(), |name| format!("{name} ({title})")))
    })
    .transpose()
}

/// A position that work can be given to.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Its id.
    pub id: PositionId,
    /// Its department.
    pub department: Option<DepartmentId>,
    /// Its title.
    pub title: String,
    /// Who holds it; empty when nobody does.
    pub holder: String,
    /// Whether somebody holds it.
    pub held: bool,
    /// The department's name; empty when it is in none.
    pub department_name: String,
}

/// Every position of a day, heads first; at most 2,000.
///
/// # Errors
/// The database's.
pub async fn positions_on(tx: &mut Tx, organisation: OrganisationId, day: &str) -> Result<Vec<Seat>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id, p.department_id, p.title, person.full_name, d.name FROM position p
                 LEFT JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 LEFT JOIN person ON person.id = h.person_id
                 LEFT JOIN department d ON d.organisation_id = p.organisation_id AND d.id = p.department_id
                 WHERE p.organisation_id = $1
                   AND p.from_day <= $2 AND (p.until_day IS NULL OR p.until_day > $2)
                 ORDER BY p.ordinal, person.sort_key, p.id LIMIT 2000"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let holder: Option<String> = row.get(3)?;
            Ok(Seat {
                id: PositionId(row.get(0)?),
                department: row.get::<Option<Uuid>>(1)?.map(DepartmentId),
                title: row.get(2)?,
                held: holder.is_some(),
                holder: holder.unwrap_or_default(),
                department_name: row.get::<Option<String>>(4)?.unwrap_or_default(),
            })
        })
        .collect()
}

/// An owner in words; none when there is no such position or department on `day`.
///
/// # Errors
/// The database's.
pub async fn owner_name(
    tx: &mut Tx,
    organisation: OrganisationId,
    owner: Owner,
    day: &str,
) -> Result<Option<String>, DbError> {
    let department = match owner {
        Owner::Position(position) => return holder_name(tx, organisation, position, day).await,
        Owner::Department(department) => department,
    };
    let row = tx
        .query_opt(
            sql!(
                "SELECT name FROM department WHERE organisation_id = $1 AND id = $2
                   AND from_day <= $3 AND (until_day IS NULL OR until_day > $3)"
            ),
            &[organisation.0.into(), department.0.into(), day.into()],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// Grants a document to whoever gets work of it. Of a restricted document a department's share goes to those who
/// distribute its work, by position.
///
/// # Errors
/// The database's.
pub async fn grant_owner(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: &Document,
    owner: Owner,
    reason: &str,
) -> Result<(), DbError> {
    let department = match owner {
        Owner::Position(position) => {
            return grants::grant(tx, organisation, document.id, Grantee::Position(position), reason).await;
        }
        Owner::Department(department) if !document.restricted => {
            return grants::grant(tx, organisation, document.id, Grantee::Department(department), reason).await;
        }
        Owner::Department(department) => department,
    };
    let rows = tx
        .query(
            sql!(
                "SELECT DISTINCT p.id FROM position p
                 JOIN position_role r ON r.organisation_id = p.organisation_id AND r.position_id = p.id
                 WHERE p.organisation_id = $1 AND p.department_id = $2
                   AND r.role IN ('department-head', 'chief-of-office', 'clerk')"
            ),
            &[organisation.0.into(), department.0.into()],
        )
        .await?;
    for row in &rows {
        let position = PositionId(row.get(0)?);
        grants::grant(tx, organisation, document.id, Grantee::Position(position), reason).await?;
    }
    Ok(())
}
