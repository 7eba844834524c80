//! Tables of organisations and people.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DepartmentId, OrganisationId, PersonId, PositionId};

pub use crate::organisations::mandates::store::{Mandate, mandates_of};
pub use crate::organisations::people::store::{
    clerk_positions, head_position, holder_name, position_title, positions_with_role,
};
pub use crate::organisations::tree::store::{Child, children};

/// A department with how many positions it has.
#[derive(Clone, Debug)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
    /// Its symbol.
    pub symbol: String,
    /// `department`, `team` or `group`.
    pub kind: String,
    /// Positions in it that are held today.
    pub positions: i64,
}

/// The departments of a day, in their order.
///
/// # Errors
/// The database's.
pub async fn departments(tx: &mut Tx, organisation: OrganisationId, day: &str) -> Result<Vec<Department>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT d.id, d.name, d.symbol, d.kind,
                        (SELECT COUNT(*) FROM position p
                         WHERE p.organisation_id = d.organisation_id AND p.department_id = d.id
                           AND (p.until_day IS NULL OR p.until_day > $2))
                 FROM department d
                 WHERE d.organisation_id = $1 AND d.from_day <= $2 AND (d.until_day IS NULL OR d.until_day > $2)
                 ORDER BY d.ordinal, d.name, d.id"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Department {
                id: DepartmentId(row.get(0)?),
                name: row.get(1)?,
                symbol: row.get(2)?,
                kind: row.get(3)?,
                positions: row.get(4)?,
            })
        })
        .collect()
}

/// Whether a department of this name exists on a day.
///
/// # Errors
/// The database's.
pub async fn department_named(
    tx: &mut Tx,
    organisation: OrganisationId,
    name: &str,
    day: &str,
) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT 1 FROM department
                 WHERE organisation_id = $1 AND name = $2 AND (until_day IS NULL OR until_day > $3)"
            ),
            &[organisation.0.into(), name.into(), day.into()],
        )
        .await?;
    Ok(row.is_some())
}

/// Writes a department at the end of the order.
///
/// # Errors
/// The database's.
pub async fn insert_department(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: DepartmentId,
    name: &str,
    symbol: &str,
    kind: &str,
    from_day: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO department (organisation_id, id, name, symbol, kind, ordinal, from_day)
             SELECT $1, $2, $3, $4, $5, COALESCE(MAX(ordinal), 0) + 1, $6
             FROM department WHERE organisation_id = $1"
        ),
        &[organisation.0.into(), id.0.into(), name.into(), symbol.into(), kind.into(), from_day.into()],
    )
    .await?;
    Ok(())
}

/// Writes an organisation with its name from a day on.
///
/// # Errors
/// The database's.
pub async fn insert_organisation(
    tx: &mut Tx,
    id: OrganisationId,
    name: &OrganisationName,
    now: i64,
) -> Result<(), DbError> {
    tx.execute(sql!("INSERT INTO organisation (id, created_at) VALUES ($1, $2)"), &[id.0.into(), now.into()]).await?;
    insert_name(tx, id, name).await
}

/// Writes a name from a day on.
///
/// # Errors
/// The database's.
pub async fn insert_name(tx: &mut Tx, id: OrganisationId, name: &OrganisationName) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO organisation_name
               (organisation_id, from_day, name, short_name, symbol, place, head_title, collective, code)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        &[
            id.0.into(),
            (&name.from_day).into(),
            (&name.name).into(),
            (&name.short_name).into(),
            (&name.symbol).into(),
            (&name.place).into(),
            (&name.head_title).into(),
            (&name.collective).into(),
            (&name.code).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes a parent on a line from a day on.
///
/// # Errors
/// The database's.
pub async fn insert_parent(
    tx: &mut Tx,
    organisation: OrganisationId,
    line: &str,
    parent: Option<uuid::Uuid>,
    parent_name: &str,
    from_day: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO organisation_parent (organisation_id, line, from_day, parent_id, parent_name)
             VALUES ($1, $2, $3, $4, $5)"
        ),
        &[organisation.0.into(), line.into(), from_day.into(), parent.into(), parent_name.into()],
    )
    .await?;
    Ok(())
}

/// How an organisation is called in a period.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct OrganisationName {
    /// From this day on.
    pub from_day: String,
    /// "Sở Giáo dục và Đào tạo Bắc Giang".
    pub name: String,
    /// "Sở GDĐT Bắc Giang".
    pub short_name: String,
    /// "SGDĐT".
    pub symbol: String,
    /// "Bắc Giang": the place in the date line.
    pub place: String,
    /// "Giám đốc": the head's post.
    pub head_title: String,
    /// The collective for TM.; empty where one person leads.
    pub collective: String,
    /// The agency code of the national list; may be empty.
    pub code: String,
}

/// How the organisation is called on a day.
///
/// # Errors
/// The database's.
pub async fn name_on(tx: &mut Tx, id: OrganisationId, day: &str) -> Result<Option<OrganisationName>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT from_day, name, short_name, symbol, place, head_title, collective, code
                 FROM organisation_name
                 WHERE organisation_id = $1 AND from_day <= $2 AND (until_day IS NULL OR until_day > $2)"
            ),
            &[id.0.into(), day.into()],
        )
        .await?;
    row.map(|row| {
        Ok(OrganisationName {
            from_day: row.get(0)?,
            name: row.get(1)?,
            short_name: row.get(2)?,
            symbol: row.get(3)?,
            place: row.get(4)?,
            head_title: row.get(5)?,
            collective: row.get(6)?,
            code: row.get(7)?,
        })
    })
    .transpose()
}

/// The key by which people are listed, in letters: both engines compare them alike.
#[must_use]
pub fn person_sort_key(full_name: &str) -> String {
    hex::encode(vietnamese::collate::person_sort_key(full_name))
}

/// Writes a person.
///
/// # Errors
/// The database's.
pub async fn insert_person(tx: &mut Tx, id: PersonId, full_name: &str, now: i64) -> Result<(), DbError> {
    let sort_key = person_sort_key(full_name);
    tx.execute(
        sql!(
            "INSERT INTO person (id, full_name, folded, initials, sort_key, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        &[
            id.0.into(),
            full_name.into(),
            vietnamese::fold::fold(full_name).into(),
            vietnamese::fold::initials(full_name).into(),
            sort_key.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes a position.
///
/// # Errors
/// The database's.
pub async fn insert_position(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: PositionId,
    department: Option<DepartmentId>,
    title: &str,
    ordinal: i64,
    from_day: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO position (organisation_id, id, department_id, title, ordinal, from_day)
             VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        &[
            organisation.0.into(),
            id.0.into(),
            department.map(|d| d.0).into(),
            title.into(),
            ordinal.into(),
            from_day.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Gives a position to a person from a day on.
///
/// # Errors
/// The database's.
pub async fn insert_holding(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    person: PersonId,
    from_day: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!("INSERT INTO holding (organisation_id, position_id, from_day, person_id) VALUES ($1, $2, $3, $4)"),
        &[organisation.0.into(), position.0.into(), from_day.into(), person.0.into()],
    )
    .await?;
    Ok(())
}

/// Gives a position a role.
///
/// # Errors
/// The database's.
pub async fn insert_role(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    role: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO position_role (organisation_id, position_id, role) VALUES ($1, $2, $3)
             ON CONFLICT DO NOTHING"
        ),
        &[organisation.0.into(), position.0.into(), role.into()],
    )
    .await?;
    Ok(())
}
