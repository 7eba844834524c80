//! Answers by key.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{OrganisationId, PersonId};

/// The request's hash and its answer.
pub(super) async fn answer(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    key: &str,
) -> Result<Option<([u8; 32], String)>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT request, answer FROM idempotency
                 WHERE organisation_id = $1 AND person_id = $2 AND key = $3"
            ),
            &[organisation.0.into(), person.0.into(), key.into()],
        )
        .await?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// Writes an answer under its key.
pub(super) async fn remember(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    key: &str,
    request: [u8; 32],
    answer: &str,
    now: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO idempotency (organisation_id, person_id, key, request, status, answer, at)
             VALUES ($1, $2, $3, $4, 200, $5, $6)"
        ),
        &[organisation.0.into(), person.0.into(), key.into(), request.into(), answer.into(), now.into()],
    )
    .await?;
    Ok(())
}
