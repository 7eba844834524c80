//! Rows of `push_device`: browsers that take pushes.

use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{PersonId, SessionId};
use uuid::Uuid;

/// A browser that takes pushes.
#[derive(Clone, Debug)]
pub struct Device {
    /// Its id.
    pub id: Uuid,
    /// Where its push service takes messages; a secret.
    pub endpoint: String,
    /// Its public key, in base64url.
    pub key: String,
    /// The secret that it shares with us, in base64url.
    pub auth: String,
    /// The browser, as it names itself.
    pub agent: String,
    /// The language of its messages.
    pub language: String,
    /// In which session it was subscribed.
    pub session: SessionId,
    /// UTC microseconds.
    pub created_at: i64,
}

fn read(row: &Row) -> Result<Device, DbError> {
    Ok(Device {
        id: row.get(0)?,
        endpoint: row.get(1)?,
        key: row.get(2)?,
        auth: row.get(3)?,
        agent: row.get(4)?,
        language: row.get(5)?,
        session: SessionId(row.get(6)?),
        created_at: row.get(7)?,
    })
}

/// A person's devices whose session was not ended, the newest first; at most 20.
///
/// # Errors
/// The database's.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Device>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT d.id, d.endpoint, d.key, d.auth, d.agent, d.language, d.session_id, d.created_at
                 FROM push_device d JOIN session s ON s.id = d.session_id AND s.ended_at IS NULL
                 WHERE d.person_id = $1 ORDER BY d.created_at DESC, d.id LIMIT 20"
            ),
            &[person.0.into()],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// A device of a person, while its session lives.
///
/// # Errors
/// The database's.
pub async fn find(tx: &mut Tx, person: PersonId, id: Uuid) -> Result<Option<Device>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT d.id, d.endpoint, d.key, d.auth, d.agent, d.language, d.session_id, d.created_at
                 FROM push_device d JOIN session s ON s.id = d.session_id AND s.ended_at IS NULL
                 WHERE d.person_id = $1 AND d.id = $2"
            ),
            &[person.0.into(), id.into()],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Writes a device. The same browser subscribed before, by whomever, is replaced: it tells one person.
///
/// # Errors
/// The database's.
pub async fn put(tx: &mut Tx, person: PersonId, device: &Device) -> Result<(), DbError> {
    tx.execute(sql!("DELETE FROM push_device WHERE endpoint = $1"), &[(&device.endpoint).into()]).await?;
    tx.execute(
        sql!(
            "INSERT INTO push_device (person_id, id, endpoint, key, auth, agent, language, session_id, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        &[
            person.0.into(),
            device.id.into(),
            (&device.endpoint).into(),
            (&device.key).into(),
            (&device.auth).into(),
            (&device.agent).into(),
            (&device.language).into(),
            device.session.0.into(),
            device.created_at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Takes a device of a person away; `false` when there was none.
///
/// # Errors
/// The database's.
pub async fn remove(tx: &mut Tx, person: PersonId, id: Uuid) -> Result<bool, DbError> {
    tx.execute_one(sql!("DELETE FROM push_device WHERE person_id = $1 AND id = $2"), &[person.0.into(), id.into()])
        .await
}
