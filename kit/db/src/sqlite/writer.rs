//! The writer thread.
//!
//! It takes what waits, never waits to fill a batch, runs each change in a savepoint, commits once, and only then
//! answers, refusals too: a refusal may rest on what an earlier change of the same batch did. When the engine itself
//! rolled the batch back (disk full, I/O, memory), every change of it runs again alone or fails.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::Link;
use crate::tx::{Change, Inner};
use crate::{DbError, Tx, Urgency};

/// Changes committed with one sync at most.
const BATCH: usize = 128;
/// A batch that has run this long is committed with what it has.
const BATCH_TIME: Duration = Duration::from_millis(40);
/// Changes of one urgency that may wait; more make their callers wait in turn.
const QUEUE: usize = 4096;
/// Every so many places in a row the first one is offered to follow-up work, so that it goes on under any load.
const SHARE: u32 = 8;
/// What one change may take before the log tells of it: it holds up all others.
const BUDGET: Duration = Duration::from_millis(50);

/// The way to the writer. When the last one goes, the writer ends what was asked and closes the file before the drop
/// returns, so that a program that ends leaves one whole file.
#[derive(Clone)]
pub(super) struct Writer(Arc<Office>);

struct Office {
    /// None only while this is dropped.
    ways: Option<Ways>,
    thread: Option<JoinHandle<()>>,
}

struct Ways {
    interactive: Queue,
    background: Queue,
    bell: mpsc::SyncSender<()>,
}

impl Drop for Office {
    fn drop(&mut self) {
        self.ways = None;
        let Some(thread) = self.thread.take() else {
            return;
        };
        // A change may hold the last handle; then the writer itself is here, and ends after this.
        if thread.thread().id() != std::thread::current().id() {
            // That it panicked was told to those who waited.
            let _ = thread.join();
        }
    }
}

/// The way in for one urgency.
struct Queue {
    entries: mpsc::Sender<Entry>,
    places: Arc<Semaphore>,
}

type Entry = Box<dyn Waiting>;

impl Queue {
    fn new() -> (Self, mpsc::Receiver<Entry>) {
        let (entries, waiting) = mpsc::channel();
        (Self { entries, places: Arc::new(Semaphore::new(QUEUE)) }, waiting)
    }
}

impl Writer {
    pub(super) fn start(connection: Connection) -> Result<Self, DbError> {
        let ((interactive, first), (background, second)) = (Queue::new(), Queue::new());
        let (bell, rings) = mpsc::sync_channel(1);
        let tx = Tx::new(Inner::Sqlite(Link { connection: Some(connection), home: None }));
        let thread = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || Desk { tx, queues: [first, second], rings, turn: 0, broken: None }.work())
            .map_err(|error| DbError::Engine(error.to_string()))?;
        let ways = Some(Ways { interactive, background, bell });
        Ok(Self(Arc::new(Office { ways, thread: Some(thread) })))
    }

    pub(super) async fn run<T, E>(&self, urgency: Urgency, change: Box<Change<T, E>>) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let ways = self.0.ways.as_ref().ok_or_else(closed)?;
        let queue = match urgency {
            Urgency::Interactive => &ways.interactive,
            Urgency::Background => &ways.background,
        };
        let place = queue.places.clone().acquire_owned().await.map_err(|_| closed())?;
        let (reply, answer) = oneshot::channel();
        let entry: Entry = Box::new(Waiter { change, reply: Some(reply), outcome: None, _place: place });
        queue.entries.send(entry).map_err(|_| closed())?;
        // A full bell means the writer has already been called.
        let _ = ways.bell.try_send(());
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
    turn: u32,
    broken: Option<String>,
}

impl Desk {
    /// Works until nobody can ask any more, and ends what was asked.
    fn work(mut self) {
        while self.rings.recv().is_ok() {
            self.drain();
        }
        self.drain();
    }

    fn drain(&mut self) {
        while let Some(first) = self.next() {
            self.batch(first);
        }
    }

    fn next(&mut self) -> Option<Entry> {
        self.turn = self.turn.wrapping_add(1);
        let [interactive, background] = &self.queues;
        let (one, other) =
            if self.turn.is_multiple_of(SHARE) { (background, interactive) } else { (interactive, background) };
        one.try_recv().or_else(|_| other.try_recv()).ok()
    }

    fn batch(&mut self, first: Entry) {
        if let Err(error) = self.begin() {
            return self.turn_away(first, &error);
        }
        let started = Instant::now();
        let mut entries = Vec::new();
        let mut whole = Ok(());
        let mut next = Some(first);
        while let Some(mut entry) = next.take() {
            whole = self.attempt(entry.as_mut());
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

    /// Answers a whole batch with the reason why none can begin: each waiting for a lock of its own would take minutes.
    fn turn_away(&mut self, first: Entry, error: &DbError) {
        tracing::error!(%error, "no transaction can begin");
        let mut next = Some(first);
        for _ in 0..BATCH {
            let Some(entry) = next.take() else {
                return;
            };
            entry.answer(Err(error.clone()));
            next = self.next();
        }
        if let Some(entry) = next {
            entry.answer(Err(error.clone()));
        }
    }

    /// Runs one change in a transaction of its own, after its batch was lost.
    fn alone(&mut self, mut entry: Entry) {
        entry.forget();
        let done = self.begin().and_then(|()| self.attempt(entry.as_mut())).and_then(|()| self.commit());
        entry.answer(done);
    }

    fn begin(&mut self) -> Result<(), DbError> {
        if let Some(why) = &self.broken {
            return Err(DbError::Broken(why.clone()));
        }
        if self.inside() {
            // What a failed batch left behind.
            self.control("ROLLBACK")?;
        }
        self.control("BEGIN IMMEDIATE")
    }

    /// Runs one change in a savepoint. An error means that the whole transaction is gone.
    fn attempt(&mut self, entry: &mut dyn Waiting) -> Result<(), DbError> {
        self.control("SAVEPOINT change")?;
        let started = Instant::now();
        self.tx.restart();
        let kept = catch_unwind(AssertUnwindSafe(|| entry.attempt(&mut self.tx)));
        let kept = kept.unwrap_or_else(|_| {
            entry.fail(DbError::Panicked);
            false
        });
        let took = started.elapsed();
        if took > BUDGET {
            tracing::warn!(?took, statements = self.tx.statements(), "a change held up all others");
        }
        if !self.inside() {
            return Err(DbError::Engine("the transaction was rolled back by the engine".into()));
        }
        if !kept {
            self.control("ROLLBACK TO change")?;
        }
        self.control("RELEASE change")
    }

    fn commit(&mut self) -> Result<(), DbError> {
        let result = self.control("COMMIT");
        if let Err(error) = &result {
            tracing::error!(%error, "commit failed");
            if self.inside() {
                let _ = self.control("ROLLBACK");
            }
            if let DbError::Io(cause) = error {
                // A sync that failed once may have dropped pages: nothing after it can be trusted.
                self.broken = Some(cause.clone());
            }
        }
        result
    }

    fn control(&mut self, text: &'static str) -> Result<(), DbError> {
        match &mut self.tx.inner {
            Inner::Sqlite(link) => link.control(text),
            Inner::Postgres(_) => Err(DbError::Unsupported("another engine in the writer")),
        }
    }

    /// Whether a transaction is open.
    fn inside(&self) -> bool {
        match &self.tx.inner {
            Inner::Sqlite(link) => link.connection().is_ok_and(|connection| !connection.is_autocommit()),
            Inner::Postgres(_) => false,
        }
    }
}

/// A change with the caller that waits for it.
trait Waiting: Send {
    /// Runs the change; `true` when its rows are to be kept.
    fn attempt(&mut self, tx: &mut Tx) -> bool;
    /// Makes `error` the outcome.
    fn fail(&mut self, error: DbError);
    /// Drops the outcome of a batch that was lost.
    fn forget(&mut self);
    /// Answers the caller; a failed commit overrides what the change made, but not its own refusal.
    fn answer(self: Box<Self>, committed: Result<(), DbError>);
}

struct Waiter<T, E> {
    change: Box<Change<T, E>>,
    reply: Option<oneshot::Sender<Result<T, E>>>,
    outcome: Option<Result<T, E>>,
    /// Given back when the change has been answered.
    _place: OwnedSemaphorePermit,
}

impl<T: Send, E: From<DbError> + Send> Waiting for Waiter<T, E> {
    fn attempt(&mut self, tx: &mut Tx) -> bool {
        let polled = match poll_once(pin!((self.change)(tx))) {
            Poll::Ready(result) => result,
            Poll::Pending => Err(DbError::Pending.into()),
        };
        let outcome = match (polled, tx.failed()) {
            (Ok(_), Some(error)) => Err(error.into()),
            (polled, _) => polled,
        };
        let kept = outcome.is_ok();
        self.outcome = Some(outcome);
        kept
    }

    fn fail(&mut self, error: DbError) {
        self.outcome = Some(Err(error.into()));
    }

    fn forget(&mut self) {
        self.outcome = None;
    }

    fn answer(mut self: Box<Self>, committed: Result<(), DbError>) {
        let outcome = match (self.outcome.take(), committed) {
            (Some(Err(refusal)), _) => Err(refusal),
            (_, Err(error)) => Err(error.into()),
            (Some(outcome), Ok(())) => outcome,
            (None, Ok(())) => Err(closed().into()),
        };
        if let Some(reply) = self.reply.take() {
            // The caller may have gone away; what was committed stays.
            let _ = reply.send(outcome);
        }
    }
}

/// SQLite answers at once, so a change is ready at its first poll.
fn poll_once<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}
