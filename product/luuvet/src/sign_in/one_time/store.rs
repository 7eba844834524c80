//! Keys of one-time codes, and half-sessions that wait for a code.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::PersonId;

/// A sign-in that waits for its one-time code.
#[derive(Debug)]
pub(super) struct Half {
    /// Who.
    pub(super) person: PersonId,
    /// Wrong codes so far.
    pub(super) tries: i64,
    /// No code is checked before this instant.
    pub(super) locked_until: i64,
    /// Wrong passwords and codes in a row.
    pub(super) failures: i64,
    /// The key of the codes.
    pub(super) secret: Option<Vec<u8>>,
    /// The last step that was used.
    pub(super) last: i64,
}

/// The half-session of a token that has not run out.
///
/// # Errors
/// The database's.
pub(super) async fn half(tx: &mut Tx, token: [u8; 32], now: i64) -> Result<Option<Half>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT h.person_id, h.tries, l.locked_until, l.failures, l.totp_secret, l.totp_last
                 FROM half_session h JOIN login l ON l.person_id = h.person_id
                 WHERE h.token = $1 AND h.expires_at > $2"
            ),
            &[token.into(), now.into()],
        )
        .await?;
    row.map(|row| {
        Ok(Half {
            person: PersonId(row.get(0)?),
            tries: row.get(1)?,
            locked_until: row.get(2)?,
            failures: row.get(3)?,
            secret: row.get(4)?,
            last: row.get(5)?,
        })
    })
    .transpose()
}

/// Writes a half-session, and clears away those that have run out.
///
/// # Errors
/// The database's.
pub(super) async fn open_half(
    tx: &mut Tx,
    token: [u8; 32],
    person: PersonId,
    now: i64,
    expires_at: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!("DELETE FROM half_session WHERE person_id = $1 AND expires_at <= $2"),
        &[person.0.into(), now.into()],
    )
    .await?;
    tx.execute(
        sql!("INSERT INTO half_session (token, person_id, tries, expires_at) VALUES ($1, $2, 0, $3)"),
        &[token.into(), person.0.into(), expires_at.into()],
    )
    .await?;
    Ok(())
}

/// Counts a wrong code.
///
/// # Errors
/// The database's.
pub(super) async fn count_try(tx: &mut Tx, token: [u8; 32]) -> Result<(), DbError> {
    tx.execute(sql!("UPDATE half_session SET tries = tries + 1 WHERE token = $1"), &[token.into()]).await?;
    Ok(())
}

/// Ends a half-session; `false` when somebody was faster.
///
/// # Errors
/// The database's.
pub(super) async fn end_half(tx: &mut Tx, token: [u8; 32]) -> Result<bool, DbError> {
    tx.execute_one(sql!("DELETE FROM half_session WHERE token = $1"), &[token.into()]).await
}

/// Uses a step of the codes; `false` when it, or a later one, was used before.
///
/// # Errors
/// The database's.
pub(in crate::sign_in) async fn use_step(tx: &mut Tx, person: PersonId, step: i64) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE login SET totp_last = $2
             WHERE person_id = $1 AND totp_last < $2 AND totp_secret IS NOT NULL"
        ),
        &[person.0.into(), step.into()],
    )
    .await
}

/// Keeps a key until it is confirmed; an earlier one is forgotten.
///
/// # Errors
/// The database's.
pub(super) async fn begin(tx: &mut Tx, person: PersonId, secret: &[u8], expires_at: i64) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO totp_enrolment (person_id, secret, expires_at) VALUES ($1, $2, $3)
             ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, expires_at = excluded.expires_at"
        ),
        &[person.0.into(), secret.into(), expires_at.into()],
    )
    .await?;
    Ok(())
}

/// The key that waits for its confirmation, and the login's name.
///
/// # Errors
/// The database's.
pub(super) async fn begun(tx: &mut Tx, person: PersonId, now: i64) -> Result<Option<(Vec<u8>, String)>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT e.secret, l.name FROM totp_enrolment e JOIN login l ON l.person_id = e.person_id
                 WHERE e.person_id = $1 AND e.expires_at > $2"
            ),
            &[person.0.into(), now.into()],
        )
        .await?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// Switches codes on with the key that was begun, its step used; `false` when they are on already.
///
/// # Errors
/// The database's.
pub(super) async fn switch_on(tx: &mut Tx, person: PersonId, secret: &[u8], step: i64) -> Result<bool, DbError> {
    tx.execute(sql!("DELETE FROM totp_enrolment WHERE person_id = $1"), &[person.0.into()]).await?;
    tx.execute_one(
        sql!("UPDATE login SET totp_secret = $2, totp_last = $3 WHERE person_id = $1 AND totp_secret IS NULL"),
        &[person.0.into(), secret.into(), step.into()],
    )
    .await
}

/// Switches codes off; `false` when they are off already.
///
/// # Errors
/// The database's.
pub(in crate::sign_in) async fn switch_off(tx: &mut Tx, person: PersonId) -> Result<bool, DbError> {
    tx.execute_one(
        sql!("UPDATE login SET totp_secret = NULL WHERE person_id = $1 AND totp_secret IS NOT NULL"),
        &[person.0.into()],
    )
    .await
}
