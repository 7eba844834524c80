//! When somebody last looked, and what has changed since.

use luuvet_db::{DbError, Tx, Value, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, PersonId, PositionId};

use crate::home::store::owners;
use crate::work::Actor;

/// Looks that follow each other within this time are one visit, in microseconds.
const ONE_VISIT: i64 = 30 * 60 * 1_000_000;

/// Notes a look at the home page and gives the time of the visit before this one; 0 for the first.
///
/// # Errors
/// The database's.
pub async fn visit(
    tx: &mut Tx,
    organisation: OrganisationId,
    position: PositionId,
    person: PersonId,
    now: i64,
) -> Result<i64, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "INSERT INTO home_visit (organisation_id, position_id, person_id, at, before_at) VALUES ($1, $2, $3, $4, 0)
                 ON CONFLICT (organisation_id, position_id, person_id) DO UPDATE
                 SET before_at = CASE WHEN home_visit.at < excluded.at - $5 THEN home_visit.at ELSE home_visit.before_at END,
                     at = excluded.at
                 RETURNING before_at"
            ),
            &[organisation.0.into(), position.0.into(), person.0.into(), now.into(), ONE_VISIT.into()],
        )
        .await?;
    row.map_or(Ok(0), |row| row.get(0))
}

/// Something that others have done since the last visit.
#[derive(Clone, Debug)]
pub struct Change {
    /// `result` of work that one gave, or `state` of a document that one wrote.
    pub what: String,
    /// The document.
    pub document: DocumentId,
    /// Its subject.
    pub subject: String,
    /// The result, or the state's code.
    pub detail: String,
    /// Who did it; empty for a state.
    pub who: String,
    /// UTC microseconds.
    pub at: i64,
}

/// How far back what changed is told at most, microseconds: a week. Older results stand in the lists.
const LOOK_BACK: i64 = 7 * 86_400 * 1_000_000;

/// What changed since `since`, at most [`LOOK_BACK`] before `now`, in work that the reader gave and in documents that it
/// wrote, newest first, at most 10.
///
/// # Errors
/// The database's.
pub async fn changes(tx: &mut Tx, actor: &Actor, day: &str, since: i64, now: i64) -> Result<Vec<Change>, DbError> {
    let mut values: Vec<Value> = owners(actor, day);
    // The department's queue is nobody's gift.
    values.pop();
    values.push(since.max(now - LOOK_BACK).into());
    let rows = tx
        .query(
            sql!(
                "SELECT 'result' AS what, t.document_id, d.subject, t.result, COALESCE(person.full_name, p.title, '') AS who,
                        t.done_at AS at
                 FROM task t
                 JOIN document d ON d.organisation_id = t.organisation_id AND d.id = t.document_id
                 LEFT JOIN position p ON p.organisation_id = t.organisation_id AND p.id = t.done_by_id
                 LEFT JOIN holding h ON h.organisation_id = t.organisation_id AND h.position_id = t.done_by_id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 LEFT JOIN person ON person.id = h.person_id
                 WHERE t.organisation_id = $1 AND t.giver_id IN ($3, $4, $5, $6, $7, $8) AND t.done_at > $9
                   AND t.kind IN ('lead', 'support') AND t.state = 'finished' AND t.done_by_id <> $3
                 UNION ALL
                 SELECT 'state', d.id, d.subject, d.state, '', d.changed_at
                 FROM document d
                 WHERE d.organisation_id = $1 AND d.drafter_id = $3 AND d.direction <> 'incoming' AND d.changed_at > $9
                   AND d.state <> 'draft'
                 ORDER BY 6 DESC
                 LIMIT 10"
            ),
            &values,
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Change {
                what: row.get(0)?,
                document: DocumentId(row.get(1)?),
                subject: row.get(2)?,
                detail: row.get(3)?,
                who: row.get(4)?,
                at: row.get(5)?,
            })
        })
        .collect()
}
