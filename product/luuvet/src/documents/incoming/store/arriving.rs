//! Rows of `arriving_file`: files that wait for the form they belong to.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{FileId, OrganisationId, PersonId};
use uuid::Uuid;

use crate::documents::store::NewFile;

/// How long they wait, in microseconds: a day.
const WAIT: i64 = 86_400 * 1_000_000;

/// Whose form it is.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// In which organisation.
    pub organisation: OrganisationId,
    /// Whose.
    pub person: PersonId,
    /// Which form: drawn when it was shown first.
    pub form: Uuid,
}

/// Keeps a file that has passed the guard for its form; what has waited for more than a day goes.
///
/// # Errors
/// The database's.
pub async fn keep(tx: &mut Tx, waiting: Waiting, id: FileId, file: &NewFile, now: i64) -> Result<(), DbError> {
    let Waiting { organisation, person, form } = waiting;
    tx.execute(
        sql!("DELETE FROM arriving_file WHERE organisation_id = $1 AND person_id = $2 AND at < $3"),
        &[organisation.0.into(), person.0.into(), (now - WAIT).into()],
    )
    .await?;
    let body = serde_json::to_string(file).unwrap_or_default();
    tx.execute(
        sql!(
            "INSERT INTO arriving_file (organisation_id, person_id, form_id, id, body, at)
             VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        &[organisation.0.into(), person.0.into(), form.into(), id.0.into(), body.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// The files that wait for a form, in their order; at most 50.
///
/// # Errors
/// The database's.
pub async fn waiting(tx: &mut Tx, waiting: Waiting) -> Result<Vec<NewFile>, DbError> {
    let Waiting { organisation, person, form } = waiting;
    let rows = tx
        .query(
            sql!(
                "SELECT body FROM arriving_file
                 WHERE organisation_id = $1 AND person_id = $2 AND form_id = $3 ORDER BY at, id LIMIT 50"
            ),
            &[organisation.0.into(), person.0.into(), form.into()],
        )
        .await?;
    let bodies: Vec<String> = rows.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    Ok(bodies.iter().filter_map(|body| serde_json::from_str(body).ok()).collect())
}

/// The form was sent: its files have a document.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &mut Tx, waiting: Waiting) -> Result<(), DbError> {
    let Waiting { organisation, person, form } = waiting;
    tx.execute(
        sql!("DELETE FROM arriving_file WHERE organisation_id = $1 AND person_id = $2 AND form_id = $3"),
        &[organisation.0.into(), person.0.into(), form.into()],
    )
    .await?;
    Ok(())
}
