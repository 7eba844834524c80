//! Invitations.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{OrganisationId, PersonId};

/// An invitation that can be accepted.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Who is invited.
    pub person: PersonId,
    /// By whom.
    pub organisation: OrganisationId,
    /// The person's name.
    pub name: String,
    /// The organisation's name on the day.
    pub organisation_name: String,
    /// The name that the person signed in with before; empty for none.
    pub login: String,
}

/// The invitation of a token, unless it was used or has run out.
///
/// # Errors
/// The database's.
pub async fn invitation(tx: &mut Tx, token: [u8; 32], now: i64, day: &str) -> Result<Option<Invitation>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT i.person_id, i.organisation_id, person.full_name, n.name, COALESCE(l.name, '')
                 FROM invitation i
                 JOIN person ON person.id = i.person_id
                 JOIN organisation_name n ON n.organisation_id = i.organisation_id
                   AND n.from_day <= $3 AND (n.until_day IS NULL OR n.until_day > $3)
                 LEFT JOIN login l ON l.person_id = i.person_id
                 WHERE i.token = $1 AND i.used_at IS NULL AND i.expires_at > $2"
            ),
            &[token.into(), now.into(), day.into()],
        )
        .await?;
    row.map(|row| {
        Ok(Invitation {
            person: PersonId(row.get(0)?),
            organisation: OrganisationId(row.get(1)?),
            name: row.get(2)?,
            organisation_name: row.get(3)?,
            login: row.get(4)?,
        })
    })
    .transpose()
}

/// Writes an invitation; earlier ones of the person end.
///
/// # Errors
/// The database's.
pub(super) async fn insert(
    tx: &mut Tx,
    token: [u8; 32],
    person: PersonId,
    organisation: OrganisationId,
    now: i64,
    expires_at: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!("UPDATE invitation SET used_at = $2 WHERE person_id = $1 AND used_at IS NULL"),
        &[person.0.into(), now.into()],
    )
    .await?;
    tx.execute(
        sql!("INSERT INTO invitation (token, person_id, organisation_id, expires_at) VALUES ($1, $2, $3, $4)"),
        &[token.into(), person.0.into(), organisation.0.into(), expires_at.into()],
    )
    .await?;
    Ok(())
}

/// Uses an invitation; `false` when somebody was faster or it has run out.
///
/// # Errors
/// The database's.
pub(super) async fn use_up(tx: &mut Tx, token: [u8; 32], person: PersonId, now: i64) -> Result<bool, DbError> {
    tx.execute_one(
        sql!(
            "UPDATE invitation SET used_at = $3
             WHERE token = $1 AND person_id = $2 AND used_at IS NULL AND expires_at > $3"
        ),
        &[token.into(), person.0.into(), now.into()],
    )
    .await
}

/// Takes the password of a login away.
///
/// # Errors
/// The database's.
pub(super) async fn clear_password(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    tx.execute(
        sql!("UPDATE login SET password_hash = NULL, failures = 0, locked_until = 0 WHERE person_id = $1"),
        &[person.0.into()],
    )
    .await?;
    Ok(())
}
