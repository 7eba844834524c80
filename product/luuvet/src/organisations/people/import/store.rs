//! Lists that wait for their confirmation, and the people that they bring.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{OrganisationId, PersonId};
use uuid::Uuid;

use super::row::Row;
use crate::organisations::store::person_sort_key;

/// Writes a person with addresses.
///
/// # Errors
/// The database's.
pub(super) async fn insert_person(tx: &mut Tx, id: PersonId, row: &Row, now: i64) -> Result<(), DbError> {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    tx.execute(
        sql!(
            "INSERT INTO person (id, full_name, folded, initials, sort_key, email, phone, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        &[
            id.0.into(),
            (&row.name).into(),
            vietnamese::fold::fold(&row.name).into(),
            vietnamese::fold::initials(&row.name).into(),
            person_sort_key(&row.name).into(),
            some(&row.email).into(),
            some(&row.phone).into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Keeps a list until it is confirmed; earlier ones of the same person go.
///
/// # Errors
/// The database's.
pub(super) async fn keep(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: Uuid,
    person: PersonId,
    (file, list): (&str, &str),
    expires_at: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!("DELETE FROM people_import WHERE organisation_id = $1 AND person_id = $2"),
        &[organisation.0.into(), person.0.into()],
    )
    .await?;
    tx.execute(
        sql!(
            "INSERT INTO people_import (organisation_id, id, person_id, file, list, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        &[organisation.0.into(), id.into(), person.0.into(), file.into(), list.into(), expires_at.into()],
    )
    .await?;
    Ok(())
}

/// Takes a list out to be confirmed: once, by the person who brought it.
///
/// # Errors
/// The database's.
pub(super) async fn take(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: Uuid,
    person: PersonId,
    now: i64,
) -> Result<Option<(String, String)>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "DELETE FROM people_import
                 WHERE organisation_id = $1 AND id = $2 AND person_id = $3 AND expires_at > $4
                 RETURNING file, list"
            ),
            &[organisation.0.into(), id.into(), person.0.into(), now.into()],
        )
        .await?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}
