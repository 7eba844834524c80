//! Rows of `document_relation`: what a document is to earlier ones, and later ones to it.

use jiff::civil::Date;
use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId};
use uuid::Uuid;

use crate::documents::outgoing::store::drafts::Related;

/// A related document as one reader may know of it.
#[derive(Clone, Debug)]
pub struct Relative {
    /// The code of a relation of the domain.
    pub kind: String,
    /// Whether the document at hand names the other one; else the other one names it.
    pub forward: bool,
    /// The other document, when the reader may open it.
    pub id: Option<DocumentId>,
    /// How it is named: number and symbol, or the drafter's words.
    pub name: String,
    /// Its date.
    pub day: Option<Date>,
    /// Its subject, when the reader may open it.
    pub subject: String,
    /// Whether it ends or changes the document at hand: then everybody who reads this is told.
    pub marks: bool,
}

/// The related documents of a document out of the rows of [`beside`](super::beside), in their order. A later document
/// that the reader may not open is named only when it ended or changed this one.
pub(super) fn read(rows: &[Row]) -> Result<Vec<Relative>, DbError> {
    let mut all: Vec<Relative> = Vec::new();
    for row in rows {
        let text = |column: usize| row.get::<Option<String>>(column).map(Option::unwrap_or_default);
        let (kind, forward) = (text(2)?, text(3)? == "to");
        let (wording, subject, symbol, state) = (text(9)?, text(15)?, text(18)?, text(19)?);
        let (visible, incoming) = (row.get::<Option<i64>>(11)? == Some(1), text(20)? == "incoming");
        let has_left = matches!(state.as_str(), "issued" | "recalled" | "replaced" | "revoked");
        let stands = if incoming { state != "refused" } else { has_left };
        let marks = !forward && stands && matches!(kind.as_str(), "replaces" | "amends" | "corrects" | "revokes");
        if !forward && (state == "cancelled" || (!visible && !marks)) {
            continue;
        }
        let id = row.get::<Option<Uuid>>(0)?.map(DocumentId).filter(|_| visible);
        let subject = if visible { subject } else { String::new() };
        let name = if forward && !wording.is_empty() { wording } else { symbol };
        let day = text(10)?.parse().ok().filter(|_| !forward);
        if !all.iter().any(|old| id.is_some() && old.id == id && old.kind == kind && old.forward == forward) {
            all.push(Relative { kind, forward, id, name, day, subject, marks });
        }
    }
    Ok(all)
}

/// What a document is to earlier outgoing ones of the same organisation, with its words.
///
/// # Errors
/// The database's.
pub async fn named(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Vec<(String, DocumentId, String)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT x.kind, x.other_id, x.wording FROM document_relation x
                 JOIN document o ON o.organisation_id = x.organisation_id AND o.id = x.other_id
                 WHERE x.organisation_id = $1 AND x.document_id = $2 AND o.direction = 'outgoing'
                 ORDER BY x.ordinal"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, DocumentId(row.get(1)?), row.get(2)?))).collect()
}

/// The documents of this organisation that a document names.
///
/// # Errors
/// The database's.
pub async fn others(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Vec<(String, DocumentId)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT kind, other_id FROM document_relation
                 WHERE organisation_id = $1 AND document_id = $2 AND other_id IS NOT NULL
                 ORDER BY ordinal"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, DocumentId(row.get(1)?)))).collect()
}

/// Puts other relations in place of those of a document.
///
/// # Errors
/// The database's.
pub async fn set_relations(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    relations: &[Related],
) -> Result<(), DbError> {
    tx.execute(
        sql!("DELETE FROM document_relation WHERE organisation_id = $1 AND document_id = $2"),
        &[organisation.0.into(), document.0.into()],
    )
    .await?;
    for (related, ordinal) in relations.iter().zip(1_i64..) {
        tx.execute(
            sql!(
                "INSERT INTO document_relation (organisation_id, document_id, ordinal, kind, wording, other_id)
                 VALUES ($1, $2, $3, $4, $5, $6)"
            ),
            &[
                organisation.0.into(),
                document.0.into(),
                ordinal.into(),
                (&related.kind).into(),
                (&related.wording).into(),
                related.other.map(|id| id.0).into(),
            ],
        )
        .await?;
    }
    Ok(())
}
