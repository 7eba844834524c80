//! Rows of `register_number`: every integer from a register's first to its last has exactly one without a letter.

use jiff::civil::Date;
use luuvet_db::{DbError, Row as DbRow, Tx, sql};
use luuvet_domain::documents::Number;
use luuvet_domain::ids::{DocumentId, OrganisationId, PositionId, RegisterId};
use luuvet_domain::registers::{Row, State};
use uuid::Uuid;

/// A number with the register it stands in.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The register.
    pub register: RegisterId,
    /// The number, as the rules see it.
    pub row: Row,
}

fn suffix(number: Number) -> String {
    number.letter().map(String::from).unwrap_or_default()
}

fn bad(what: &str) -> DbError {
    DbError::Constraint(format!("register_number.{what}"))
}

fn read(row: &DbRow) -> Result<Entry, DbError> {
    let (value, letter): (u32, String) = (row.get(1)?, row.get(2)?);
    let number = match letter.chars().next() {
        None => Number::new(value),
        Some(letter) => Number::inserted(value, letter),
    };
    let number = number.map_err(|_| bad("number"))?;
    let state: String = row.get(3)?;
    let state = State::from_code(&state).map_err(|_| bad("state"))?;
    let (day, true_day): (String, String) = (row.get(5)?, row.get(6)?);
    let day: Date = day.parse().map_err(|_| bad("day"))?;
    let true_day: Date = true_day.parse().map_err(|_| bad("true_day"))?;
    let reason: String = row.get(7)?;
    Ok(Entry {
        register: RegisterId(row.get(0)?),
        row: Row {
            number,
            state,
            day,
            true_day: (number.letter().is_some() || true_day != day).then_some(true_day),
            document: row.get::<Option<Uuid>>(4)?.map(DocumentId),
            reserved_for: Some(PositionId(row.get(8)?)),
            reason: (!reason.is_empty()).then_some(reason),
        },
    })
}

/// Writes a new number; `owner` is who took it.
///
/// # Errors
/// The database's; a number that has a row breaks the key.
pub async fn insert(
    tx: &mut Tx,
    organisation: OrganisationId,
    register: RegisterId,
    row: &Row,
    owner: PositionId,
    now: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO register_number (organisation_id, register_id, number, suffix, state, document_id, day, true_day,
               reason, owner_id, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        ),
        &[
            organisation.0.into(),
            register.0.into(),
            row.number.value().into(),
            suffix(row.number).into(),
            row.state.code().into(),
            row.document.map(|id| id.0).into(),
            row.day.to_string().into(),
            row.true_day.unwrap_or(row.day).to_string().into(),
            row.reason.clone().unwrap_or_default().into(),
            row.reserved_for.unwrap_or(owner).0.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes the new state of a number that was in state `from`; `false` when it was not any more. A number never changes
/// its document: only a reserved one, which has none, gets one.
///
/// # Errors
/// The database's.
pub async fn rewrite(
    tx: &mut Tx,
    organisation: OrganisationId,
    register: RegisterId,
    from: State,
    row: &Row,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE register_number SET state = $6, document_id = $7, true_day = $8, reason = $9
             WHERE organisation_id = $1 AND register_id = $2 AND number = $3 AND suffix = $4 AND state = $5
               AND (document_id IS NULL OR document_id = $7)"
        ),
        &[
            organisation.0.into(),
            register.0.into(),
            row.number.value().into(),
            suffix(row.number).into(),
            from.code().into(),
            row.state.code().into(),
            row.document.map(|id| id.0).into(),
            row.true_day.unwrap_or(row.day).to_string().into(),
            row.reason.clone().unwrap_or_default().into(),
        ],
    )
    .await
}

/// One number of a register.
///
/// # Errors
/// The database's.
pub async fn find(
    tx: &mut Tx,
    organisation: OrganisationId,
    register: RegisterId,
    number: Number,
) -> Result<Option<Row>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT register_id, number, suffix, state, document_id, day, true_day, reason, owner_id
                 FROM register_number
                 WHERE organisation_id = $1 AND register_id = $2 AND number = $3 AND suffix = $4"
            ),
            &[organisation.0.into(), register.0.into(), number.value().into(), suffix(number).into()],
        )
        .await?;
    row.as_ref().map(|row| Ok(read(row)?.row)).transpose()
}

/// The number that a document has, if it was not cancelled.
///
/// # Errors
/// The database's.
pub async fn of_document(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Option<Entry>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT register_id, number, suffix, state, document_id, day, true_day, reason, owner_id
                 FROM register_number
                 WHERE organisation_id = $1 AND document_id = $2 AND document_id IS NOT NULL AND state <> 'cancelled'"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The letters that stand behind a number.
///
/// # Errors
/// The database's.
pub async fn letters(
    tx: &mut Tx,
    organisation: OrganisationId,
    register: RegisterId,
    value: u32,
) -> Result<Vec<char>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT suffix FROM register_number
                 WHERE organisation_id = $1 AND register_id = $2 AND number = $3 AND suffix <> ''"
            ),
            &[organisation.0.into(), register.0.into(), value.into()],
        )
        .await?;
    let letters = rows.iter().map(|row| row.get::<String>(0));
    letters.filter_map(|text| text.map(|text| text.chars().next()).transpose()).collect()
}

/// The reserved numbers of an organisation, oldest first; at most 200.
///
/// # Errors
/// The database's.
pub async fn reserved(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Entry>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT register_id, number, suffix, state, document_id, day, true_day, reason, owner_id
                 FROM register_number
                 WHERE organisation_id = $1 AND state = 'reserved'
                 ORDER BY day, register_id, number LIMIT 200"
            ),
            &[organisation.0.into()],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Numbers of a register behind a place, in order, for the audit: at most 5,000.
///
/// # Errors
/// The database's.
pub async fn after(
    tx: &mut Tx,
    organisation: OrganisationId,
    register: RegisterId,
    place: Option<Number>,
) -> Result<Vec<Row>, DbError> {
    let (value, letter) = place.map_or((0, String::new()), |number| (number.value(), suffix(number)));
    let rows = tx
        .query(
            sql!(
                "SELECT register_id, number, suffix, state, document_id, day, true_day, reason, owner_id
                 FROM register_number
                 WHERE organisation_id = $1 AND register_id = $2 AND (number, suffix) > ($3, $4)
                 ORDER BY number, suffix LIMIT 5000"
            ),
            &[organisation.0.into(), register.0.into(), value.into(), letter.into()],
        )
        .await?;
    rows.iter().map(|row| Ok(read(row)?.row)).collect()
}
