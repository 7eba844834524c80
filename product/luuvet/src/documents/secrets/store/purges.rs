//! Rows of `purge`.

use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, PersonId, PositionId};
use uuid::Uuid;

/// A removal: reported, proposed, dropped or done.
#[derive(Clone, Debug)]
pub struct Purge {
    /// Its id.
    pub id: Uuid,
    /// The document.
    pub document: DocumentId,
    /// `reported`, `proposed`, `dropped` or `purged`.
    pub state: String,
    /// The code of a reason of the domain.
    pub reason: String,
    /// When the first of the contents came, UTC microseconds.
    pub since: i64,
    /// When it was reported or proposed, UTC microseconds.
    pub opened_at: i64,
    /// Who proposed; none while it is only reported, or when the sender removed it.
    pub proposed_by: Option<PersonId>,
    /// That person's name and position.
    pub proposer: String,
    /// When it was confirmed or dropped.
    pub closed_at: Option<i64>,
    /// Who confirmed or dropped it, by name and position.
    pub closer: String,
    /// The document's kind.
    pub kind: String,
    /// Its number and symbol.
    pub symbol: Option<String>,
}

impl Purge {
    /// Whether somebody has to act on it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state.as_str(), "reported" | "proposed")
    }

    /// Whether the content is gone.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.state == "purged"
    }
}

fn read(row: &Row) -> Result<Purge, DbError> {
    let who = |at: usize| -> Result<String, DbError> {
        let (name, title): (Option<String>, Option<String>) = (row.get(at)?, row.get(at + 1)?);
        Ok([name, title].into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    Ok(Purge {
        id: row.get(0)?,
        document: DocumentId(row.get(1)?),
        state: row.get(2)?,
        reason: row.get(3)?,
        since: row.get(4)?,
        opened_at: row.get(5)?,
        proposed_by: row.get::<Option<Uuid>>(6)?.map(PersonId),
        proposer: who(7)?,
        closed_at: row.get(9)?,
        closer: who(10)?,
        kind: row.get(12)?,
        symbol: row.get(13)?,
    })
}

/// The removal of a document that counts: one that is open, else one that was done, else the last that was dropped.
///
/// # Errors
/// The database's.
pub async fn of_document(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Option<Purge>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT p.id, p.document_id, p.state, p.reason, p.since, p.opened_at, p.proposed_by_id, one.full_name,
                        at_one.title, p.closed_at, two.full_name, at_two.title, d.kind, d.symbol
                 FROM purge p
                 JOIN document d ON d.organisation_id = p.organisation_id AND d.id = p.document_id
                 LEFT JOIN person one ON one.id = p.proposed_by_id
                 LEFT JOIN position at_one ON at_one.organisation_id = $1 AND at_one.id = p.proposed_position_id
                 LEFT JOIN person two ON two.id = p.closed_by_id
                 LEFT JOIN position at_two ON at_two.organisation_id = $1 AND at_two.id = p.closed_position_id
                 WHERE p.organisation_id = $1 AND p.document_id = $2
                 ORDER BY CASE p.state WHEN 'dropped' THEN 2 WHEN 'purged' THEN 1 ELSE 0 END, p.opened_at DESC, p.id DESC
                 LIMIT 1"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The removals of an organisation, newest first; at most 200.
///
/// # Errors
/// The database's.
pub async fn of_organisation(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Purge>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id, p.document_id, p.state, p.reason, p.since, p.opened_at, p.proposed_by_id, one.full_name,
                        at_one.title, p.closed_at, two.full_name, at_two.title, d.kind, d.symbol
                 FROM purge p
                 JOIN document d ON d.organisation_id = p.organisation_id AND d.id = p.document_id
                 LEFT JOIN person one ON one.id = p.proposed_by_id
                 LEFT JOIN position at_one ON at_one.organisation_id = $1 AND at_one.id = p.proposed_position_id
                 LEFT JOIN person two ON two.id = p.closed_by_id
                 LEFT JOIN position at_two ON at_two.organisation_id = $1 AND at_two.id = p.closed_position_id
                 WHERE p.organisation_id = $1
                 ORDER BY p.opened_at DESC, p.id DESC LIMIT 200"
            ),
            &[organisation.0.into()],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// A removal to be written.
#[derive(Clone, Debug)]
pub struct NewPurge<'a> {
    /// Its id.
    pub id: Uuid,
    /// The document.
    pub document: DocumentId,
    /// `reported`, `proposed` or `purged`.
    pub state: &'a str,
    /// The reason's code.
    pub reason: &'a str,
    /// Who proposes, and in which position.
    pub by: Option<(PersonId, PositionId)>,
}

/// Writes a removal; since when its contents are here is read from the document and its files.
///
/// # Errors
/// The database's.
pub async fn insert(tx: &mut Tx, organisation: OrganisationId, new: &NewPurge<'_>, now: i64) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO purge (organisation_id, id, document_id, state, reason, since, opened_at, proposed_by_id,
               proposed_position_id, closed_at)
             SELECT $1, $2, d.id, $4, $5, d.created_at, $6, $7, $8, CASE WHEN $9 THEN d.changed_at END
             FROM document d WHERE d.organisation_id = $1 AND d.id = $3"
        ),
        &[
            organisation.0.into(),
            new.id.into(),
            new.document.0.into(),
            new.state.into(),
            new.reason.into(),
            now.into(),
            new.by.map(|by| by.0.0).into(),
            new.by.map(|by| by.1.0).into(),
            (new.state == "purged").into(),
        ],
    )
    .await?;
    Ok(())
}

/// Ends a removal that is open as `dropped` or `purged`; `false` when it was not open any more.
///
/// # Errors
/// The database's.
pub async fn close(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: Uuid,
    state: &str,
    by: Option<(PersonId, PositionId)>,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE purge SET state = $3, closed_at = $4, closed_by_id = $5, closed_position_id = $6
             WHERE organisation_id = $1 AND id = $2 AND state IN ('reported', 'proposed')"
        ),
        &[
            organisation.0.into(),
            id.into(),
            state.into(),
            now.into(),
            by.map(|by| by.0.0).into(),
            by.map(|by| by.1.0).into(),
        ],
    )
    .await
}

/// Allows, or no longer allows, that this transaction erases values of the organisation's events.
///
/// # Errors
/// The database's.
pub async fn permit_erasure(tx: &mut Tx, organisation: OrganisationId, on: bool) -> Result<(), DbError> {
    let statement = if on {
        sql!("INSERT INTO erasure (organisation_id) VALUES ($1)")
    } else {
        sql!("DELETE FROM erasure WHERE organisation_id = $1")
    };
    tx.execute(statement, &[organisation.0.into()]).await?;
    Ok(())
}
