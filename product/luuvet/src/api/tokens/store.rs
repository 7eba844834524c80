//! Rows of `api_token`.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DepartmentId, OrganisationId, PersonId, PositionId};
use uuid::Uuid;

/// A token to be written.
#[derive(Debug)]
pub struct NewToken<'a> {
    /// SHA-256 of its text.
    pub hash: [u8; 32],
    /// By which it is spoken of.
    pub id: Uuid,
    /// Whose affairs.
    pub organisation: OrganisationId,
    /// Who made it.
    pub person: PersonId,
    /// In which position it acts.
    pub position: PositionId,
    /// What it is for.
    pub name: &'a str,
    /// Codes of scopes, parted by blanks.
    pub scopes: &'a str,
}

/// Whom a token stands for today.
#[derive(Clone, Debug)]
pub struct Live {
    /// The person.
    pub person: PersonId,
    /// By name.
    pub name: String,
    /// Whose affairs.
    pub organisation: OrganisationId,
    /// The position.
    pub position: PositionId,
    /// Its title.
    pub title: String,
    /// Its department.
    pub department: Option<DepartmentId>,
    /// Codes of scopes, parted by blanks.
    pub scopes: String,
    /// UTC microseconds.
    pub used_at: Option<i64>,
}

/// A token as its owner sees it.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its id.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// The position's title and the organisation's short name.
    pub place: String,
    /// Whose affairs.
    pub organisation: OrganisationId,
    /// Codes of scopes, parted by blanks.
    pub scopes: String,
    /// UTC microseconds.
    pub expires_at: i64,
    /// UTC microseconds.
    pub used_at: Option<i64>,
}

/// Writes a token.
///
/// # Errors
/// The database's.
pub async fn insert(tx: &mut Tx, new: &NewToken<'_>, now: i64, expires_at: i64) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO api_token (token, id, organisation_id, person_id, position_id, name, scopes, created_at,
               expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        &[
            new.hash.into(),
            new.id.into(),
            new.organisation.0.into(),
            new.person.0.into(),
            new.position.0.into(),
            new.name.into(),
            new.scopes.into(),
            now.into(),
            expires_at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Whom a token stands for, while it is in force and its person holds the position.
///
/// # Errors
/// The database's.
pub async fn live(tx: &mut Tx, hash: [u8; 32], now: i64, day: &str) -> Result<Option<Live>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT t.person_id, person.full_name, t.organisation_id, t.position_id, p.title, p.department_id,
                        t.scopes, t.used_at
                 FROM api_token t
                 JOIN person ON person.id = t.person_id
                 JOIN position p ON p.organisation_id = t.organisation_id AND p.id = t.position_id
                 JOIN holding h ON h.organisation_id = t.organisation_id AND h.position_id = t.position_id
                   AND h.person_id = t.person_id AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 WHERE t.token = $1 AND t.revoked_at IS NULL AND t.expires_at > $2"
            ),
            &[hash.into(), now.into(), day.into()],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Live {
        person: PersonId(row.get(0)?),
        name: row.get(1)?,
        organisation: OrganisationId(row.get(2)?),
        position: PositionId(row.get(3)?),
        title: row.get(4)?,
        department: row.get::<Option<Uuid>>(5)?.map(DepartmentId),
        scopes: row.get(6)?,
        used_at: row.get(7)?,
    }))
}

/// Notes that a token is in use.
///
/// # Errors
/// The database's.
pub async fn touch(tx: &mut Tx, hash: [u8; 32], now: i64) -> Result<(), DbError> {
    tx.execute(sql!("UPDATE api_token SET used_at = $2 WHERE token = $1"), &[hash.into(), now.into()]).await?;
    Ok(())
}

/// A person's tokens in force, newest first.
///
/// # Errors
/// The database's.
pub async fn of_person(tx: &mut Tx, person: PersonId, now: i64) -> Result<Vec<Token>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT t.id, t.name, p.title, t.organisation_id, t.scopes, t.expires_at, t.used_at
                 FROM api_token t
                 JOIN position p ON p.organisation_id = t.organisation_id AND p.id = t.position_id
                 WHERE t.person_id = $1 AND t.revoked_at IS NULL AND t.expires_at > $2
                 ORDER BY t.created_at DESC LIMIT 100"
            ),
            &[person.0.into(), now.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Token {
                id: row.get(0)?,
                name: row.get(1)?,
                place: row.get(2)?,
                organisation: OrganisationId(row.get(3)?),
                scopes: row.get(4)?,
                expires_at: row.get(5)?,
                used_at: row.get(6)?,
            })
        })
        .collect()
}

/// Ends a person's token and gives its name; none when there is no such one in force.
///
/// # Errors
/// The database's.
pub async fn revoke(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    id: Uuid,
    now: i64,
) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "UPDATE api_token SET revoked_at = $4
                 WHERE organisation_id = $1 AND person_id = $2 AND id = $3 AND revoked_at IS NULL
                 RETURNING name"
            ),
            &[organisation.0.into(), person.0.into(), id.into(), now.into()],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}
