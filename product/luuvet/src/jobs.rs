//! Follow-up work: what a verb committed as a job is done here, after the commit.
//!
//! A part adds its kind to the table in [`handle`] and brings `async fn(app: &App, job: &Job) -> Result<(), Refusal>`,
//! which performs verbs as [`Actor::system`](crate::work::Actor::system) and does the same when it runs again. A job
//! that fails waits, longer each time, with its problem in its row; `luuvet doctor` tells of those that keep failing.

use std::future::Future;
use std::time::Duration;

use luuvet_jobs::{CLAIM, Job};
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::task::JoinSet;

use crate::app::App;
use crate::documents::incoming::take_over;
use crate::documents::registers;
use crate::documents::secrets;
use crate::documents::tasks::escalate;
use crate::documents::{delivery, exchange, joint};
use crate::notices::{digest, notify};
use crate::organisations::mergers;
use crate::refusal::Refusal;

/// Jobs claimed and run side by side.
const AT_ONCE: i64 = 8;
/// A handler that takes longer is given up, well before its claim lapses.
const LONGEST: Duration = Duration::from_secs(CLAIM as u64 / 1_000_000 * 3 / 4);
/// Rounds of [`run_until_idle`] after which jobs are taken to beget each other without end.
const ROUNDS: usize = 10_000;
/// Commits that follow each other closely are looked at together.
const PAUSE: Duration = Duration::from_millis(10);
/// What other processes have committed is noticed within this time.
const LOOK: Duration = Duration::from_secs(5);
/// After a failure of the database itself.
const RECOVER: Duration = Duration::from_secs(2);

/// The table of kinds.
async fn handle(app: &App, job: &Job) -> Result<(), Refusal> {
    match job.kind.as_str() {
        #[cfg(test)]
        "test" => tests::handle(app, job).await,
        exchange::RENDER => delivery::render(app, job).await,
        exchange::DELIVER => delivery::deliver(app, job).await,
        exchange::REPORT => delivery::hear(app, job).await,
        delivery::RECALL => delivery::recall(app, job).await,
        secrets::clean::CLEAN => secrets::clean::clean(app, job).await,
        joint::ASK => joint::ask::hand_over(app, job).await,
        joint::ANSWER => joint::take_answer::hear(app, job).await,
        joint::WITHDRAW => joint::void::hand_over(app, job).await,
        registers::LAPSE => registers::lapse::handle(app, job).await,
        mergers::TAKE_OVER_PEOPLE => mergers::take_over(app, job).await,
        take_over::TAKE_OVER_DOCUMENT => take_over::take_over(app, job).await,
        escalate::ESCALATE => escalate::run(app).await,
        notify::NOTIFY => notify::run(app, job).await,
        digest::DIGEST => digest::run(app).await,
        other => {
            let waiting = app.clock.now() - job.run_at;
            Err(Refusal::Broken(format!("this version knows no job of kind {other:?}, due {waiting} µs ago")))
        }
    }
}

/// Claims a batch of jobs that are due and runs each; says how many ran, well or not.
///
/// # Errors
/// The database's; what a handler refuses with stays with its job.
pub async fn run_due(app: &App) -> Result<usize, Refusal> {
    Ok(round(app).await?.ran)
}

/// Runs jobs until none is due, those too that they enqueue: for stories and the demo. Says how many ran.
///
/// # Errors
/// The database's, or the problems of jobs that failed.
pub async fn run_until_idle(app: &App) -> Result<usize, Refusal> {
    let mut all = Round::default();
    for _ in 0..ROUNDS {
        let round = round(app).await?;
        if round.ran == 0 {
            return if all.problems.is_empty() { Ok(all.ran) } else { Err(Refusal::Broken(all.problems.join("\n"))) };
        }
        all.ran += round.ran;
        all.problems.extend(round.problems);
    }
    Err(Refusal::Broken(format!("jobs are still due after {} of them ran", all.ran)))
}

/// Runs jobs as they become due until `stop` is ready; what has begun by then is finished.
pub async fn keep_running(app: App, stop: impl Future<Output = ()>) {
    let mut news = app.watch();
    let mut stop = std::pin::pin!(stop);
    loop {
        // News from before this look are seen by it.
        while matches!(news.try_recv(), Ok(_) | Err(TryRecvError::Lagged(_))) {}
        let wait = match work(&app).await {
            Ok(wait) => wait,
            Err(refusal) => {
                tracing::error!(problem = %explain(&refusal), "jobs");
                RECOVER
            }
        };
        tokio::select! {
            biased;
            () = &mut stop => return,
            heard = news.recv() => match heard {
                Ok(_) | Err(RecvError::Lagged(_)) => tokio::time::sleep(PAUSE).await,
                // `app` holds a sender, so this does not come; were it to, the timer is left.
                Err(RecvError::Closed) => tokio::time::sleep(LOOK).await,
            },
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Runs one batch, if something is due, and says how long until the next look.
async fn work(app: &App) -> Result<Duration, Refusal> {
    let next = luuvet_jobs::next(&mut app.read().await?).await?;
    let Some(next) = next else {
        return Ok(LOOK);
    };
    let ahead = next - app.clock.now();
    if let Ok(ahead @ 1..) = u64::try_from(ahead) {
        return Ok(Duration::from_micros(ahead).min(LOOK));
    }
    // Nothing claimed though something was due: another process was faster.
    Ok(if run_due(app).await? == 0 { LOOK } else { Duration::ZERO })
}

#[derive(Default)]
struct Round {
    ran: usize,
    problems: Vec<String>,
}

async fn round(app: &App) -> Result<Round, Refusal> {
    let jobs = app
        .change_later(|tx, draw| Box::pin(async move { Ok(luuvet_jobs::claim(tx, draw.now, AT_ONCE).await?) }))
        .await?;
    let mut round = Round { ran: jobs.len(), problems: Vec::new() };
    let mut running: JoinSet<Result<Option<String>, Refusal>> = JoinSet::new();
    for job in jobs {
        running.spawn(one(app.clone(), job));
    }
    let mut failure = None;
    while let Some(ended) = running.join_next().await {
        match ended {
            Ok(Ok(problem)) => round.problems.extend(problem),
            Ok(Err(refusal)) => failure = Some(refusal),
            Err(error) => failure = Some(Refusal::Broken(error.to_string())),
        }
    }
    failure.map_or(Ok(round), Err)
}

/// Runs a job and writes how it ended; gives its problem, if it failed.
async fn one(app: App, job: Job) -> Result<Option<String>, Refusal> {
    let problem = attempt(&app, &job).await.err();
    let Some(problem) = problem else {
        let id = job.id;
        let done = app
            .change_later(move |tx, draw| Box::pin(async move { Ok(luuvet_jobs::complete(tx, id, draw.now).await?) }));
        done.await?;
        return Ok(None);
    };
    tracing::warn!(kind = job.kind, id = %job.id, attempts = job.attempts + 1, problem, "a job failed and waits");
    let told = format!("{} {}: {problem}", job.kind, job.id);
    let postponed = app.change_later(move |tx, draw| {
        let (job, problem) = (job.clone(), problem.clone());
        Box::pin(async move { Ok(luuvet_jobs::postpone(tx, &job, draw.now, &problem).await?) })
    });
    postponed.await?;
    Ok(Some(told))
}

/// Runs a handler in a task of its own, so that its panic ends nothing else.
async fn attempt(app: &App, job: &Job) -> Result<(), String> {
    let (app, job) = (app.clone(), job.clone());
    let mut task = tokio::spawn(async move { handle(&app, &job).await });
    match tokio::time::timeout(LONGEST, &mut task).await {
        Ok(Ok(done)) => done.map_err(|refusal| explain(&refusal)),
        Ok(Err(error)) if error.is_panic() => Err("the handler panicked".to_owned()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => {
            task.abort();
            Err(format!("the handler took longer than {} s", LONGEST.as_secs()))
        }
    }
}

/// A refusal for the log: codes and causes, no sentences.
fn explain(refusal: &Refusal) -> String {
    if let Refusal::Broken(cause) | Refusal::Unready(_, cause) = refusal {
        return cause.clone();
    }
    let codes: Vec<String> = refusal.problems().into_iter().map(|problem| problem.code).collect();
    codes.join(", ")
}

#[cfg(test)]
mod tests;
