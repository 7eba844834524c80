//! What this part asks of arrivals: which replies are still owed, and which documents give them.

use luuvet_db::{DbError, Tx, Value, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId};
use uuid::Uuid;

use crate::work::Actor;

/// Reply demands of an arrival without an answer.
///
/// # Errors
/// The database's.
pub async fn open_demands(tx: &mut Tx, organisation: OrganisationId, document: DocumentId) -> Result<u32, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT COUNT(*) FROM arrival_demand
                 WHERE organisation_id = $1 AND document_id = $2 AND answered_by_id IS NULL"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    let count: i64 = row.map_or(Ok(0), |row| row.get(0))?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Notes which document of ours answers every demand that is still open.
///
/// # Errors
/// The database's.
pub async fn answer_demands(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    answer: DocumentId,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "UPDATE arrival_demand SET answered_by_id = $3
             WHERE organisation_id = $1 AND document_id = $2 AND answered_by_id IS NULL"
        ),
        &[organisation.0.into(), document.0.into(), answer.0.into()],
    )
    .await?;
    Ok(())
}

/// Issued documents that answer one: id, and number, with its subject where the actor may see it; at most 20.
///
/// # Errors
/// The database's.
pub async fn answers(tx: &mut Tx, actor: &Actor, document: DocumentId) -> Result<Vec<(String, String)>, DbError> {
    let mut values: Vec<Value> = vec![actor.organisation.0.into(), document.0.into()];
    values.extend(actor.grantees().map(Value::from));
    let rows = tx
        .query(
            sql!(
                "SELECT id, symbol,
                        CASE WHEN NOT restricted
                               AND EXISTS (SELECT 1 FROM document_grant g
                                           WHERE g.organisation_id = $1 AND g.document_id = document.id
                                             AND g.grantee_id IN ($3, $4, $5, $6, $7, $8, $9, $10))
                             THEN subject ELSE '' END
                 FROM document
                 WHERE organisation_id = $1 AND answers_id = $2 AND direction = 'outgoing' AND symbol IS NOT NULL
                 ORDER BY created_at, id
                 LIMIT 20"
            ),
            &values,
        )
        .await?;
    rows.iter()
        .map(|row| {
            let (symbol, subject): (String, String) = (row.get(1)?, row.get(2)?);
            Ok((row.get::<Uuid>(0)?.to_string(), format!("{symbol} {subject}").trim_end().to_owned()))
        })
        .collect()
}
