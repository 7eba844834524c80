//! Rows of `notice_delivery`: what leaves the house.

use luuvet_db::{DbError, Row, Tx, sql};
use luuvet_domain::ids::{OrganisationId, PersonId};
use uuid::Uuid;

/// How long a claim holds, in microseconds: longer than any try.
pub const CLAIM: i64 = 180 * 1_000_000;

/// Something that leaves the house.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// To whom.
    pub person: PersonId,
    /// A device, or the person for mail.
    pub target: Uuid,
    /// UTC microseconds.
    pub created_at: i64,
    /// `push` or `mail`.
    pub channel: String,
    /// `news` or `digest`.
    pub what: String,
    /// The counts of a digest, as JSON.
    pub body: String,
    /// News that were not there before: when none of them is unread any more, it is dropped.
    pub since: i64,
    /// As the most pressing of its notices.
    pub pressing: i64,
    /// How often it has been tried.
    pub attempts: i64,
}

/// Writes deliveries for what was told at one instant about a document and is still unread: one per device and one per
/// address. Where something waits for the same receiver already, that one goes, at the earlier time of the two.
///
/// # Errors
/// The database's.
pub async fn of_notices(
    tx: &mut Tx,
    organisation: OrganisationId,
    document: Uuid,
    at: i64,
    now: i64,
) -> Result<(), DbError> {
    let values = [organisation.0.into(), document.into(), at.into(), now.into()];
    tx.execute(
        sql!(
            "INSERT INTO notice_delivery (person_id, target_id, created_at, channel, what, body, since, pressing,
               run_at, attempts, claimed_until, outcome, problem)
             SELECT n.person_id, d.id, $4, 'push', 'news', '', n.at, n.pressing, $4, 0, 0, '', ''
             FROM notice n
             JOIN push_device d ON d.person_id = n.person_id
             JOIN session s ON s.id = d.session_id AND s.ended_at IS NULL
             LEFT JOIN task t ON t.organisation_id = n.organisation_id AND t.id = n.task_id
             WHERE n.organisation_id = $1 AND n.document_id = $2 AND n.at = $3 AND n.read_at IS NULL
               AND (t.id IS NULL OR t.state = 'open')
               AND NOT EXISTS (SELECT 1 FROM notice_delivery w
                               WHERE w.person_id = n.person_id AND w.target_id = d.id AND w.what = 'news'
                                 AND w.done_at IS NULL AND w.claimed_until = 0 AND w.pressing >= n.pressing)
             ON CONFLICT (person_id, target_id, created_at, what) DO NOTHING"
        ),
        &values,
    )
    .await?;
    tx.execute(
        sql!(
            "INSERT INTO notice_delivery (person_id, target_id, created_at, channel, what, body, since, pressing,
               run_at, attempts, claimed_until, outcome, problem)
             SELECT n.person_id, n.person_id, $4, 'mail', 'news', '', n.at, n.pressing, $4, 0, 0, '', ''
             FROM notice n
             JOIN notice_setting s ON s.person_id = n.person_id AND s.mail_on
             LEFT JOIN task t ON t.organisation_id = n.organisation_id AND t.id = n.task_id
             WHERE n.organisation_id = $1 AND n.document_id = $2 AND n.at = $3 AND n.read_at IS NULL
               AND (t.id IS NULL OR t.state = 'open')
               AND NOT EXISTS (SELECT 1 FROM notice_delivery w
                               WHERE w.person_id = n.person_id AND w.target_id = n.person_id AND w.what = 'news'
                                 AND w.done_at IS NULL AND w.claimed_until = 0 AND w.pressing >= n.pressing)
             ON CONFLICT (person_id, target_id, created_at, what) DO NOTHING"
        ),
        &values,
    )
    .await?;
    Ok(())
}

/// Writes the delivery of a digest.
///
/// # Errors
/// The database's.
pub async fn of_digest(
    tx: &mut Tx,
    person: PersonId,
    (channel, target): (&str, Uuid),
    body: &str,
    now: i64,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO notice_delivery (person_id, target_id, created_at, channel, what, body, since, pressing,
               run_at, attempts, claimed_until, outcome, problem)
             VALUES ($1, $2, $3, $4, 'digest', $5, $3, 0, $3, 0, 0, '', '')
             ON CONFLICT (person_id, target_id, created_at, what) DO NOTHING"
        ),
        &[person.0.into(), target.into(), now.into(), channel.into(), body.into()],
    )
    .await?;
    Ok(())
}

/// Takes up to `limit` deliveries of a channel that are due and not claimed.
///
/// # Errors
/// The database's.
pub async fn claim(tx: &mut Tx, channel: &str, now: i64, limit: i64) -> Result<Vec<Delivery>, DbError> {
    let rows = tx
        .query(
            sql!(
                "UPDATE notice_delivery SET claimed_until = $3
                 WHERE (person_id, target_id, created_at, what) IN
                   (SELECT person_id, target_id, created_at, what FROM notice_delivery
                    WHERE done_at IS NULL AND channel = $1 AND run_at <= $2 AND claimed_until < $2
                    ORDER BY run_at, person_id LIMIT $4)
                 RETURNING person_id, target_id, created_at, channel, what, body, since, pressing, attempts"
            ),
            &[channel.into(), now.into(), (now + CLAIM).into(), limit.into()],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Delivery, DbError> {
    Ok(Delivery {
        person: PersonId(row.get(0)?),
        target: row.get(1)?,
        created_at: row.get(2)?,
        channel: row.get(3)?,
        what: row.get(4)?,
        body: row.get(5)?,
        since: row.get(6)?,
        pressing: row.get(7)?,
        attempts: row.get(8)?,
    })
}

/// When the next delivery of a channel can be claimed.
///
/// # Errors
/// The database's.
pub async fn next(tx: &mut Tx, channel: &str) -> Result<Option<i64>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT MIN(CASE WHEN claimed_until >= run_at THEN claimed_until + 1 ELSE run_at END)
                 FROM notice_delivery WHERE done_at IS NULL AND channel = $1"
            ),
            &[channel.into()],
        )
        .await?;
    row.map_or(Ok(None), |row| row.get(0))
}

/// Notes how a delivery ended: `sent`, `dropped`, `gone`, `refused` or `given-up`.
///
/// # Errors
/// The database's.
pub async fn end(tx: &mut Tx, of: &Delivery, outcome: &str, problem: &str, now: i64) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "UPDATE notice_delivery SET outcome = $5, problem = $6, done_at = $7
             WHERE person_id = $1 AND target_id = $2 AND created_at = $3 AND what = $4"
        ),
        &[
            of.person.0.into(),
            of.target.into(),
            of.created_at.into(),
            (&of.what).into(),
            outcome.into(),
            problem.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Puts a delivery off until `run_at`; `tries` of it count.
///
/// # Errors
/// The database's.
pub async fn postpone(tx: &mut Tx, of: &Delivery, run_at: i64, tries: i64, problem: &str) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "UPDATE notice_delivery SET run_at = $5, attempts = attempts + $6, problem = $7, claimed_until = 0
             WHERE person_id = $1 AND target_id = $2 AND created_at = $3 AND what = $4"
        ),
        &[
            of.person.0.into(),
            of.target.into(),
            of.created_at.into(),
            (&of.what).into(),
            run_at.into(),
            tries.into(),
            problem.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Deliveries that wait after at least `attempts` failures, and one of their problems.
///
/// # Errors
/// The database's.
pub async fn failing(tx: &mut Tx, attempts: i64) -> Result<(i64, String), DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT COUNT(*), COALESCE(MAX(problem), '') FROM notice_delivery
                 WHERE done_at IS NULL AND attempts >= $1"
            ),
            &[attempts.into()],
        )
        .await?;
    row.map_or_else(|| Ok((0, String::new())), |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Forgets deliveries that ended before an instant.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &mut Tx, before: i64) -> Result<u64, DbError> {
    tx.execute(sql!("DELETE FROM notice_delivery WHERE done_at < $1"), &[before.into()]).await
}
