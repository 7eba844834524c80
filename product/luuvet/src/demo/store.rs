//! What the demo asks of the tables beyond what the parts offer.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DocumentId, MandateId, OrganisationId, PersonId, PositionId};
use uuid::Uuid;

use super::settle::settle_standing::{NewMandate, NewSubstitute};

/// A fact of the installation.
///
/// # Errors
/// The database's.
pub async fn setting(tx: &mut Tx, key: &str) -> Result<Option<String>, DbError> {
    let row = tx.query_opt(sql!("SELECT value FROM setting WHERE key = $1"), &[key.into()]).await?;
    row.map(|row| row.get(0)).transpose()
}

/// Writes a fact of the installation, or another value for it.
///
/// # Errors
/// The database's.
pub async fn put_setting(tx: &mut Tx, key: &str, value: &str) -> Result<(), DbError> {
    tx.execute(
        sql!("INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
        &[key.into(), value.into()],
    )
    .await?;
    Ok(())
}

/// Whether somebody works here already.
///
/// # Errors
/// The database's.
pub async fn is_inhabited(tx: &mut Tx) -> Result<bool, DbError> {
    Ok(tx.query_opt(sql!("SELECT 1 FROM organisation LIMIT 1"), &[]).await?.is_some())
}

/// An event with the openings that still stand, for checking.
#[derive(Debug)]
pub struct Stored {
    /// Its place in the log.
    pub sequence: i64,
    /// The leaf.
    pub leaf: Vec<u8>,
    /// The hash as stored.
    pub hash: [u8; 32],
}

/// Events of an organisation after `after`, oldest first.
///
/// # Errors
/// The database's.
pub async fn events(tx: &mut Tx, organisation: OrganisationId, after: i64) -> Result<Vec<Stored>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT sequence, leaf, hash FROM event
                 WHERE organisation_id = $1 AND sequence > $2 ORDER BY sequence LIMIT 1000"
            ),
            &[organisation.0.into(), after.into()],
        )
        .await?;
    rows.iter().map(|row| Ok(Stored { sequence: row.get(0)?, leaf: row.get(1)?, hash: row.get(2)? })).collect()
}

/// Openings of the events after `after` up to `last`: sequence, field, salt, value.
///
/// # Errors
/// The database's.
pub async fn openings(
    tx: &mut Tx,
    organisation: OrganisationId,
    after: i64,
    last: i64,
) -> Result<Vec<(i64, [u8; 16], String)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT sequence, salt, value FROM event_private
                 WHERE organisation_id = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence"
            ),
            &[organisation.0.into(), after.into(), last.into()],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// The positions of a person on a day: organisation, position, title, department.
///
/// # Errors
/// The database's.
pub async fn held(
    tx: &mut Tx,
    person: PersonId,
    day: &str,
) -> Result<Vec<(OrganisationId, PositionId, String, Option<Uuid>)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.organisation_id, p.id, p.title, p.department_id
                 FROM holding h
                 JOIN position p ON p.organisation_id = h.organisation_id AND p.id = h.position_id
                 WHERE h.person_id = $1 AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 ORDER BY p.ordinal, p.id"
            ),
            &[person.0.into(), day.into()],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((OrganisationId(row.get(0)?), PositionId(row.get(1)?), row.get(2)?, row.get(3)?)))
        .collect()
}

/// Writes a mandate.
///
/// # Errors
/// The database's.
pub async fn insert_mandate(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: MandateId,
    new: &NewMandate,
    from_day: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO mandate (organisation_id, id, kind, position_id, on_behalf_of_id, field, kinds, basis, from_day)
             VALUES ($1, $2, $3, $4, $5, '', '', $6, $7)"
        ),
        &[
            organisation.0.into(),
            id.0.into(),
            (&new.kind).into(),
            new.position.0.into(),
            new.on_behalf_of.0.into(),
            (&new.basis).into(),
            from_day.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes a substitute.
///
/// # Errors
/// The database's.
pub async fn insert_substitute(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: Uuid,
    new: &NewSubstitute,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO substitute (organisation_id, id, position_id, substitute_id, from_day, until_day, basis)
             VALUES ($1, $2, $3, $4, $5, $6, $7)"
        ),
        &[
            organisation.0.into(),
            id.into(),
            new.of.0.into(),
            new.by.0.into(),
            (&new.from_day).into(),
            (&new.until_day).into(),
            (&new.basis).into(),
        ],
    )
    .await?;
    Ok(())
}

/// How often a document of `sender` arrived, by organisation.
///
/// # Errors
/// The database's.
pub async fn arrivals(tx: &mut Tx, sender: OrganisationId, document: DocumentId) -> Result<Vec<i64>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT COUNT(*) FROM arrival WHERE sender_id = $1 AND sender_document_id = $2
                 GROUP BY organisation_id ORDER BY organisation_id"
            ),
            &[sender.0.into(), document.0.into()],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// How far up the overdue work of a document was told; 0 for nobody.
///
/// # Errors
/// The database's.
pub async fn escalation(tx: &mut Tx, organisation: OrganisationId, document: DocumentId) -> Result<i64, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT COALESCE(MAX(escalation), 0) FROM task WHERE organisation_id = $1 AND document_id = $2"),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    row.map_or(Ok(0), |row| row.get(0))
}
