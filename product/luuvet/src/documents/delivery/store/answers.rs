//! Rows of `demand` and `demand_answer`.

use jiff::civil::Date;
use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DemandId, DocumentId, OrganisationId, RecipientId};
use uuid::Uuid;

/// What one recipient owes of one demand.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Which demand.
    pub demand: DemandId,
    /// What is asked for.
    pub wording: String,
    /// The day in the document.
    pub stated: Date,
    /// Whether the stated day itself is too late.
    pub excludes: bool,
    /// The last working day for it.
    pub due: Date,
    /// When the answer arrived here, UTC microseconds.
    pub answered_at: Option<i64>,
    /// The local day on which it arrived.
    pub answered_day: Option<Date>,
    /// Number and symbol of the answer.
    pub symbol: Option<String>,
    /// The answer as it arrived here.
    pub incoming: Option<DocumentId>,
}

/// A demand of a document.
#[derive(Clone, Debug)]
pub struct Demand {
    /// Its id.
    pub id: DemandId,
    /// What is asked for.
    pub wording: String,
    /// The day in the document.
    pub stated: Date,
    /// Whether the stated day itself is too late.
    pub excludes: bool,
    /// The last working day for it.
    pub due: Date,
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// The demands of a document in their order.
///
/// # Errors
/// The database's.
pub async fn demands(tx: &mut Tx, organisation: OrganisationId, document: DocumentId) -> Result<Vec<Demand>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT id, wording, stated_day, excludes_day, due_day FROM demand
                 WHERE organisation_id = $1 AND document_id = $2 ORDER BY ordinal, id"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Demand {
                id: DemandId(row.get(0)?),
                wording: row.get(1)?,
                stated: row.parse(2, day)?,
                excludes: row.get(3)?,
                due: row.parse(4, day)?,
            })
        })
        .collect()
}

/// What every recipient owes.
///
/// # Errors
/// The database's.
pub async fn of_document(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Vec<(RecipientId, Answer)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT a.recipient_id, d.id, d.wording, d.stated_day, d.excludes_day, d.due_day, a.answered_at,
                        a.answered_day, a.symbol, a.incoming_id
                 FROM demand d
                 JOIN demand_answer a ON a.organisation_id = d.organisation_id AND a.document_id = d.document_id
                   AND a.demand_id = d.id
                 WHERE d.organisation_id = $1 AND d.document_id = $2
                 ORDER BY d.ordinal, d.id"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let answered: Option<String> = row.get(7)?;
            let answer = Answer {
                demand: DemandId(row.get(1)?),
                wording: row.get(2)?,
                stated: row.parse(3, day)?,
                excludes: row.get(4)?,
                due: row.parse(5, day)?,
                answered_at: row.get(6)?,
                answered_day: answered.as_deref().and_then(day),
                symbol: row.get(8)?,
                incoming: row.get::<Option<Uuid>>(9)?.map(DocumentId),
            };
            Ok((RecipientId(row.get(0)?), answer))
        })
        .collect()
}

/// Notes that a recipient owes an answer to every demand of the document; noting it twice changes nothing.
///
/// # Errors
/// The database's.
pub async fn owe(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    recipient: RecipientId,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO demand_answer (organisation_id, document_id, demand_id, recipient_id)
             SELECT d.organisation_id, d.document_id, d.id, r.id FROM demand d
             JOIN recipient r ON r.organisation_id = d.organisation_id AND r.document_id = d.document_id
             WHERE d.organisation_id = $1 AND d.document_id = $2 AND r.id = $3
             ON CONFLICT DO NOTHING"
        ),
        &[organisation.0.into(), document.0.into(), recipient.0.into()],
    )
    .await?;
    Ok(())
}

/// Writes with what a demand was answered; the first answer stays. `false` when there was nothing left to answer.
///
/// # Errors
/// The database's.
#[allow(clippy::too_many_arguments, reason = "one column each")]
pub async fn answer(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    recipient: RecipientId,
    demand: DemandId,
    incoming: DocumentId,
    symbol: &str,
    day: Date,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE demand_answer SET answered_at = $5, answered_day = $6, symbol = $7, incoming_id = $8
             WHERE organisation_id = $1 AND document_id = $2 AND recipient_id = $3 AND demand_id = $4
               AND answered_at IS NULL"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            recipient.0.into(),
            demand.0.into(),
            now.into(),
            day.to_string().into(),
            symbol.into(),
            incoming.0.into(),
        ],
    )
    .await
}
