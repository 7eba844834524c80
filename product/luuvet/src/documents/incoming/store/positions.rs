//! Who holds which role on a day.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::access::Role;
use luuvet_domain::ids::{OrganisationId, PositionId};

/// The positions with a role on `day`, those that somebody holds first.
///
/// # Errors
/// The database's.
pub async fn holders(
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
                 LEFT JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                   AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 WHERE r.organisation_id = $1 AND r.role = $2
                   AND p.from_day <= $3 AND (p.until_day IS NULL OR p.until_day > $3)
                 ORDER BY CASE WHEN h.person_id IS NULL THEN 1 ELSE 0 END, p.ordinal, p.id
                 LIMIT 20"
            ),
            &[organisation.0.into(), role.code().into(), day.into()],
        )
        .await?;
    rows.iter().map(|row| Ok(PositionId(row.get(0)?))).collect()
}

/// A position in words: the holder's name with the title, or the title alone; none when there is no such position on
/// `day`.
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
                "SELECT p.title, person.full_name FROM position p
                 LEFT JOIN holding h ON h.organisation_id = p.organisation_id AND h.position_id = p.id
                   AND h.from_day <= $3 AND (h.until_day IS NULL OR h.until_day > $3)
                 LEFT JOIN person ON person.id = h.person_id
                 WHERE p.organisation_id = $1 AND p.id = $2
                   AND p.from_day <= $3 AND (p.until_day IS NULL OR p.until_day > $3)"
            ),
            &[organisation.0.into(), position.0.into(), day.into()],
        )
        .await?;
    row.map(|row| {
        let (title, name): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        Ok(name.map_or_else(|| title.clone(), |name| format!("{name} ({title})")))
    })
    .transpose()
}
