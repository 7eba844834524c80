//! Names, parents and children of organisations.

use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::OrganisationId;
use luuvet_domain::organisations::lines::{Line, Link};
use luuvet_domain::periods::Period;

use crate::organisations::store::OrganisationName;

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
    rows.iter().map(read_child).collect()
}

/// The name with the latest beginning.
///
/// # Errors
/// The database's.
pub(super) async fn last_name(tx: &mut Tx, id: OrganisationId) -> Result<Option<OrganisationName>, DbError> {
    Ok(names(tx, id).await?.into_iter().next().map(|(name, _)| name))
}

/// Every name with the first day that no longer counts, the newest first; at most 50.
///
/// # Errors
/// The database's.
pub(super) async fn names(tx: &mut Tx, id: OrganisationId) -> Result<Vec<(OrganisationName, Option<String>)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT from_day, name, short_name, symbol, place, head_title, collective, code, until_day
                 FROM organisation_name WHERE organisation_id = $1 ORDER BY from_day DESC LIMIT 50"
            ),
            &[id.0.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let name = OrganisationName {
                from_day: row.get(0)?,
                name: row.get(1)?,
                short_name: row.get(2)?,
                symbol: row.get(3)?,
                place: row.get(4)?,
                head_title: row.get(5)?,
                collective: row.get(6)?,
                code: row.get(7)?,
            };
            Ok((name, row.get(8)?))
        })
        .collect()
}

/// Ends the name that began on a day.
///
/// # Errors
/// The database's.
pub(super) async fn end_name(tx: &mut Tx, id: OrganisationId, began: &str, until: &str) -> Result<(), DbError> {
    tx.execute(
        sql!("UPDATE organisation_name SET until_day = $3 WHERE organisation_id = $1 AND from_day = $2"),
        &[id.0.into(), began.into(), until.into()],
    )
    .await?;
    Ok(())
}

/// A parent in a period.
#[derive(Clone, Debug)]
pub(super) struct Parent {
    /// On which line.
    pub(super) line: Line,
    /// Its name in letterheads.
    pub(super) name: String,
    /// The first day.
    pub(super) from: String,
    /// The first day that no longer counts; none for no end.
    pub(super) until: Option<String>,
}

/// Every parent, the newest first on each line; at most 50.
///
/// # Errors
/// The database's.
pub(super) async fn parents(tx: &mut Tx, id: OrganisationId) -> Result<Vec<Parent>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT line, parent_name, from_day, until_day FROM organisation_parent
                 WHERE organisation_id = $1 ORDER BY line, from_day DESC LIMIT 50"
            ),
            &[id.0.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Parent {
                line: row.parse(0, |code| Line::from_code(code).ok())?,
                name: row.get(1)?,
                from: row.get(2)?,
                until: row.get(3)?,
            })
        })
        .collect()
}

/// The day on which the latest parent of a line began.
///
/// # Errors
/// The database's.
pub(super) async fn last_parent(tx: &mut Tx, id: OrganisationId, line: Line) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT MAX(from_day) FROM organisation_parent WHERE organisation_id = $1 AND line = $2"),
            &[id.0.into(), line.code().into()],
        )
        .await?;
    row.map_or(Ok(None), |row| row.get(0))
}

/// Ends the running parent of a line.
///
/// # Errors
/// The database's.
pub(super) async fn end_parent(tx: &mut Tx, id: OrganisationId, line: Line, until: &str) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "UPDATE organisation_parent SET until_day = $3
             WHERE organisation_id = $1 AND line = $2 AND (until_day IS NULL OR until_day > $3)"
        ),
        &[id.0.into(), line.code().into(), until.into()],
    )
    .await?;
    Ok(())
}

/// The links of an organisation and of everything above it on a line, in all periods.
///
/// # Errors
/// The database's.
pub(super) async fn links_above(tx: &mut Tx, id: OrganisationId, line: Line) -> Result<Vec<Link>, DbError> {
    let rows = tx
        .query(
            sql!(
                "WITH RECURSIVE above (id) AS (
                   SELECT id FROM organisation WHERE id = $1
                   UNION
                   SELECT p.parent_id FROM organisation_parent p JOIN above ON p.organisation_id = above.id
                   WHERE p.line = $2 AND p.parent_id IS NOT NULL)
                 SELECT p.organisation_id, p.parent_id, p.from_day, p.until_day
                 FROM organisation_parent p JOIN above ON p.organisation_id = above.id
                 WHERE p.line = $2 AND p.parent_id IS NOT NULL LIMIT 1000"
            ),
            &[id.0.into(), line.code().into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let until: Option<String> = row.get(3)?;
            let period = Period {
                from: row.parse(2, |text| text.parse().ok())?,
                until: until.and_then(|text| text.parse().ok()),
            };
            Ok(Link { child: OrganisationId(row.get(0)?), parent: OrganisationId(row.get(1)?), line, period })
        })
        .collect()
}

/// Organisations that can be chosen on a day, by name; at most 200. Names of bodies are public.
///
/// # Errors
/// The database's.
pub(in crate::organisations) async fn all(tx: &mut Tx, but: OrganisationId, day: &str) -> Result<Vec<Child>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT organisation_id, name, short_name, symbol FROM organisation_name
                 WHERE organisation_id <> $1 AND from_day <= $2 AND (until_day IS NULL OR until_day > $2)
                 ORDER BY name, organisation_id LIMIT 200"
            ),
            &[but.0.into(), day.into()],
        )
        .await?;
    rows.iter().map(read_child).collect()
}

fn read_child(row: &Row) -> Result<Child, DbError> {
    Ok(Child { id: OrganisationId(row.get(0)?), name: row.get(1)?, short_name: row.get(2)?, symbol: row.get(3)? })
}

/// The name of the parent on a line and a day, as it stands in letterheads.
///
/// # Errors
/// The database's.
pub async fn parent_name(tx: &mut Tx, id: OrganisationId, line: &str, day: &str) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT parent_name FROM organisation_parent
                 WHERE organisation_id = $1 AND line = $2 AND from_day <= $3 AND (until_day IS NULL OR until_day > $3)"
            ),
            &[id.0.into(), line.into(), day.into()],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}
