//! Rows of `register_history`: lines of old registers.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{OrganisationId, RegisterId};
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
