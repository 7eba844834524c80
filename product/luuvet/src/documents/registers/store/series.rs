//! Rows of `register`.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{OrganisationId, PositionId, RegisterId};
use luuvet_domain::registers::Register;

/// A register with what the rules do not need.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its id.
    pub id: RegisterId,
    /// `incoming`, `outgoing` or `copies`.
    pub direction: String,
    /// Its name on screens and covers.
    pub name: String,
    /// The symbol of the council or team whose series it is; empty for the organisation's own.
    pub owner_symbol: String,
    /// Codes of the kinds that it takes, with a blank between; empty for all that no other register takes.
    pub kinds: String,
    /// The last number of the book before it, as written there; empty when it begins the year.
    pub outside_last: String,
    /// When the head confirmed it, if it goes on behind a book.
    pub confirmed_at: Option<i64>,
    /// An old register, for reading only.
    pub history: bool,
    /// The day from which it takes no further number: its organisation has been merged.
    pub closed: Option<Date>,
    /// The numbers.
    pub numbers: Register,
}

impl Series {
    /// Whether it goes on behind a book and the head has not confirmed it yet.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.outside_last.is_empty() && self.confirmed_at.is_none()
    }

    /// Whether a kind's code is one of its kinds.
    #[must_use]
    pub fn takes(&self, kind: &str) -> bool {
        self.kinds.split(' ').any(|code| code == kind)
    }
}

pub(super) fn read(row: &Row) -> Result<Series, DbError> {
    let (last_day, closed): (Option<String>, Option<String>) = (row.get(9)?, row.get(12)?);
    let year: i64 = row.get(6)?;
    Ok(Series {
        id: RegisterId(row.get(0)?),
        direction: row.get(1)?,
        name: row.get(2)?,
        owner_symbol: row.get(3)?,
        kinds: row.get(4)?,
        outside_last: row.get(5)?,
        confirmed_at: row.get(10)?,
        history: row.get(11)?,
        closed: closed.and_then(|day| day.parse().ok()),
        numbers: Register {
            year: i16::try_from(year).unwrap_or(i16::MAX),
            first: row.get(7)?,
            last: row.get(8)?,
            last_day: last_day.and_then(|day| day.parse().ok()),
        },
    })
}

/// The live registers of a direction and year, the general one last.
///
/// # Errors
/// The database's.
pub async fn of_year(
    tx: &mut Tx,
    organisation: OrganisationId,
    direction: &str,
    year: i16,
) -> Result<Vec<Series>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT id, direction, name, owner_symbol, kinds, outside_last, year, first_number, last_number, last_day,
                        confirmed_at, history, closed_day
                 FROM register
                 WHERE organisation_id = $1 AND direction = $2 AND year = $3 AND NOT history
                 ORDER BY CASE WHEN kinds = '' THEN 1 ELSE 0 END, owner_symbol, name, id
                 LIMIT 200"
            ),
            &[organisation.0.into(), direction.into(), i64::from(year).into()],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// A register.
///
/// # Errors
/// The database's.
pub async fn find(tx: &mut Tx, organisation: OrganisationId, id: RegisterId) -> Result<Option<Series>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT id, direction, name, owner_symbol, kinds, outside_last, year, first_number, last_number, last_day,
                        confirmed_at, history, closed_day
                 FROM register WHERE organisation_id = $1 AND id = $2"
            ),
            &[organisation.0.into(), id.0.into()],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Locks a live register until the end of the transaction and gives its snapshot. The first statement of every verb
/// that takes or changes a number: a second clerk waits here or runs again.
///
/// # Errors
/// The database's.
pub async fn lock(tx: &mut Tx, organisation: OrganisationId, id: RegisterId) -> Result<Option<Series>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "UPDATE register SET last_number = last_number
                 WHERE organisation_id = $1 AND id = $2 AND NOT history
                 RETURNING id, direction, name, owner_symbol, kinds, outside_last, year, first_number, last_number,
                           last_day, confirmed_at, history, closed_day"
            ),
            &[organisation.0.into(), id.0.into()],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Writes the last number and its day of a locked register.
///
/// # Errors
/// The database's.
pub async fn advance(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: RegisterId,
    from: &Register,
    to: &Register,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE register SET last_number = $4, last_day = $5
             WHERE organisation_id = $1 AND id = $2 AND last_number = $3"
        ),
        &[
            organisation.0.into(),
            id.0.into(),
            from.last.into(),
            to.last.into(),
            to.last_day.map(|day| day.to_string()).into(),
        ],
    )
    .await
}

/// Writes a new register; `false` when there is one for the same kinds of the same year.
///
/// # Errors
/// The database's.
pub async fn insert(tx: &mut Tx, organisation: OrganisationId, new: &Series, now: i64) -> Result<bool, DbError> {
    let written = tx
        .execute(
            sql!(
                "INSERT INTO register (organisation_id, id, direction, name, year, owner_symbol, kinds, first_number,
                   last_number, last_day, outside_last, history, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                 ON CONFLICT DO NOTHING"
            ),
            &[
                organisation.0.into(),
                new.id.0.into(),
                (&new.direction).into(),
                (&new.name).into(),
                i64::from(new.numbers.year).into(),
                (&new.owner_symbol).into(),
                (&new.kinds).into(),
                new.numbers.first.into(),
                new.numbers.last.into(),
                new.numbers.last_day.map(|day| day.to_string()).into(),
                (&new.outside_last).into(),
                new.history.into(),
                now.into(),
            ],
        )
        .await?;
    Ok(written == 1)
}

/// Notes that the head has confirmed a register; `false` when it was confirmed before.
///
/// # Errors
/// The database's.
pub async fn confirm(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: RegisterId,
    by: PositionId,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE register SET confirmed_at = $4, confirmed_by_id = $3
             WHERE organisation_id = $1 AND id = $2 AND confirmed_at IS NULL AND outside_last <> ''"
        ),
        &[organisation.0.into(), id.0.into(), by.0.into(), now.into()],
    )
    .await
}

/// The first position with the role clerk that somebody holds on a day, in the order of positions.
///
/// # Errors
/// The database's.
pub async fn clerk(tx: &mut Tx, organisation: OrganisationId, day: Date) -> Result<Option<PositionId>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT p.id FROM position_role r
                 JOIN position p ON p.organisation_id = r.organisation_id AND p.id = r.position_id
                 JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 WHERE r.organisation_id = $1 AND r.role = 'clerk'
                   AND p.from_day <= $2 AND (p.until_day IS NULL OR p.until_day > $2)
                 ORDER BY p.ordinal, p.id LIMIT 1"
            ),
            &[organisation.0.into(), day.to_string().into()],
        )
        .await?;
    row.map(|row| Ok(PositionId(row.get(0)?))).transpose()
}
