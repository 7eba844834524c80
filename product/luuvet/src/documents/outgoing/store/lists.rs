//! Lists of drafts and submissions.

use luuvet_db::{DbError, Tx, Value, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId};
use uuid::Uuid;

use crate::work::{Actor, GRANTEES};

/// Rows of a page.
pub const PAGE: usize = 50;

/// A draft or submission in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Which.
    pub id: DocumentId,
    /// Its state's code.
    pub state: String,
    /// Its kind's code.
    pub kind: String,
    /// Trích yếu.
    pub subject: String,
    /// The code of an urgency.
    pub urgency: String,
    /// UTC microseconds of the last change; the list's order.
    pub changed_at: i64,
    /// Whose turn it is, or nobody's.
    pub waits_for: String,
}

/// What the actor's positions wrote, newest change first, `before` an instant and id; one more row than a page.
///
/// # Errors
/// The database's.
pub async fn mine(
    tx: &mut Tx,
    actor: &Actor,
    day: &str,
    before: (i64, Uuid),
    only: &str,
) -> Result<Vec<Listed>, DbError> {
    let mut values = keys(actor, day, before);
    values.push(only.into());
    let rows = tx
        .query(
            sql!(
                "SELECT d.id, d.state, d.kind, d.subject, d.urgency, d.changed_at,
                        COALESCE((SELECT MIN(COALESCE(person.full_name, p.title))
                         FROM step s
                         JOIN position p ON p.organisation_id = s.organisation_id AND p.id = s.position_id
                         LEFT JOIN holding h ON h.organisation_id = s.organisation_id AND h.position_id = s.position_id
                           AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                         LEFT JOIN person ON person.id = h.person_id
                         WHERE s.organisation_id = d.organisation_id AND s.document_id = d.id AND s.version = d.version
                           AND s.state = 'open'), '')
                 FROM document d
                 WHERE d.organisation_id = $1 AND d.direction <> 'incoming'
                   AND d.drafter_id IN ($5, $6, $7, $8, $9, $10, $11, $12)
                   AND (d.changed_at < $3 OR (d.changed_at = $3 AND d.id < $4))
                   AND ($13 = '' OR d.state = $13)
                 ORDER BY d.changed_at DESC, d.id DESC
                 LIMIT 51"
            ),
            &values,
        )
        .await?;
    rows.iter().map(read).collect()
}

/// What waits for a step of the actor, the longest waiting first is the last: newest change first.
///
/// # Errors
/// The database's.
pub async fn waiting(tx: &mut Tx, actor: &Actor, day: &str, before: (i64, Uuid)) -> Result<Vec<Listed>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT d.id, d.state, d.kind, d.subject, d.urgency, t.created_at, COALESCE(person.full_name, p.title)
                 FROM task t
                 JOIN document d ON d.organisation_id = t.organisation_id AND d.id = t.document_id
                 JOIN position p ON p.organisation_id = d.organisation_id AND p.id = d.drafter_id
                 LEFT JOIN holding h ON h.organisation_id = d.organisation_id AND h.position_id = d.drafter_id
                   AND h.from_day <= $2 AND (h.until_day IS NULL OR h.until_day > $2)
                 LEFT JOIN person ON person.id = h.person_id
                 WHERE t.organisation_id = $1 AND t.owner_position_id IN ($5, $6, $7, $8, $9, $10, $11, $12)
                   AND t.state = 'open' AND t.basket = 'to-sign'
                   AND (t.created_at < $3 OR (t.created_at = $3 AND t.document_id < $4))
                 ORDER BY t.created_at DESC, t.document_id DESC
                 LIMIT 51"
            ),
            &keys(actor, day, before),
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The next document that waits for a step of the actor, the oldest first.
///
/// # Errors
/// The database's.
pub async fn next(tx: &mut Tx, actor: &Actor) -> Result<Option<DocumentId>, DbError> {
    let mut values: Vec<Value> = vec![actor.organisation.0.into()];
    values.extend(positions(actor));
    let row = tx
        .query_opt(
            sql!(
                "SELECT document_id FROM task
                 WHERE organisation_id = $1 AND owner_position_id IN ($2, $3, $4, $5, $6, $7, $8, $9)
                   AND state = 'open' AND basket = 'to-sign'
                 ORDER BY created_at, id
                 LIMIT 1"
            ),
            &values,
        )
        .await?;
    row.map(|row| Ok(DocumentId(row.get(0)?))).transpose()
}

/// An incoming document that is answered: the sender as a recipient.
///
/// # Errors
/// The database's.
pub async fn sender(
    tx: &mut Tx,
    organisation: OrganisationId,
    incoming: DocumentId,
) -> Result<Option<(Option<Uuid>, String)>, DbError> {
    let row = tx
        .query_opt(
            sql!("SELECT sender_id, sender_name FROM arrival WHERE organisation_id = $1 AND document_id = $2"),
            &[organisation.0.into(), incoming.0.into()],
        )
        .await?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

fn keys(actor: &Actor, day: &str, before: (i64, Uuid)) -> Vec<Value> {
    let mut values: Vec<Value> = vec![actor.organisation.0.into(), day.into(), before.0.into(), before.1.into()];
    values.extend(positions(actor));
    values
}

fn positions(actor: &Actor) -> impl Iterator<Item = Value> {
    let mine = actor.positions().into_iter().map(|position| position.0);
    mine.chain(std::iter::repeat(Uuid::nil())).take(GRANTEES).map(Value::from)
}

fn read(row: &luuvet_db::Row) -> Result<Listed, DbError> {
    Ok(Listed {
        id: DocumentId(row.get(0)?),
        state: row.get(1)?,
        kind: row.get(2)?,
        subject: row.get(3)?,
        urgency: row.get(4)?,
        changed_at: row.get(5)?,
        waits_for: row.get(6)?,
    })
}
