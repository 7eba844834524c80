//! Questions over the whole installation: for the doctor and the backup alone, never for a page.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::documents::Number;
use luuvet_domain::ids::{DocumentId, OrganisationId, PositionId};
use luuvet_domain::registers;
use uuid::Uuid;

/// Rows that are read at once.
pub const PIECE: i64 = 1_000;

/// Every organisation with the last number of its log.
///
/// # Errors
/// The database's.
pub async fn heads(tx: &mut Tx) -> Result<Vec<(OrganisationId, i64)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT o.id, COALESCE(h.sequence, 0) FROM organisation o
                 LEFT JOIN log_head h ON h.organisation_id = o.id ORDER BY o.id"
            ),
            &[],
        )
        .await?;
    rows.iter().map(|row| Ok((OrganisationId(row.get(0)?), row.get(1)?))).collect()
}

/// The next events of a log after `after`: sequence, leaf, hash.
///
/// # Errors
/// The database's.
pub async fn leaves(
    tx: &mut Tx,
    organisation: OrganisationId,
    after: i64,
) -> Result<Vec<(i64, Vec<u8>, [u8; 32])>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT sequence, leaf, hash FROM event WHERE organisation_id = $1 AND sequence > $2
                 ORDER BY sequence LIMIT $3"
            ),
            &[organisation.0.into(), after.into(), PIECE.into()],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// When the last event of any organisation happened, UTC microseconds; 0 when there is none.
///
/// # Errors
/// The database's.
pub async fn last_event(tx: &mut Tx) -> Result<i64, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT COALESCE(MAX(e.at), 0) FROM log_head h
                 JOIN event e ON e.organisation_id = h.organisation_id AND e.sequence = h.sequence"
            ),
            &[],
        )
        .await?;
    row.map_or(Ok(0), |row| row.get(0))
}

/// The registers of an organisation with their names; those of history are not ours to judge.
///
/// # Errors
/// The database's.
pub async fn registers(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Vec<(Uuid, String, registers::Register)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT id, name, year, first_number, last_number, last_day FROM register
                 WHERE organisation_id = $1 AND NOT history ORDER BY year, name, id"
            ),
            &[organisation.0.into()],
        )
        .await?;
    rows.iter().map(register).collect()
}

fn register(row: &Row) -> Result<(Uuid, String, registers::Register), DbError> {
    let year: i64 = row.get(2)?;
    let last_day: Option<String> = row.get(5)?;
    let register = registers::Register {
        year: i16::try_from(year).unwrap_or_default(),
        first: row.get(3)?,
        last: row.get(4)?,
        last_day: last_day.and_then(|day| day.parse().ok()),
    };
    Ok((row.get(0)?, row.get(1)?, register))
}

/// The rows of a register; a number that is none of ours is an error.
///
/// # Errors
/// The database's, or a row that cannot be read.
pub async fn numbers(
    tx: &mut Tx,
    organisation: OrganisationId,
    register: Uuid,
) -> Result<Vec<registers::Row>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT number, suffix, state, day, true_day, document_id, owner_id, reason FROM register_number
                 WHERE organisation_id = $1 AND register_id = $2 ORDER BY number, suffix"
            ),
            &[organisation.0.into(), register.into()],
        )
        .await?;
    rows.iter().map(number).collect()
}

fn number(row: &Row) -> Result<registers::Row, DbError> {
    let (value, suffix): (u32, String) = (row.get(0)?, row.get(1)?);
    let state = row.parse(2, |code| registers::State::from_code(code).ok())?;
    let day = row.parse(3, |day| day.parse::<Date>().ok())?;
    let true_day: String = row.get(4)?;
    let true_day = true_day.parse::<Date>().ok().filter(|found| *found != day || !suffix.is_empty());
    let (owner, reason): (Uuid, String) = (row.get(6)?, row.get(7)?);
    Ok(registers::Row {
        number: Number::parse(&format!("{value}{suffix}")).map_err(|error| DbError::Engine(error.to_string()))?,
        state,
        day,
        true_day,
        document: row.get::<Option<Uuid>>(5)?.map(DocumentId),
        reserved_for: (state == registers::State::Reserved).then_some(PositionId(owner)),
        reason: Some(reason).filter(|reason| !reason.is_empty()),
    })
}

/// The next contents that rows refer to, after `after` (empty at first): hash and size.
///
/// # Errors
/// The database's.
pub async fn blobs(tx: &mut Tx, after: &[u8]) -> Result<Vec<([u8; 32], i64)>, DbError> {
    let rows = tx
        .query(
            sql!("SELECT hash, size FROM blob WHERE doomed_at IS NULL AND hash > $1 ORDER BY hash LIMIT $2"),
            &[after.into(), PIECE.into()],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
