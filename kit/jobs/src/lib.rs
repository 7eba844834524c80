//! Follow-up work: a row committed with the change that causes it, claimed and run after the commit.
//!
//! A job runs at least once: its handler does the same when it runs again. A claim lapses after a while, so that what
//! a stopped process had begun is taken up again. Failures wait longer each time and are never dropped: the last
//! problem stands in the row, for `doctor` and for the log.

use luuvet_db::{DbError, Row, Tx, sql};
use uuid::Uuid;

/// How long a claim holds, in microseconds.
pub const CLAIM: i64 = 120 * 1_000_000;

/// Work to do after a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Drawn by the verb, so that a retry of it writes the same row.
    pub id: Uuid,
    /// Whose work.
    pub organisation_id: Uuid,
    /// Which handler.
    pub kind: String,
    /// What it needs, as JSON.
    pub body: String,
    /// Not before, UTC microseconds.
    pub run_at: i64,
    /// How often it has been tried.
    pub attempts: u32,
}

/// Writes the job in the caller's transaction.
///
/// # Errors
/// The database's.
pub async fn enqueue(tx: &mut Tx, job: &Job) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "INSERT INTO job (id, organisation_id, kind, body, run_at, attempts, claimed_until, problem)
             VALUES ($1, $2, $3, $4, $5, 0, 0, '')"
        ),
        &[job.id.into(), job.organisation_id.into(), (&job.kind).into(), (&job.body).into(), job.run_at.into()],
    )
    .await?;
    Ok(())
}

/// Takes up to `limit` jobs that are due and not claimed, and claims them until `now + CLAIM`.
///
/// # Errors
/// The database's.
pub async fn claim(tx: &mut Tx, now: i64, limit: i64) -> Result<Vec<Job>, DbError> {
    let rows = tx
        .query(
            sql!(
                "UPDATE job SET claimed_until = $2
                 WHERE id IN (SELECT id FROM job
                              WHERE done_at IS NULL AND run_at <= $1 AND claimed_until < $1
                              ORDER BY run_at, id
                              LIMIT $3)
                 RETURNING id, organisation_id, kind, body, run_at, attempts"
            ),
            &[now.into(), (now + CLAIM).into(), limit.into()],
        )
        .await?;
    let mut jobs = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    jobs.sort_by_key(|job| (job.run_at, job.id));
    Ok(jobs)
}

/// Marks a job as done.
///
/// # Errors
/// The database's.
pub async fn complete(tx: &mut Tx, id: Uuid, now: i64) -> Result<(), DbError> {
    tx.execute(sql!("UPDATE job SET done_at = $2, problem = '' WHERE id = $1"), &[id.into(), now.into()]).await?;
    Ok(())
}

/// Puts a job back after a failure, to run again after a pause that doubles from one second to an hour.
///
/// # Errors
/// The database's.
pub async fn postpone(tx: &mut Tx, job: &Job, now: i64, problem: &str) -> Result<(), DbError> {
    let pause = (1_i64 << job.attempts.min(12)).min(3600) * 1_000_000;
    tx.execute(
        sql!(
            "UPDATE job SET attempts = attempts + 1, run_at = $2, claimed_until = 0, problem = $3
             WHERE id = $1"
        ),
        &[job.id.into(), (now + pause).into(), problem.into()],
    )
    .await?;
    Ok(())
}

/// How many jobs wait, and how many of them failed the last time they ran.
///
/// # Errors
/// The database's.
pub async fn waiting(tx: &mut Tx) -> Result<(i64, i64), DbError> {
    let row = tx
        .query_opt(sql!("SELECT COUNT(*), COUNT(*) FILTER (WHERE problem <> '') FROM job WHERE done_at IS NULL"), &[])
        .await?;
    row.map_or(Ok((0, 0)), |row| Ok((row.get(0)?, row.get(1)?)))
}

/// A kind of job that keeps failing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// Which handler.
    pub kind: String,
    /// How many of this kind wait after at least as many failures as asked for.
    pub count: i64,
    /// One of their last problems.
    pub problem: String,
}

/// Kinds of jobs that failed at least `attempts` times and still wait, at most 20.
///
/// # Errors
/// The database's.
pub async fn failing(tx: &mut Tx, attempts: i64) -> Result<Vec<Failing>, DbError> {
    let rows = tx
        .query(
            sql!(
                "SELECT kind, COUNT(*), MAX(problem) FROM job
                 WHERE done_at IS NULL AND attempts >= $1
                 GROUP BY kind ORDER BY kind LIMIT 20"
            ),
            &[attempts.into()],
        )
        .await?;
    rows.iter().map(|row| Ok(Failing { kind: row.get(0)?, count: row.get(1)?, problem: row.get(2)? })).collect()
}

/// When the next job can be claimed: when it is due, and for a claimed one when its claim has lapsed.
///
/// # Errors
/// The database's.
pub async fn next(tx: &mut Tx) -> Result<Option<i64>, DbError> {
    let row = tx
        .query_opt(
            sql!(
                "SELECT MIN(CASE WHEN claimed_until >= run_at THEN claimed_until + 1 ELSE run_at END)
                 FROM job WHERE done_at IS NULL"
            ),
            &[],
        )
        .await?;
    row.map_or(Ok(None), |row| row.get(0))
}

/// Gives up all claims, for a process that starts and knows that no other one is running.
///
/// # Errors
/// The database's.
pub async fn release(tx: &mut Tx) -> Result<u64, DbError> {
    tx.execute(sql!("UPDATE job SET claimed_until = 0 WHERE done_at IS NULL AND claimed_until > 0"), &[]).await
}

fn read(row: &Row) -> Result<Job, DbError> {
    Ok(Job {
        id: row.get(0)?,
        organisation_id: row.get(1)?,
        kind: row.get(2)?,
        body: row.get(3)?,
        run_at: row.get(4)?,
        attempts: row.get(5)?,
    })
}
