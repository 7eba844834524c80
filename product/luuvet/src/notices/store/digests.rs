//! Rows of `notice_digest`: whose day was looked at.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DepartmentId, OrganisationId, PersonId, PositionId};

/// People whose hour has come and whose day was not looked at: those with settings or an address or a device, in the
/// order of their ids, at most `limit`. Who has no settings has the usual hour.
///
/// # Errors
/// The database's.
pub async fn due(tx: &mut Tx, day: &str, hour: i64, usual: i64, limit: i64) -> Result<Vec<PersonId>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id FROM person p LEFT JOIN notice_setting s ON s.person_id = p.id
                 WHERE COALESCE(s.digest_hour, $3) <= $2
                   AND (s.person_id IS NULL OR s.digest_on)
                   AND (COALESCE(NULLIF(s.mail, ''), p.email, '') <> ''
                        OR EXISTS (SELECT 1 FROM push_device d JOIN session e ON e.id = d.session_id
                                   WHERE d.person_id = p.id AND e.ended_at IS NULL))
                   AND NOT EXISTS (SELECT 1 FROM notice_digest g WHERE g.person_id = p.id AND g.day = $1)
                 ORDER BY p.id LIMIT $4"
            ),
            &[day.into(), hour.into(), usual.into(), limit.into()],
        )
        .await?;
    rows.iter().map(|row| Ok(PersonId(row.get(0)?))).collect()
}

/// Notes that a person's day was looked at; `false` when it had been.
///
/// # Errors
/// The database's.
pub async fn note(tx: &mut Tx, person: PersonId, day: &str, now: i64) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "INSERT INTO notice_digest (person_id, day, at) VALUES ($1, $2, $3)
             ON CONFLICT (person_id, day) DO NOTHING"
        ),
        &[person.0.into(), day.into(), now.into()],
    )
    .await
}

/// Forgets days before one.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &mut Tx, before: &str) -> Result<u64, DbError> {
    tx.execute(sql!("DELETE FROM notice_digest WHERE day < $1"), &[before.into()]).await
}

/// The department of a position.
///
/// # Errors
/// The database's.
pub async fn department(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
) -> Result<Option<DepartmentId>, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT department_id FROM position WHERE organisation_id = $1 AND id = $2"),
            &[organisation.0.into(), position.0.into()],
        )
        .await?;
    let id: Option<Option<uuid::Uuid>> = row.map(|row| row.get(0)).transpose()?;
    Ok(id.flatten().map(DepartmentId))
}
