//! Rows of `paper_kind`, `paper_document` and `paper_handover`.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, PositionId};
use uuid::Uuid;

/// A kind that is lawfully signed on paper.
#[derive(Clone, Debug)]
pub struct PaperKind {
    /// Its id.
    pub id: Uuid,
    /// The kind's code.
    pub kind: String,
    /// What it stands on, in words.
    pub basis: String,
    /// The first day.
    pub from: Date,
    /// The first day that no longer counts.
    pub until: Option<Date>,
}

/// The list of an organisation, newest first; at most 500 lines.
///
/// # Errors
/// The database's.
pub async fn kinds(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<PaperKind>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT id, kind, basis, from_day, until_day FROM paper_kind
                 WHERE organisation_id = $1 ORDER BY from_day DESC, id DESC LIMIT 500"
            ),
            &[organisation.0.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let until: Option<String> = row.get(4)?;
            Ok(PaperKind {
                id: row.get(0)?,
                kind: row.get(1)?,
                basis: row.get(2)?,
                from: row.parse(3, |text| text.parse().ok())?,
                until: until.and_then(|day| day.parse().ok()),
            })
        })
        .collect()
}

/// Adds a line to the list.
///
/// # Errors
/// The database's.
pub async fn insert_kind(tx: &mut Tx, organisation: OrganisationId, kind: &PaperKind) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO paper_kind (organisation_id, id, kind, basis, from_day, until_day)
             VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        &[
            organisation.0.into(),
            kind.id.into(),
            (&kind.kind).into(),
            (&kind.basis).into(),
            kind.from.to_string().into(),
            kind.until.map(|day| day.to_string()).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Ends a line; `false` when it had ended by then.
///
/// # Errors
/// The database's.
pub async fn end_kind(tx: &mut Tx, organisation: OrganisationId, id: Uuid, until: Date) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE paper_kind SET until_day = $3
             WHERE organisation_id = $1 AND id = $2 AND (until_day IS NULL OR until_day > $3)"
        ),
        &[organisation.0.into(), id.into(), until.to_string().into()],
    )
    .await
}

/// Whether a kind is lawfully paper on a day.
///
/// # Errors
/// The database's.
pub async fn is_listed(tx: &mut Tx, organisation: OrganisationId, kind: &str, day: &str) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT id FROM paper_kind
                 WHERE organisation_id = $1 AND kind = $2 AND from_day <= $3 AND (until_day IS NULL OR until_day > $3)
                 LIMIT 1"
            ),
            &[organisation.0.into(), kind.into(), day.into()],
        )
        .await?;
    Ok(row.is_some())
}

/// What is known of a document that was signed on paper.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The day on which it was signed.
    pub signed: Date,
    /// Whether its kind stood on the head's list then.
    pub listed: bool,
    /// Why it was signed on paper.
    pub reason: String,
    /// Which position holds the original.
    pub holder: Option<PositionId>,
    /// Who holds it: the position's title, or somebody outside by name.
    pub holder_name: String,
}

/// Writes that a document was signed on paper, also over an earlier entry.
///
/// # Errors
/// The database's.
pub async fn put(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    paper: &Paper,
    now: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO paper_document (organisation_id, document_id, signed_day, listed, reason, entered_at,
               original_holder_id, original_holder)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (organisation_id, document_id) DO UPDATE SET signed_day = excluded.signed_day,
               listed = excluded.listed, reason = excluded.reason, entered_at = excluded.entered_at,
               original_holder_id = excluded.original_holder_id, original_holder = excluded.original_holder"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            paper.signed.to_string().into(),
            paper.listed.into(),
            (&paper.reason).into(),
            now.into(),
            paper.holder.map(|id| id.0).into(),
            (&paper.holder_name).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Forgets that a document was signed on paper: it was returned and is submitted to a circuit.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &mut Tx, organisation: OrganisationId, document: DocumentId) -> Result<(), DbError> {
    tx.execute(
        sql!("DELETE FROM paper_document WHERE organisation_id = $1 AND document_id = $2"),
        &[organisation.0.into(), document.0.into()],
    )
    .await?;
    Ok(())
}

/// What is known of a document that was signed on paper; none for others.
///
/// # Errors
/// The database's.
pub async fn paper(tx: &mut Tx, organisation: OrganisationId, document: DocumentId) -> Result<Option<Paper>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT d.signed_day, d.listed, d.reason, d.original_holder_id, COALESCE(p.title, d.original_holder)
                 FROM paper_document d
                 LEFT JOIN position p ON p.organisation_id = d.organisation_id AND p.id = d.original_holder_id
                 WHERE d.organisation_id = $1 AND d.document_id = $2"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Paper {
        signed: row.parse(0, |text| text.parse().ok())?,
        listed: row.get(1)?,
        reason: row.get(2)?,
        holder: row.get::<Option<Uuid>>(3)?.map(PositionId),
        holder_name: row.get(4)?,
    }))
}

/// Notes who holds the original; `false` when it is not with `from` any more.
///
/// # Errors
/// The database's.
pub async fn set_holder(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    from: Option<PositionId>,
    to: Option<PositionId>,
    outside: &str,
) -> Result<bool, DbError> {
    let from = from.map_or(Uuid::nil(), |position| position.0);
    tx.execute_one(
        sql!(
            "UPDATE paper_document SET original_holder_id = $3, original_holder = $4
             WHERE organisation_id = $1 AND document_id = $2
               AND (original_holder_id = $5 OR original_holder_id IS NULL)"
        ),
        &[organisation.0.into(), document.0.into(), to.map(|id| id.0).into(), outside.into(), from.into()],
    )
    .await
}

/// One hand-over.
#[derive(Clone, Debug, Default)]
pub struct Handover {
    /// Its id.
    pub id: Uuid,
    /// How many copies; 0 for the original.
    pub copies: i64,
    /// Who gave it; none for who took it in.
    pub from: Option<PositionId>,
    /// Who took it, here.
    pub to: Option<PositionId>,
    /// Who took it, outside.
    pub to_name: String,
    /// UTC microseconds.
    pub at: i64,
    /// When it was receipted, UTC microseconds.
    pub received_at: Option<i64>,
    /// Who gave it, by title.
    pub from_title: String,
    /// Who took it, by title or name.
    pub to_title: String,
}

/// Writes a hand-over.
///
/// # Errors
/// The database's.
pub async fn insert_handover(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    one: &Handover,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO paper_handover (organisation_id, document_id, id, copies, from_id, to_id, to_name, at, received_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            one.id.into(),
            one.copies.into(),
            one.from.map(|id| id.0).into(),
            one.to.map(|id| id.0).into(),
            (&one.to_name).into(),
            one.at.into(),
            one.received_at.into(),
        ],
    )
    .await?;
    Ok(())
}

fn handover(row: &Row) -> Result<Handover, DbError> {
    Ok(Handover {
        id: row.get(0)?,
        copies: row.get(1)?,
        from: row.get::<Option<Uuid>>(2)?.map(PositionId),
        to: row.get::<Option<Uuid>>(3)?.map(PositionId),
        to_name: row.get(4)?,
        at: row.get(5)?,
        received_at: row.get(6)?,
        from_title: row.get(7)?,
        to_title: row.get(8)?,
    })
}

/// The hand-overs of a document's paper, newest first; at most 200.
///
/// # Errors
/// The database's.
pub async fn handovers(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Vec<Handover>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT o.id, o.copies, o.from_id, o.to_id, o.to_name, o.at, o.received_at, COALESCE(f.title, ''),
                        COALESCE(t.title, o.to_name)
                 FROM paper_handover o
                 LEFT JOIN position f ON f.organisation_id = o.organisation_id AND f.id = o.from_id
                 LEFT JOIN position t ON t.organisation_id = o.organisation_id AND t.id = o.to_id
                 WHERE o.organisation_id = $1 AND o.document_id = $2
                 ORDER BY o.at DESC, o.id DESC LIMIT 200"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    rows.iter().map(handover).collect()
}

/// Receipts a hand-over; `false` when it was so before.
///
/// # Errors
/// The database's.
pub async fn receipt(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    id: Uuid,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE paper_handover SET received_at = $4
             WHERE organisation_id = $1 AND document_id = $2 AND id = $3 AND received_at IS NULL"
        ),
        &[organisation.0.into(), document.0.into(), id.into(), now.into()],
    )
    .await
}

/// How many documents with a number of a year were signed on paper, and how many of them outside the list.
///
/// # Errors
/// The database's.
pub async fn counted(tx: &mut Tx, organisation: OrganisationId, year: i16) -> Result<(i64, i64), DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT COUNT(*), COUNT(CASE WHEN p.listed THEN NULL ELSE 1 END) FROM paper_document p
                 JOIN register_number n ON n.organisation_id = p.organisation_id AND n.document_id = p.document_id
                   AND n.state = 'given'
                 JOIN register r ON r.organisation_id = n.organisation_id AND r.id = n.register_id
                 WHERE p.organisation_id = $1 AND r.year = $2"
            ),
            &[organisation.0.into(), i64::from(year).into()],
        )
        .await?;
    let Some(row) = row else { return Ok((0, 0)) };
    Ok((row.get(0)?, row.get(1)?))
}
