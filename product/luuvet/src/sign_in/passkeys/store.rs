//! Passkeys, and challenges that wait for an answer.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::PersonId;

/// A passkey as its owner sees it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its credential id, for forms.
    pub hex: String,
    /// How its owner calls it.
    pub name: String,
    /// UTC microseconds.
    pub created_at: i64,
    /// UTC microseconds.
    pub used_at: Option<i64>,
}

/// The passkeys of a person, the oldest first.
///
/// # Errors
/// The database's.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Listed>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT credential, name, created_at, used_at FROM passkey
                 WHERE person_id = $1 ORDER BY created_at, credential LIMIT 50"
            ),
            &[person.0.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                hex: hex::encode(row.get::<Vec<u8>>(0)?),
                name: row.get(1)?,
                created_at: row.get(2)?,
                used_at: row.get(3)?,
            })
        })
        .collect()
}

/// What is stored of a passkey.
///
/// # Errors
/// The database's.
pub(super) async fn body(tx: &mut Tx, person: PersonId, credential: &[u8]) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT body FROM passkey WHERE person_id = $1 AND credential = $2"),
            &[person.0.into(), credential.into()],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// Writes a passkey.
///
/// # Errors
/// A broken constraint when the credential is known.
pub(super) async fn insert(
    tx: &mut Tx,
    person: PersonId,
    credential: &[u8],
    name: &str,
    body: &str,
    now: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!("INSERT INTO passkey (person_id, credential, name, body, created_at) VALUES ($1, $2, $3, $4, $5)"),
        &[person.0.into(), credential.into(), name.into(), body.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Notes that a passkey was used, with its new counter.
///
/// # Errors
/// The database's.
pub(super) async fn used(
    tx: &mut Tx,
    person: PersonId,
    credential: &[u8],
    body: &str,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!("UPDATE passkey SET body = $3, used_at = $4 WHERE person_id = $1 AND credential = $2"),
        &[person.0.into(), credential.into(), body.into(), now.into()],
    )
    .await
}

/// Removes a passkey and gives its name; none when there was none.
///
/// # Errors
/// The database's.
pub(super) async fn remove(tx: &mut Tx, person: PersonId, credential: &[u8]) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            sql!("DELETE FROM passkey WHERE person_id = $1 AND credential = $2 RETURNING name"),
            &[person.0.into(), credential.into()],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// Removes all passkeys of a person and gives their names.
///
/// # Errors
/// The database's.
pub(in crate::sign_in) async fn remove_all(tx: &mut Tx, person: PersonId) -> Result<Vec<String>, DbError> {
    let rows = tx.query(sql!("DELETE FROM passkey WHERE person_id = $1 RETURNING name"), &[person.0.into()]).await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Keeps the state of a challenge, and clears away what has run out.
///
/// # Errors
/// The database's.
pub(super) async fn begin(
    tx: &mut Tx,
    token: [u8; 32],
    person: Option<PersonId>,
    state: &str,
    now: i64,
    expires_at: i64,
) -> Result<(), DbError> {
    tx.execute(sql!("DELETE FROM passkey_ceremony WHERE expires_at <= $1"), &[now.into()]).await?;
    tx.execute(
        sql!("INSERT INTO passkey_ceremony (token, person_id, state, expires_at) VALUES ($1, $2, $3, $4)"),
        &[token.into(), person.map(|p| p.0).into(), state.into(), expires_at.into()],
    )
    .await?;
    Ok(())
}

/// Takes the state of a challenge out: it can be answered once.
///
/// # Errors
/// The database's.
pub(super) async fn take(
    tx: &mut Tx,
    token: [u8; 32],
    now: i64,
) -> Result<Option<(Option<PersonId>, String)>, DbError> {
    let row = tx
        .query_opt(
            sql!("DELETE FROM passkey_ceremony WHERE token = $1 AND expires_at > $2 RETURNING person_id, state"),
            &[token.into(), now.into()],
        )
        .await?;
    row.map(|row| Ok((row.get::<Option<_>>(0)?.map(PersonId), row.get(1)?))).transpose()
}
