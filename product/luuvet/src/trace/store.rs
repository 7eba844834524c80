//! The trace's tables.

use luuvet_db::{DbError, Row, Tx, Value, sql};
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

/// An event as it is stored, with the private values that still stand.
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
    /// The document that it is about, by its symbol or else its subject, where the reader may see it.
    pub document: Option<String>,
    /// The person's name.
    pub person: Option<String>,
    /// The position's title.
    pub title: Option<String>,
    /// Field and value.
    pub private: Vec<(String, String)>,
}

/// Rows of events joined with their values: one event after the other, one row per value.
fn gather(rows: &[Row]) -> Result<Vec<StoredEvent>, DbError> {
    let mut events: Vec<StoredEvent> = Vec::new();
    for row in rows {
        let sequence: i64 = row.get(0)?;
        if events.last().is_none_or(|event| event.sequence != sequence) {
            events.push(StoredEvent {
                sequence,
                at: row.get(1)?,
                kind: row.parse(2, EventKind::from_code)?,
                subject_id: row.get(3)?,
                leaf: row.get(4)?,
                hash: row.get(5)?,
                person: row.get(6)?,
                title: row.get(7)?,
                document: row.get(10)?,
                private: Vec::new(),
            });
        }
        if let (Some(event), Some(field)) = (events.last_mut(), row.get::<Option<String>>(8)?) {
            event.private.push((field, row.get(9)?));
        }
    }
    Ok(events)
}

/// A statement whose rows are events with their values, newest first: which events, the document that each is about, and
/// which of the values. `$1` is the organisation, `$2` the sequence before which, `$3` how many.
macro_rules! events {
    ($whose:literal, $document:literal, $join:literal, $values:literal) => {
        sql!(concat!(
            "SELECT e.sequence, e.at, e.kind, e.subject_id, e.leaf, e.hash, person.full_name, position.title,
                    v.field, v.value, ",
            $document,
            " FROM (SELECT sequence, at, kind, subject_id, person_id, position_id, leaf, hash FROM event
                   WHERE organisation_id = $1 AND sequence < $2 ",
            $whose,
            " ORDER BY sequence DESC
                   LIMIT $3) AS e
             LEFT JOIN person ON person.id = e.person_id
             LEFT JOIN position ON position.organisation_id = $1 AND position.id = e.position_id ",
            $join,
            " LEFT JOIN event_private v ON v.organisation_id = $1 AND v.sequence = e.sequence ",
            $values,
            " ORDER BY e.sequence DESC, v.field"
        ))
    };
}

/// The same for a reader with grants `$4` to `$11`: of a document that is not for him neither which it is nor its words.
macro_rules! events_seen {
    ($whose:literal) => {
        events!(
            $whose,
            "COALESCE(d.symbol, d.subject)",
            "LEFT JOIN document d ON d.organisation_id = $1 AND d.id = e.subject_id
               AND EXISTS (SELECT 1 FROM document_grant g
                           WHERE g.organisation_id = $1 AND g.document_id = d.id
                             AND g.grantee_id IN ($4, $5, $6, $7, $8, $9, $10, $11))",
            "AND (d.id IS NOT NULL
                  OR NOT EXISTS (SELECT 1 FROM document o WHERE o.organisation_id = $1 AND o.id = e.subject_id))"
        )
    };
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
    let values = [organisation.0.into(), before.into(), limit.into(), subject.into()];
    gather(&tx.query(events!("AND subject_id = $4", "CAST(NULL AS TEXT)", "", ""), &values).await?)
}

/// Which events of an organisation, and who reads them.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Before this place in the log.
    pub before: i64,
    /// At most so many.
    pub limit: i64,
    /// In whose name documents are seen.
    pub grantees: [Uuid; crate::work::GRANTEES],
}

impl Wanted {
    fn values(&self, organisation: OrganisationId) -> Vec<Value> {
        let mut values: Vec<Value> = vec![organisation.0.into(), self.before.into(), self.limit.into()];
        values.extend(self.grantees.iter().map(|id| Value::from(*id)));
        values
    }
}

/// The newest events of an organisation, newest first; the values of a document's events, and which document it is, only
/// where one of the grantees may see the document.
///
/// # Errors
/// The database's.
pub async fn of_organisation(
    tx: &mut Tx,
    organisation: OrganisationId,
    wanted: &Wanted,
) -> Result<Vec<StoredEvent>, DbError> {
    gather(&tx.query(events_seen!(""), &wanted.values(organisation)).await?)
}

/// The newest events of a person in an organisation, under the same rule.
///
/// # Errors
/// The database's.
pub async fn of_person(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: Uuid,
    wanted: &Wanted,
) -> Result<Vec<StoredEvent>, DbError> {
    let mut values = wanted.values(organisation);
    values.push(person.into());
    gather(&tx.query(events_seen!("AND person_id = $12"), &values).await?)
}

/// A person's name, when the person has ever held a position of the organisation.
///
/// # Errors
/// The database's.
pub async fn member(tx: &mut Tx, organisation: OrganisationId, person: Uuid) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT p.full_name FROM person p
                 WHERE p.id = $2 AND EXISTS (SELECT 1 FROM holding h WHERE h.organisation_id = $1 AND h.person_id = p.id)"
            ),
            &[organisation.0.into(), person.into()],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
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
