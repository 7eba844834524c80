//! Whether an organisation asks for strong sessions, and making a session strong.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{OrganisationId, SessionId};

/// Whether an organisation asks for strong sessions.
///
/// # Errors
/// The database's.
pub async fn is_asked(tx: &mut Tx, organisation: OrganisationId) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT strong_sessions FROM organisation_security WHERE organisation_id = $1"),
            &[organisation.0.into()],
        )
        .await?;
    row.map_or(Ok(false), |row| row.get(0))
}

/// Asks for strong sessions from now on, or no more.
///
/// # Errors
/// The database's.
pub(super) async fn set(tx: &mut Tx, organisation: OrganisationId, asked: bool) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO organisation_security (organisation_id, strong_sessions) VALUES ($1, $2)
             ON CONFLICT (organisation_id) DO UPDATE SET strong_sessions = $2"
        ),
        &[organisation.0.into(), asked.into()],
    )
    .await?;
    Ok(())
}

/// Notes that a session has proved a second factor.
///
/// # Errors
/// The database's.
pub async fn strengthen(tx: &mut Tx, session: SessionId) -> Result<(), DbError> {
    tx.execute(sql!("UPDATE session SET strong = $2 WHERE id = $1"), &[session.0.into(), true.into()]).await?;
    Ok(())
}
