//! Rows of `arrival_demand`.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId};

use crate::documents::exchange::EnvelopeDemand;

/// Writes what the sender asks for; `ordinal` counts from 1.
///
/// # Errors
/// The database's.
pub async fn insert_demand(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
    ordinal: i64,
    demand: &EnvelopeDemand,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO arrival_demand (organisation_id, document_id, demand_id, ordinal, wording, stated_day,
               excludes_day, due_day)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        &[
            organisation.0.into(),
            document.0.into(),
            demand.id.0.into(),
            ordinal.into(),
            (&demand.wording).into(),
            demand.stated.to_string().into(),
            demand.excludes.into(),
            demand.due.to_string().into(),
        ],
    )
    .await?;
    Ok(())
}
