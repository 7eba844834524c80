//! The writer thread.
//!
//! It takes what waits, never waits to fill a batch, runs each change in a savepoint, commits once, and only then
//! answers, refusals too: a refusal may rest on what an earlier change of the same batch did. When the engine itself
//! rolled the batch back (disk full, I/O, memory), every change of it runs again alone or fails.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::Link;
use crate::tx::{Change, Inner};
use crate::{DbError, Tx, Urgency};

/// Changes committed with one sync at most.
const BATCH: usize = 128;
/// A batch that has run this long is committed with what it has.
const BATCH_TIME: Duration = Duration::from_millis(40);
/// Changes that may wait; more make their callers wait in turn.
const QUEUE: usize = 4096;

#[derive(Clone)]
pub(super) struct Writer {
    interactive: mpsc::SyncSender<Entry>,
    background: mpsc::SyncSender<Entry>,
    bell: mpsc::SyncSender<()>,
}

type Entry = Box<dyn Waiting>;

impl Writer {
    pub(super) fn start(connection: Connection) -> Result<Self, DbError> {
        let (interactive, first) = mpsc::sync_channel(QUEUE);
        let (background, second) = mpsc::sync_channel(QUEUE);
        let (bell, rings) = mpsc::sync_channel(1);
        let tx = Tx::new(Inner::Sqlite(Link { connection: Some(connection), home: None }));
        std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || Desk { tx, queues: [first, second], rings, broken: None }.work())
            .map_err(|error| DbError::Engine(error.to_string()))?;
        Ok(Self { interactive, background, bell })
    }

    pub(super) async fn run<T, E>(&self, urgency: Urgency, change: Box<Change<T, E>>) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let mut entry: Entry = Box::new(Waiter { change, reply: Some(reply), outcome: None });
        let queue = match urgency {
            Urgency::Interactive => &self.interactive,
            Urgency::Background => &self.background,
        };
        loop {
            entry = match queue.try_send(entry) {
                Ok(()) => break,
                Err(mpsc::TrySendError::Full(entry)) => entry,
                Err(mpsc::TrySendError::Disconnected(_)) => return Err(closed().into()),
            };
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // A full bell means the writer has already been called.
        let _ = self.bell.try_send(());
        answer.await.unwrap_or_else(|_| Err(closed().into()))
    }
}

fn closed() -> DbError {
    DbError::Broken("the writer has stopped".into())
}

struct Desk {
    tx: Tx,
    queues: [mpsc::Receiver<Entry>; 2],
    rings: mpsc::Receiver<()>,
    broken: Option<String>,
}

impl Desk {
    fn work(mut self) {
        while self.rings.recv().is_ok() {
            while let Some(first) = self.next() {
                self.batch(first);
            }
        }
        while let Some(entry) = self.next() {
            self.batch(entry);
        }
    }

    fn next(&self) -> Option<Entry> {
        self.queues.iter().find_map(|queue| queue.try_recv().ok())
    }

    fn batch(&mut self, first: Entry) {
        let started = Instant::now();
        let mut entries = Vec::new();
        let mut whole = self.begin();
        let mut next = Some(first);
        while let Some(mut entry) = next.take() {
            if whole.is_ok() {
                whole = self.attempt(entry.as_mut());
            }
            entries.push(entry);
            let room = entries.len() < BATCH && started.elapsed() < BATCH_TIME;
            next = if whole.is_ok() && room { self.next() } else { None };
        }
        if whole.and_then(|()| self.commit()).is_ok() {
            entries.into_iter().for_each(|entry| entry.answer(Ok(())));
        } else {
            entries.into_iter().for_each(|entry| self.alone(entry));
        }
    }

    /// Runs one change in a transaction of its own, after its batch was lost.
    fn alone(&mut self, mut entry: Entry) {
        let done = self.begin().and_then(|()| self.attempt(entry.as_mut())).and_then(|()| self.commit());
        entry.answer(done);
    }

    fn begin(&mut self) -> Result<(), DbError> {
        if let Some(why) = &self.broken {
            return Err(DbError::Broken(why.clone()));
        }
        self.script("BEGIN IMMEDIATE")
    }

    /// Runs one change in a savepoint. An error means that the whole transaction is gone.
    fn attempt(&mut self, entry: &mut dyn Waiting) -> Result<(), DbError> {
        self.script("SAVEPOINT change")?;
        let kept = catch_unwind(AssertUnwindSafe(|| entry.attempt(&mut self.tx)));
        let kept = kept.unwrap_or_else(|_| {
            entry.fail(DbError::Panicked);
            false
        });
        let (inside, _) = self.state();
        if !inside {
            return Err(DbError::Engine("the transaction was rolled back by the engine".into()));
        }
        self.script(if kept { "RELEASE change" } else { "ROLLBACK TO change; RELEASE change" })
    }

    fn commit(&mut self) -> Result<(), DbError> {
        let result = self.script("COMMIT");
        if let Err(error) = &result {
            tracing::error!(%error, "commit failed");
            let _ = self.script("ROLLBACK");
            // A sync that failed once may have dropped pages: nothing after it can be trusted.
            let text = error.to_string();
            if text.contains("disk I/O error") {
                self.broken = Some(text);
            }
        }
        result
    }

    fn script(&mut self, text: &str) -> Result<(), DbError> {
        let result = match &mut self.tx.inner {
            Inner::Sqlite(link) => link.script(text),
            Inner::Postgres(_) => Err(DbError::Unsupported("another engine in the writer")),
        };
        if result.is_err() && !self.state().0 && text != "ROLLBACK" {
            tracing::warn!(text, "the writer's transaction was lost");
        }
        result
    }

    /// Whether a transaction is open, and whether the connection is there at all.
    fn state(&self) -> (bool, bool) {
        match &self.tx.inner {
            Inner::Sqlite(link) => link.connection().map_or((false, false), |c| (!c.is_autocommit(), true)),
            Inner::Postgres(_) => (false, false),
        }
    }
}

/// A change with the caller that waits for it.
trait Waiting: Send {
    /// Runs the change; `true` when its rows are to be kept.
    fn attempt(&mut self, tx: &mut Tx) -> bool;
    /// Makes `error` the outcome.
    fn fail(&mut self, error: DbError);
    /// Answers the caller; `committed` overrides the outcome when the commit failed.
    fn answer(self: Box<Self>, committed: Result<(), DbError>);
}

struct Waiter<T, E> {
    change: Box<Change<T, E>>,
    reply: Option<oneshot::Sender<Result<T, E>>>,
    outcome: Option<Result<T, E>>,
}

impl<T: Send, E: From<DbError> + Send> Waiting for Waiter<T, E> {
    fn attempt(&mut self, tx: &mut Tx) -> bool {
        let future = pin!((self.change)(tx));
        let polled = match pin_poll(future) {
            Poll::Ready(result) => result,
            Poll::Pending => Err(DbError::Pending.into()),
        };
        let kept = polled.is_ok();
        self.outcome = Some(polled);
        kept
    }

    fn fail(&mut self, error: DbError) {
        self.outcome = Some(Err(error.into()));
    }

    fn answer(mut self: Box<Self>, committed: Result<(), DbError>) {
        let outcome = match committed {
            Ok(()) => self.outcome.take().unwrap_or_else(|| Err(closed().into())),
            Err(error) => Err(error.into()),
        };
        if let Some(reply) = self.reply.take() {
            // The caller may have gone away; what was committed stays.
            let _ = reply.send(outcome);
        }
    }
}

/// SQLite answers at once, so a change is ready at its first poll.
fn pin_poll<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}
