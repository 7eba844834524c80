//! Rows of `dossier` and `dossier_document`.

use luuvet_db::{DbError, Row, Tx, Value, sql};
use luuvet_domain::ids::{DocumentId, DossierId, OrganisationId, PositionId};
use uuid::Uuid;

use crate::work::Actor;

/// A dossier as it is stored.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Its id.
    pub id: DossierId,
    /// Its title.
    pub title: String,
    /// Its number in the file plan.
    pub number: String,
    /// "2023-2024"; empty when it is not of a school year.
    pub school_year: String,
    /// How long it is kept; empty when not fixed.
    pub retention: String,
    /// The position that keeps it.
    pub owner: PositionId,
    /// UTC microseconds.
    pub opened_at: i64,
    /// UTC microseconds.
    pub closed_at: Option<i64>,
    /// Documents in it.
    pub documents: i64,
    /// Only its keeper and the readers of its documents see it.
    pub restricted: bool,
}

/// A dossier to be written.
#[derive(Clone, Copy, Debug)]
pub struct NewDossier<'a> {
    /// Its id.
    pub id: DossierId,
    /// Its title.
    pub title: &'a str,
    /// Its number in the file plan.
    pub number: &'a str,
    /// The school year, or empty.
    pub school_year: &'a str,
    /// How long it is kept, or empty.
    pub retention: &'a str,
    /// The position that keeps it.
    pub owner: PositionId,
    /// Only its keeper and the readers of its documents see it.
    pub restricted: bool,
}

/// A statement whose rows are dossiers that one of the grantees `$1 … $8` may see.
macro_rules! dossiers {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT d.id, d.title, d.file_plan_number, d.school_year, d.retention, d.owner_id, d.opened_at, d.closed_at,
                    (SELECT COUNT(*) FROM dossier_document x
                     WHERE x.organisation_id = d.organisation_id AND x.dossier_id = d.id), d.restricted
             FROM dossier d
             WHERE (NOT d.restricted OR d.owner_id IN ($1, $2, $3, $4, $5, $6, $7, $8)
                    OR EXISTS (SELECT 1 FROM dossier_document x
                               JOIN document_grant g ON g.organisation_id = x.organisation_id
                                 AND g.document_id = x.document_id
                               WHERE x.organisation_id = d.organisation_id AND x.dossier_id = d.id
                                 AND g.grantee_id IN ($1, $2, $3, $4, $5, $6, $7, $8)))
               AND ",
            $rest
        ))
    };
}

fn read(row: &Row) -> Result<Dossier, DbError> {
    Ok(Dossier {
        id: DossierId(row.get(0)?),
        title: row.get(1)?,
        number: row.get(2)?,
        school_year: row.get(3)?,
        retention: row.get(4)?,
        owner: PositionId(row.get(5)?),
        opened_at: row.get(6)?,
        closed_at: row.get(7)?,
        documents: row.get(8)?,
        restricted: row.get(9)?,
    })
}

/// Writes an open dossier.
///
/// # Errors
/// The database's.
pub async fn insert(tx: &mut Tx, organisation: OrganisationId, new: &NewDossier<'_>, now: i64) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO dossier (organisation_id, id, title, file_plan_number, school_year, retention, owner_id, opened_at, restricted)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        &[
            organisation.0.into(),
            new.id.0.into(),
            new.title.into(),
            new.number.into(),
            new.school_year.into(),
            new.retention.into(),
            new.owner.0.into(),
            now.into(),
            new.restricted.into(),
        ],
    )
    .await?;
    Ok(())
}

/// One dossier, if the actor may see it.
///
/// # Errors
/// The database's.
pub async fn find(tx: &mut Tx, actor: &Actor, id: DossierId) -> Result<Option<Dossier>, DbError> {
    let mut values: Vec<Value> = actor.grantees().map(Value::from).into();
    values.extend([actor.organisation.0.into(), id.0.into()]);
    let row = tx.query_opt(dossiers!("d.organisation_id = $9 AND d.id = $10"), &values).await?;
    row.as_ref().map(read).transpose()
}

/// Dossiers that the actor may see before a key, newest first, at most 51: open ones, or closed ones.
///
/// # Errors
/// The database's.
pub async fn list(tx: &mut Tx, actor: &Actor, closed: bool, before: (i64, Uuid)) -> Result<Vec<Dossier>, DbError> {
    let mut values: Vec<Value> = actor.grantees().map(Value::from).into();
    values.extend([actor.organisation.0.into(), closed.into(), before.0.into(), before.1.into()]);
    let rows = tx
        .query(
            dossiers!(
                "d.organisation_id = $9 AND (d.closed_at IS NOT NULL) = $10
                   AND (d.opened_at < $11 OR (d.opened_at = $11 AND d.id < $12))
                 ORDER BY d.opened_at DESC, d.id DESC
                 LIMIT 51"
            ),
            &values,
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Puts a document in; `false` when it lies there already.
///
/// # Errors
/// The database's.
pub async fn put(
    tx: &mut Tx,
    organisation: OrganisationId,
    dossier: DossierId,
    document: DocumentId,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "INSERT INTO dossier_document (organisation_id, dossier_id, document_id, at) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING"
        ),
        &[organisation.0.into(), dossier.0.into(), document.0.into(), now.into()],
    )
    .await
}

/// Whether a document lies in a dossier.
///
/// # Errors
/// The database's.
pub async fn is_filed(tx: &mut Tx, organisation: OrganisationId, document: DocumentId) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT 1 FROM dossier_document WHERE organisation_id = $1 AND document_id = $2 LIMIT 1"),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    Ok(row.is_some())
}

/// A document in a dossier.
#[derive(Clone, Debug)]
pub struct Filed {
    /// Which.
    pub id: DocumentId,
    /// Number and symbol.
    pub symbol: String,
    /// Trích yếu.
    pub subject: String,
    /// Only named persons read it.
    pub restricted: bool,
    /// Whether the reader may see it.
    pub granted: bool,
    /// When it was filed, UTC microseconds.
    pub at: i64,
}

/// The documents of a dossier after a key, oldest first, at most 51, each with whether one of the grantees may see it.
///
/// # Errors
/// The database's.
pub async fn documents(
    tx: &mut Tx,
    organisation: OrganisationId,
    dossier: DossierId,
    after: (i64, Uuid),
    grantees: &[Uuid; crate::work::GRANTEES],
) -> Result<Vec<Filed>, DbError> {
    let mut values: Vec<Value> = vec![organisation.0.into(), dossier.0.into(), after.0.into(), after.1.into()];
    values.extend(grantees.iter().map(|id| Value::from(*id)));
    let rows = tx
        .query(
            sql!(
                "SELECT d.id, COALESCE(d.symbol, ''), d.subject, d.restricted, x.at,
                        (SELECT COUNT(*) FROM document_grant g
                         WHERE g.organisation_id = $1 AND g.document_id = d.id
                           AND g.grantee_id IN ($5, $6, $7, $8, $9, $10, $11, $12))
                 FROM dossier_document x
                 JOIN document d ON d.organisation_id = x.organisation_id AND d.id = x.document_id
                 WHERE x.organisation_id = $1 AND x.dossier_id = $2 AND (x.at > $3 OR (x.at = $3 AND x.document_id > $4))
                 ORDER BY x.at, x.document_id
                 LIMIT 51"
            ),
            &values,
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Filed {
                id: DocumentId(row.get(0)?),
                symbol: row.get(1)?,
                subject: row.get(2)?,
                restricted: row.get(3)?,
                at: row.get(4)?,
                granted: row.get::<i64>(5)? > 0,
            })
        })
        .collect()
}

/// What stands in the way of closing: documents, unfinished ones, drafts, open tasks.
///
/// # Errors
/// The database's.
pub async fn contents(
    tx: &mut Tx,
    organisation: OrganisationId,
    dossier: DossierId,
) -> Result<(u32, u32, u32, u32), DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT COUNT(*),
                        COUNT(*) FILTER (WHERE d.state NOT IN ('finished', 'refused', 'recalled-by-sender', 'draft', 'issued',
                          'recalled', 'replaced', 'revoked', 'cancelled', 'finished-internal')),
                        COUNT(*) FILTER (WHERE d.state = 'draft'),
                        CAST(COALESCE(SUM((SELECT COUNT(*) FROM task t
                          WHERE t.organisation_id = d.organisation_id AND t.document_id = d.id AND t.state = 'open'
                            AND t.kind <> 'inform')), 0) AS BIGINT)
                 FROM dossier_document x
                 JOIN document d ON d.organisation_id = x.organisation_id AND d.id = x.document_id
                 WHERE x.organisation_id = $1 AND x.dossier_id = $2"
            ),
            &[organisation.0.into(), dossier.0.into()],
        )
        .await?;
    let Some(row) = row else { return Ok((0, 0, 0, 0)) };
    let count = |at| Ok::<_, DbError>(u32::try_from(row.get::<i64>(at)?).unwrap_or(u32::MAX));
    Ok((count(0)?, count(1)?, count(2)?, count(3)?))
}

/// Closes an open dossier; `false` when it is not open any more.
///
/// # Errors
/// The database's.
pub async fn close(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: DossierId,
    retention: &str,
    sheets: i64,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE dossier SET closed_at = $5, retention = $3, sheets = $4
             WHERE organisation_id = $1 AND id = $2 AND closed_at IS NULL"
        ),
        &[organisation.0.into(), id.0.into(), retention.into(), sheets.into(), now.into()],
    )
    .await
}
