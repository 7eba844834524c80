//! Sessions of a person and the password.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{PersonId, SessionId};

/// A session as its owner sees it.
#[derive(Clone, Debug)]
pub struct Open {
    /// Its id.
    pub id: SessionId,
    /// The network address that it began from.
    pub address: String,
    /// The browser, as it names itself.
    pub agent: String,
    /// When it began, UTC microseconds.
    pub created_at: i64,
    /// When it was last seen, UTC microseconds.
    pub seen_at: i64,
    /// Whether it began with a second factor or a passkey.
    pub strong: bool,
}

/// The open sessions of a person, the last seen first; at most 50.
///
/// # Errors
/// The database's.
pub async fn sessions(tx: &mut Tx, person: PersonId, now: i64) -> Result<Vec<Open>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT id, address, agent, created_at, seen_at, strong FROM session
                 WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $2
                 ORDER BY seen_at DESC, id LIMIT 50"
            ),
            &[person.0.into(), now.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Open {
                id: SessionId(row.get(0)?),
                address: row.get(1)?,
                agent: row.get(2)?,
                created_at: row.get(3)?,
                seen_at: row.get(4)?,
                strong: row.get(5)?,
            })
        })
        .collect()
}

/// Ends every open session of a person but one, and says how many.
///
/// # Errors
/// The database's.
pub async fn end_others(tx: &mut Tx, person: PersonId, kept: Option<SessionId>, now: i64) -> Result<u64, DbError> {
    let kept = kept.map_or(crate::app::NOBODY, |session| session.0);
    tx.execute(
        sql!(
            "UPDATE session SET ended_at = $3
             WHERE person_id = $1 AND id <> $2 AND ended_at IS NULL AND expires_at > $3"
        ),
        &[person.0.into(), kept.into(), now.into()],
    )
    .await
}

/// Gives a login another password and forgets wrong tries; `false` when there is no login.
///
/// # Errors
/// The database's.
pub async fn set_password(tx: &mut Tx, person: PersonId, hash: &str) -> Result<bool, DbError> {
    tx.execute_one(
        sql!("UPDATE login SET password_hash = $2, failures = 0, locked_until = 0 WHERE person_id = $1"),
        &[person.0.into(), hash.into()],
    )
    .await
}
