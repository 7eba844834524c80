//! Names, parents and children of organisations.

use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::OrganisationId;
use luuvet_domain::organisations::lines::Line;

/// An organisation under another one.
#[derive(Clone, Debug)]
pub struct Child {
    /// Which.
    pub id: OrganisationId,
    /// Its name on the day.
    pub name: String,
    /// Its short name on the day.
    pub short_name: String,
    /// Its symbol on the day.
    pub symbol: String,
}

/// The organisations directly under another one on a line and a day, by name.
///
/// # Errors
/// The database's.
pub async fn children(tx: &mut Tx, parent: OrganisationId, line: Line, day: &str) -> Result<Vec<Child>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT n.organisation_id, n.name, n.short_name, n.symbol
                 FROM organisation_parent p
                 JOIN organisation_name n ON n.organisation_id = p.organisation_id
                   AND n.from_day <= $3 AND (n.until_day IS NULL OR n.until_day > $3)
                 WHERE p.parent_id = $1 AND p.line = $2
                   AND p.from_day <= $3 AND (p.until_day IS NULL OR p.until_day > $3)
                 ORDER BY n.name, n.organisation_id"
            ),
            &[parent.0.into(), line.code().into(), day.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Child {
                id: OrganisationId(row.get(0)?),
                name: row.get(1)?,
                short_name: row.get(2)?,
                symbol: row.get(3)?,
            })
        })
        .collect()
}
