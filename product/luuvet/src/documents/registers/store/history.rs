//! Rows of `register_history`: lines of old registers.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{OrganisationId, PositionId, RegisterId};
use serde::{Deserialize, Serialize};

use super::lines::escaped;

/// A line as it was written in the old register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldLine {
    /// Number, as written.
    pub number: String,
    /// Symbol, as written.
    pub symbol: String,
    /// The day, ISO.
    pub day: String,
    /// Trích yếu.
    pub subject: String,
    /// Recipients of an outgoing, author of an incoming document.
    pub party: String,
    /// Who signed.
    pub signer: String,
    /// Remark.
    pub note: String,
}

/// Writes a line.
///
/// # Errors
/// The database's.
pub async fn insert(
    tx: &mut Tx,
    organisation: OrganisationId,
    register: RegisterId,
    ordinal: i64,
    line: &OldLine,
) -> Result<(), DbError> {
    let folded = vietnamese::fold::fold(&format!("{} {} {} {}", line.number, line.symbol, line.subject, line.party));
    tx.execute(
        sql!(
            "INSERT INTO register_history (organisation_id, register_id, ordinal, number, symbol, day, subject, party,
               signer, note, folded)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        ),
        &[
            organisation.0.into(),
            register.0.into(),
            ordinal.into(),
            (&line.number).into(),
            (&line.symbol).into(),
            (&line.day).into(),
            (&line.subject).into(),
            (&line.party).into(),
            (&line.signer).into(),
            (&line.note).into(),
            folded.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Lines behind a place, in the order of the old register, with their places.
///
/// # Errors
/// The database's.
pub async fn after(
    tx: &mut Tx,
    organisation: OrganisationId,
    register: RegisterId,
    words: &str,
    place: i64,
    limit: i64,
) -> Result<Vec<(i64, OldLine)>, DbError> {
    let words = if words.is_empty() { String::new() } else { format!("%{}%", escaped(words)) };
    let rows = tx
        .query(
            sql!(
                "SELECT ordinal, number, symbol, day, subject, party, signer, note FROM register_history
                 WHERE organisation_id = $1 AND register_id = $2 AND ordinal > $3
                   AND (CAST($4 AS TEXT) = '' OR folded LIKE $4 ESCAPE '\\')
                 ORDER BY ordinal LIMIT $5"
            ),
            &[organisation.0.into(), register.0.into(), place.into(), words.into(), limit.into()],
        )
        .await?;
    let line = |row: &luuvet_db::Row| {
        Ok((
            row.get(0)?,
            OldLine {
                number: row.get(1)?,
                symbol: row.get(2)?,
                day: row.get(3)?,
                subject: row.get(4)?,
                party: row.get(5)?,
                signer: row.get(6)?,
                note: row.get(7)?,
            },
        ))
    };
    rows.iter().map(line).collect()
}

/// What was read of a file and waits for the clerk's word.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its id.
    pub id: uuid::Uuid,
    /// The register's name.
    pub name: String,
    /// `incoming` or `outgoing`.
    pub direction: String,
    /// The register's year.
    pub year: i64,
    /// The lines, as JSON.
    pub lines: String,
}

/// Keeps what was read of a file; a position has one at a time.
///
/// # Errors
/// The database's.
pub async fn keep(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    waiting: &Waiting,
    now: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO register_import (organisation_id, position_id, id, name, direction, year, lines, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (organisation_id, position_id) DO UPDATE SET id = excluded.id, name = excluded.name,
               direction = excluded.direction, year = excluded.year, lines = excluded.lines, at = excluded.at"
        ),
        &[
            organisation.0.into(),
            position.0.into(),
            waiting.id.into(),
            (&waiting.name).into(),
            (&waiting.direction).into(),
            waiting.year.into(),
            (&waiting.lines).into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// What a position has kept under this id.
///
/// # Errors
/// The database's.
pub async fn kept(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    id: uuid::Uuid,
) -> Result<Option<Waiting>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT id, name, direction, year, lines FROM register_import
                 WHERE organisation_id = $1 AND position_id = $2 AND id = $3"
            ),
            &[organisation.0.into(), position.0.into(), id.into()],
        )
        .await?;
    row.map(|row| {
        Ok(Waiting {
            id: row.get(0)?,
            name: row.get(1)?,
            direction: row.get(2)?,
            year: row.get(3)?,
            lines: row.get(4)?,
        })
    })
    .transpose()
}

/// Forgets what a position has kept.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &mut Tx, organisation: OrganisationId, position: PositionId) -> Result<(), DbError> {
    tx.execute(
        sql!("DELETE FROM register_import WHERE organisation_id = $1 AND position_id = $2"),
        &[organisation.0.into(), position.0.into()],
    )
    .await?;
    Ok(())
}
