//! What is counted in the reports on settling.

use jiff::civil::Date;
use luuvet_db::{DbError, Tx, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId};

/// One document of a register with one of the tasks that had to be done in time.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The document.
    pub document: DocumentId,
    /// "2024-04", by the day of its number.
    pub month: String,
    /// The department that had to do it, or that drafted it; empty for the leaders.
    pub department: String,
    /// The code of the document's state.
    pub state: String,
    /// The last day for it.
    pub due: Option<Date>,
    /// UTC microseconds.
    pub done_at: Option<i64>,
}

/// The documents numbered in a year in registers of a direction, each with its tasks of a kind (`lead` for incoming,
/// `issue` for outgoing); at most 20,000 rows.
///
/// # Errors
/// The database's.
pub async fn settled(
    tx: &mut Tx,
    organisation: OrganisationId,
    direction: &str,
    kind: &str,
    year: i16,
) -> Result<Vec<Settled>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT d.id, n.day, COALESCE(own.name, post.name, drafted.name, ''), d.state, t.due_day, t.done_at
                 FROM register r
                 JOIN register_number n ON n.organisation_id = r.organisation_id AND n.register_id = r.id
                 JOIN document d ON d.organisation_id = n.organisation_id AND d.id = n.document_id
                 LEFT JOIN task t ON t.organisation_id = d.organisation_id AND t.document_id = d.id AND t.kind = $3
                   AND t.parent_id IS NULL AND t.state <> 'taken-away'
                 LEFT JOIN department own ON own.organisation_id = t.organisation_id AND own.id = t.owner_department_id
                 LEFT JOIN position p ON p.organisation_id = t.organisation_id AND p.id = t.owner_position_id
                   AND t.kind = 'lead'
                 LEFT JOIN department post ON post.organisation_id = p.organisation_id AND post.id = p.department_id
                 LEFT JOIN department drafted ON drafted.organisation_id = d.organisation_id
                   AND drafted.id = d.department_id AND d.direction <> 'incoming'
                 WHERE r.organisation_id = $1 AND r.direction = $2 AND r.year = $4 AND NOT r.history
                   AND n.state = 'given'
                 ORDER BY d.id LIMIT 20000"
            ),
            &[organisation.0.into(), direction.into(), kind.into(), i64::from(year).into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let (day, due): (String, Option<String>) = (row.get(1)?, row.get(4)?);
            Ok(Settled {
                document: DocumentId(row.get(0)?),
                month: day.chars().take(7).collect(),
                department: row.get(2)?,
                state: row.get(3)?,
                due: due.and_then(|due| due.parse().ok()),
                done_at: row.get(5)?,
            })
        })
        .collect()
}

/// A directive as it stands on a directive sheet: whose, the words, UTC microseconds.
///
/// # Errors
/// The database's.
pub async fn directives(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Vec<(String, String, i64)>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT p.title, d.wording, d.at FROM directive d
                 JOIN position p ON p.organisation_id = d.organisation_id AND p.id = d.position_id
                 WHERE d.organisation_id = $1 AND d.document_id = $2 ORDER BY d.at, d.id LIMIT 50"
            ),
            &[organisation.0.into(), document.0.into()],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}
