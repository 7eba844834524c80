//! Its table, and the session that has ended.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::PersonId;
use uuid::Uuid;

/// The person of a session that has ended, lapsed, or whose position is no longer held; none for one that lives.
///
/// # Errors
/// The database's.
pub(super) async fn whose(tx: &mut Tx, token: [u8; 32], now: i64, day: &str) -> Result<Option<PersonId>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT s.person_id FROM session s
                 WHERE s.token = $1
                   AND (s.ended_at IS NOT NULL OR s.expires_at <= $2
                        OR NOT EXISTS (SELECT 1 FROM holding h
                                       WHERE h.organisation_id = s.organisation_id AND h.position_id = s.position_id
                                         AND h.person_id = s.person_id AND h.from_day <= $3
                                         AND (h.until_day IS NULL OR h.until_day > $3)))"
            ),
            &[token.into(), now.into(), day.into()],
        )
        .await?;
    row.map(|row| Ok(PersonId(row.get(0)?))).transpose()
}

/// Keeps a form; what has lapsed goes, and of a person's forms all but the newest `most`.
///
/// # Errors
/// The database's.
pub(super) async fn keep(
    tx: &mut Tx,
    person: PersonId,
    id: Uuid,
    sealed: &[u8],
    now: i64,
    life: i64,
    most: i64,
) -> Result<(), DbError> {
    tx.execute(sql!("DELETE FROM unsent_form WHERE expires_at <= $1"), &[now.into()]).await?;
    tx.execute(
        sql!("INSERT INTO unsent_form (person_id, id, sealed, expires_at) VALUES ($1, $2, $3, $4)"),
        &[person.0.into(), id.into(), sealed.into(), (now + life).into()],
    )
    .await?;
    tx.execute(
        sql!(
            "DELETE FROM unsent_form WHERE person_id = $1
             AND id NOT IN (SELECT id FROM unsent_form WHERE person_id = $1 ORDER BY expires_at DESC, id DESC LIMIT $2)"
        ),
        &[person.0.into(), most.into()],
    )
    .await?;
    Ok(())
}

/// A person's form.
///
/// # Errors
/// The database's.
pub(super) async fn sealed(tx: &mut Tx, person: PersonId, id: Uuid, now: i64) -> Result<Option<Vec<u8>>, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT sealed FROM unsent_form WHERE person_id = $1 AND id = $2 AND expires_at > $3"),
            &[person.0.into(), id.into(), now.into()],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}
