//! What a number needs to know of a document, and writes to it.

use jiff::civil::Date;
use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DepartmentId, OrganisationId};

use crate::documents::store::Document;
use crate::documents::store::documents::folded;

/// The symbols from which a document's own is built: the organisation's on that day, and its drafting unit's, which may
/// be empty.
///
/// # Errors
/// The database's.
pub async fn symbols(
    tx: &mut Tx,
    organisation: OrganisationId,
    department: Option<DepartmentId>,
    day: Date,
) -> Result<(String, String), DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT n.symbol, COALESCE(d.symbol, '')
                 FROM organisation_name n
                 LEFT JOIN department d ON d.organisation_id = n.organisation_id AND d.id = $3
                 WHERE n.organisation_id = $1 AND n.from_day <= $2 AND (n.until_day IS NULL OR n.until_day > $2)"
            ),
            &[organisation.0.into(), day.to_string().into(), department.map(|id| id.0).into()],
        )
        .await?;
    row.map_or(Ok((String::new(), String::new())), |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Gives a document number, symbol and date with its new state; `false` when it has left its old state meanwhile.
///
/// # Errors
/// The database's.
pub async fn number(
    tx: &mut Tx,
    document: &Document,
    state: &str,
    symbol: &str,
    day: Date,
    now: i64,
) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE document SET state = $4, symbol = $5, day = $6, folded = $7, changed_at = $8
             WHERE organisation_id = $1 AND id = $2 AND state = $3"
        ),
        &[
            document.organisation.0.into(),
            document.id.0.into(),
            (&document.state).into(),
            state.into(),
            symbol.into(),
            day.to_string().into(),
            folded(Some(symbol), &document.subject, &document.issuer, &document.signer).into(),
            now.into(),
        ],
    )
    .await
}

/// Takes number and date off a document that was not issued, with its new state; `false` when it has left its old state
/// meanwhile.
///
/// # Errors
/// The database's.
pub async fn strip(tx: &mut Tx, document: &Document, state: &str, now: i64) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE document SET state = $4, symbol = NULL, day = NULL, folded = $5, changed_at = $6
             WHERE organisation_id = $1 AND id = $2 AND state = $3"
        ),
        &[
            document.organisation.0.into(),
            document.id.0.into(),
            (&document.state).into(),
            state.into(),
            folded(None, &document.subject, &document.issuer, &document.signer).into(),
            now.into(),
        ],
    )
    .await
}

/// Closes whatever is still to be done with a document that was given up.
///
/// # Errors
/// The database's.
pub async fn close_tasks(tx: &mut Tx, document: &Document, now: i64) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "UPDATE task SET state = 'taken-away', done_at = $3
             WHERE organisation_id = $1 AND document_id = $2 AND state = 'open'"
        ),
        &[document.organisation.0.into(), document.id.0.into(), now.into()],
    )
    .await?;
    Ok(())
}
