//! Directives, and who holds a paper original.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, PersonId, PositionId};
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::work::Work;

/// Writes a directive of `position`, given by the acting person.
///
/// # Errors
/// The database's; the system gives no directive.
pub async fn insert_directive(
    work: &mut Work<'_>,
    document: DocumentId,
    position: PositionId,
    wording: &str,
) -> Result<(), Refusal> {
    let person: PersonId = work.actor.person.ok_or(Refusal::NotFound)?;
    let (id, organisation, now): (Uuid, OrganisationId, i64) = (work.id(), work.organisation(), work.now());
    work.tx
        .execute(
            sql!(
                "INSERT INTO directive (organisation_id, document_id, id, position_id, person_id, wording, at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)"
            ),
            &[
                organisation.0.into(),
                document.0.into(),
                id.into(),
                position.0.into(),
                person.0.into(),
                wording.into(),
                now.into(),
            ],
        )
        .await?;
    Ok(())
}

/// Notes that the paper original goes from one position to another; `false` when it is not with `from` any more.
///
/// # Errors
/// The database's.
pub async fn hand_over(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    id: Uuid,
    (from, to): (Option<PositionId>, PositionId),
    now: i64,
) -> Result<bool, DbError> {
    let held_by = from.map_or(Uuid::nil(), |position| position.0);
    let moved = tx
        .execute_one(
            sql!(
                "UPDATE arrival SET original_holder_id = $3
                 WHERE organisation_id = $1 AND document_id = $2
                   AND (original_holder_id = $4 OR original_holder_id IS NULL)"
            ),
            &[organisation.0.into(), document.0.into(), to.0.into(), held_by.into()],
        )
        .await?;
    if !moved {
        return Ok(false);
    }
    tx.execute_one(
        sql!(
            "INSERT INTO original_handover (organisation_id, document_id, id, from_id, to_id, at)
             VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            id.into(),
            from.map(|position| position.0).into(),
            to.0.into(),
            now.into(),
        ],
    )
    .await
}

/// One hand-over of a paper original.
#[derive(Clone, Debug)]
pub struct Handover {
    /// Who gave it, by title; empty for who took it in.
    pub from: String,
    /// Who took it, by title.
    pub to: String,
    /// Who took it.
    pub to_id: PositionId,
    /// UTC microseconds.
    pub at: i64,
    /// When it was receipted, UTC microseconds.
    pub received_at: Option<i64>,
}

/// The hand-overs of a paper original, newest first; at most 50.
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
                "SELECT f.title, t.title, o.to_id, o.at, o.received_at
                 FROM original_handover o
                 LEFT JOIN position f ON f.organisation_id = o.organisation_id AND f.id = o.from_id
                 LEFT JOIN position t ON t.organisation_id = o.organisation_id AND t.id = o.to_id
                 WHERE o.organisation_id = $1 AND o.document_id = $2
                 ORDER BY o.at DESC, CASE WHEN o.received_at IS NULL THEN 0 ELSE 1 END, o.id DESC LIMIT 50"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Handover {
                from: row.get::<Option<String>>(0)?.unwrap_or_default(),
                to: row.get::<Option<String>>(1)?.unwrap_or_default(),
                to_id: PositionId(row.get(2)?),
                at: row.get(3)?,
                received_at: row.get(4)?,
            })
        })
        .collect()
}

/// Receipts the hand-overs to `to` that are open; says how many.
///
/// # Errors
/// The database's.
pub async fn receipt(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    to: PositionId,
    now: i64,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "UPDATE original_handover SET received_at = $4
             WHERE organisation_id = $1 AND document_id = $2 AND to_id = $3 AND received_at IS NULL"
        ),
        &[organisation.0.into(), document.0.into(), to.0.into(), now.into()],
    )
    .await
}

/// The document is here on paper and electronically; `false` when it was so before.
///
/// # Errors
/// The database's.
pub async fn set_both_media(tx: &mut Tx, organisation: OrganisationId, document: DocumentId) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE arrival SET medium = 'both'
             WHERE organisation_id = $1 AND document_id = $2 AND medium <> 'both'"
        ),
        &[organisation.0.into(), document.0.into()],
    )
    .await
}
