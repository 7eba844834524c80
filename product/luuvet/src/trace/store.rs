//! The trace's tables.

use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::OrganisationId;
use luuvet_domain::trace::{Author, EventKind, Place, Recorded};
use uuid::Uuid;

/// Takes `count` numbers of the organisation's log and gives the first of them.
///
/// # Errors
/// The database's.
pub async fn take_sequence(tx: &mut Tx, organisation: OrganisationId, count: i64) -> Result<i64, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "INSERT INTO log_head (organisation_id, sequence) VALUES ($1, $2)
                 ON CONFLICT (organisation_id) DO UPDATE SET sequence = log_head.sequence + excluded.sequence
                 RETURNING sequence"
            ),
            &[organisation.0.into(), count.into()],
        )
        .await?;
    let last: i64 = row.ok_or_else(|| DbError::Engine("no sequence".into()))?.get(0)?;
    Ok(last - count + 1)
}

/// Writes an event and the openings of its commitments.
///
/// # Errors
/// The database's.
pub async fn append(
    tx: &mut Tx,
    place: Place,
    author: Author,
    kind: EventKind,
    subject: Uuid,
    recorded: &Recorded,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO event (organisation_id, sequence, id, at, kind, subject_id, person_id, position_id, leaf, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        ),
        &[
            place.organisation.0.into(),
            place.sequence.into(),
            place.id.into(),
            place.at.into(),
            kind.code().into(),
            subject.into(),
            author.person.map(|p| p.0).into(),
            author.position.map(|p| p.0).into(),
            recorded.leaf.as_slice().into(),
            recorded.hash.into(),
        ],
    )
    .await?;
    for opening in &recorded.openings {
        tx.execute(
            sql!(
                "INSERT INTO event_private (organisation_id, sequence, field, salt, value)
                 VALUES ($1, $2, $3, $4, $5)"
            ),
            &[
                place.organisation.0.into(),
                place.sequence.into(),
                opening.field.into(),
                opening.salt.into(),
                (&opening.value).into(),
            ],
        )
        .await?;
    }
    Ok(())
}

/// An event as it is stored.
#[derive(Debug)]
pub struct StoredEvent {
    /// Its place in the log.
    pub sequence: i64,
    /// UTC microseconds.
    pub at: i64,
    /// What happened.
    pub kind: EventKind,
    /// About what.
    pub subject_id: Uuid,
    /// The leaf.
    pub leaf: Vec<u8>,
    /// Its hash.
    pub hash: [u8; 32],
    /// The person's name.
    pub person: Option<String>,
    /// The position's title.
    pub title: Option<String>,
}

fn read(row: &Row) -> Result<StoredEvent, DbError> {
    Ok(StoredEvent {
        sequence: row.get(0)?,
        at: row.get(1)?,
        kind: row.parse(2, EventKind::from_code)?,
        subject_id: row.get(3)?,
        leaf: row.get(4)?,
        hash: row.get(5)?,
        person: row.get(6)?,
        title: row.get(7)?,
    })
}

/// The newest events of a subject before `before`, newest first.
///
/// # Errors
/// The database's.
pub async fn of_subject(
    tx: &mut Tx,
    organisation: OrganisationId,
    subject: Uuid,
    before: i64,
    limit: i64,
) -> Result<Vec<StoredEvent>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT e.sequence, e.at, e.kind, e.subject_id, e.leaf, e.hash, person.full_name, position.title
                 FROM event e
                 LEFT JOIN person ON person.id = e.person_id
                 LEFT JOIN position ON position.organisation_id = e.organisation_id AND position.id = e.position_id
                 WHERE e.organisation_id = $1 AND e.subject_id = $2 AND e.sequence < $3
                 ORDER BY e.sequence DESC
                 LIMIT $4"
            ),
            &[organisation.0.into(), subject.into(), before.into(), limit.into()],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The newest events of a person before `before`, newest first.
///
/// # Errors
/// The database's.
pub async fn of_person(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: Uuid,
    before: i64,
    limit: i64,
) -> Result<Vec<StoredEvent>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT e.sequence, e.at, e.kind, e.subject_id, e.leaf, e.hash, person.full_name, position.title
                 FROM event e
                 LEFT JOIN person ON person.id = e.person_id
                 LEFT JOIN position ON position.organisation_id = e.organisation_id AND position.id = e.position_id
                 WHERE e.organisation_id = $1 AND e.person_id = $2 AND e.sequence < $3
                 ORDER BY e.sequence DESC
                 LIMIT $4"
            ),
            &[organisation.0.into(), person.into(), before.into(), limit.into()],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The newest events of an organisation before `before`, newest first.
///
/// # Errors
/// The database's.
pub async fn of_organisation(
    tx: &mut Tx,
    organisation: OrganisationId,
    before: i64,
    limit: i64,
) -> Result<Vec<StoredEvent>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT e.sequence, e.at, e.kind, e.subject_id, e.leaf, e.hash, person.full_name, position.title
                 FROM event e
                 LEFT JOIN person ON person.id = e.person_id
                 LEFT JOIN position ON position.organisation_id = e.organisation_id AND position.id = e.position_id
                 WHERE e.organisation_id = $1 AND e.sequence < $2
                 ORDER BY e.sequence DESC
                 LIMIT $3"
            ),
            &[organisation.0.into(), before.into(), limit.into()],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The private values of the events from `first` to `last` that still stand: sequence, field, value.
///
/// # Errors
/// The database's.
pub async fn private_values(
    tx: &mut Tx,
    organisation: OrganisationId,
    first: i64,
    last: i64,
    subject: Option<Uuid>,
) -> Result<Vec<(i64, String, String)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.sequence, p.field, p.value
                 FROM event_private p
                 JOIN event e ON e.organisation_id = p.organisation_id AND e.sequence = p.sequence
                 WHERE p.organisation_id = $1 AND p.sequence BETWEEN $2 AND $3
                   AND (CAST($4 AS TEXT) = 'all' OR e.subject_id = $5)"
            ),
            &[
                organisation.0.into(),
                first.into(),
                last.into(),
                (if subject.is_some() { "one" } else { "all" }).into(),
                subject.unwrap_or_default().into(),
            ],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// The last number of the organisation's log.
///
/// # Errors
/// The database's.
pub async fn head(tx: &mut Tx, organisation: OrganisationId) -> Result<i64, DbError> {
    let row = tx
        .query_opt(sql!("SELECT sequence FROM log_head WHERE organisation_id = $1"), &[organisation.0.into()])
        .await?;
    row.map_or(Ok(0), |row| row.get(0))
}
