//! Who holds what, and what it is for.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::access::Role;
use luuvet_domain::ids::{OrganisationId, PersonId, PositionId};

/// The post of the organisation's head on a day, held or vacant; the first in order where there are several.
///
/// # Errors
/// The database's.
pub async fn head_position(
    tx: &mut Tx,
    organisation: OrganisationId,
    day: &str,
) -> Result<Option<PositionId>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT p.id FROM position_role r
                 JOIN position p ON p.organisation_id = r.organisation_id AND p.id = r.position_id
                 WHERE r.organisation_id = $1 AND r.role = 'head'
                   AND p.from_day <= $2 AND (p.until_day IS NULL OR p.until_day > $2)
                 ORDER BY p.ordinal, p.id LIMIT 1"
            ),
            &[organisation.0.into(), day.into()],
        )
        .await?;
    row.map(|row| row.get(0).map(PositionId)).transpose()
}

/// The positions of a role that somebody holds on a day, in their order.
///
/// # Errors
/// The database's.
pub async fn positions_with_role(
    tx: &mut Tx,
    organisation: OrganisationId,
    role: Role,
    day: &str,
) -> Result<Vec<PositionId>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.id FROM position_role r
                 JOIN position p ON p.organisation_id = r.organisation_id AND p.id = r.position_id
                 WHERE r.organisation_id = $1 AND r.role = $2
                   AND p.from_day <= $3 AND (p.until_day IS NULL OR p.until_day > $3)
                   AND EXISTS (SELECT 1 FROM holding h
                     WHERE h.organisation_id = p.organisation_id AND h.position_id = p.id
                       AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3))
                 ORDER BY p.ordinal, p.id"
            ),
            &[organisation.0.into(), role.code().into(), day.into()],
        )
        .await?;
    rows.iter().map(|row| row.get(0).map(PositionId)).collect()
}

/// The clerks' positions that somebody holds on a day.
///
/// # Errors
/// The database's.
pub async fn clerk_positions(tx: &mut Tx, organisation: OrganisationId, day: &str) -> Result<Vec<PositionId>, DbError> {
    positions_with_role(tx, organisation, Role::Clerk, day).await
}

/// The name of whoever holds a position on a day; the first of several.
///
/// # Errors
/// The database's.
pub async fn holder_name(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    day: &str,
) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT person.full_name FROM holding h JOIN person ON person.id = h.person_id
                 WHERE h.organisation_id = $1 AND h.position_id = $2
                   AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 ORDER BY h.from_day LIMIT 1"
            ),
            &[organisation.0.into(), position.0.into(), day.into()],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// The title of a position of the organisation that is open on a day.
///
/// # Errors
/// The database's.
pub async fn position_title(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    day: &str,
) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT title FROM position
                 WHERE organisation_id = $1 AND id = $2 AND (until_day IS NULL OR until_day > $3)"
            ),
            &[organisation.0.into(), position.0.into(), day.into()],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// What this organisation knows of a person.
#[derive(Clone, Debug)]
pub struct Known {
    /// The full name.
    pub name: String,
    /// Whether the person holds a position here today or later.
    pub holds_here: bool,
    /// Whether the person holds a position in another organisation today or later.
    pub holds_elsewhere: bool,
}

/// A person that this organisation entered or that holds, or held, a position here; none for all others.
///
/// # Errors
/// The database's.
pub async fn known(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    day: &str,
) -> Result<Option<Known>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT full_name,
                        EXISTS (SELECT 1 FROM holding h WHERE h.person_id = person.id AND h.organisation_id = $1
                          AND (h.until_day IS NULL OR h.until_day > $3)),
                        EXISTS (SELECT 1 FROM holding h WHERE h.person_id = person.id AND h.organisation_id <> $1
                          AND (h.until_day IS NULL OR h.until_day > $3))
                 FROM person
                 WHERE id = $2
                   AND (EXISTS (SELECT 1 FROM holding h WHERE h.person_id = person.id AND h.organisation_id = $1)
                     OR EXISTS (SELECT 1 FROM event e WHERE e.organisation_id = $1 AND e.subject_id = $2))"
            ),
            &[organisation.0.into(), person.0.into(), day.into()],
        )
        .await?;
    row.map(|row| Ok(Known { name: row.get(0)?, holds_here: row.get(1)?, holds_elsewhere: row.get(2)? })).transpose()
}
