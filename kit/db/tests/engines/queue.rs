//! The queue before SQLite's writer.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use luuvet_db::{DbError, Urgency};
use tokio::task::JoinSet;

use crate::support::{Base, counters, put, request};

/// Holds the writer inside a change until it is opened.
#[derive(Default)]
struct Gate {
    open: Mutex<bool>,
    changed: Condvar,
    reached: AtomicBool,
}

impl Gate {
    fn pass(&self) {
        self.reached.store(true, Ordering::SeqCst);
        drop(self.changed.wait_while(self.open.lock().unwrap(), |open| !*open).unwrap());
    }

    fn open(&self) {
        *self.open.lock().unwrap() = true;
        self.changed.notify_all();
    }
}

async fn held(base: &Arc<Base>) -> (Arc<Gate>, tokio::task::JoinHandle<Result<(), DbError>>) {
    let gate = Arc::new(Gate::default());
    let (base, inside) = (base.clone(), gate.clone());
    let first = tokio::spawn(async move {
        base.change(move |tx| {
            inside.pass();
            Box::pin(put(tx, 0, 0))
        })
        .await
    });
    while !gate.reached.load(Ordering::SeqCst) {
        tokio::task::yield_now().await;
    }
    (gate, first)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_answered_before_the_commit() {
    let base = Arc::new(Base::on_sqlite().await);
    let (gate, first) = held(&base).await;
    // These join the batch of the first, or come after it; no row of theirs can be seen before it.
    let mut others = JoinSet::new();
    for id in 1..=20_i64 {
        let base = base.clone();
        others.spawn(async move {
            base.put(id, id).await;
            // Answered: then the rows are there for everybody.
            assert!(base.counters().await.contains(&(id, id)));
        });
    }
    assert!(counters(&mut base.db.read().await.unwrap()).await.is_empty());
    assert!(!first.is_finished());
    gate.open();
    first.await.unwrap().unwrap();
    others.join_all().await;
    assert_eq!(base.counters().await.len(), 21);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn follow_up_work_keeps_its_share() {
    let base = Arc::new(Base::on_sqlite().await);
    let (gate, first) = held(&base).await;
    let (order, asking) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let mut waiting = JoinSet::new();
    for (urgency, count) in [(Urgency::Interactive, 200), (Urgency::Background, 10)] {
        for _ in 0..count {
            let (base, order, asking) = (base.clone(), order.clone(), asking.clone());
            waiting.spawn(async move {
                asking.fetch_add(1, Ordering::SeqCst);
                let place = base.db.write(urgency, Some(request()), move |_| {
                    let place = order.fetch_add(1, Ordering::SeqCst);
                    Box::pin(async move { Ok::<_, DbError>(place) })
                });
                (urgency, place.await.unwrap())
            });
        }
    }
    while asking.load(Ordering::SeqCst) < 210 {
        tokio::task::yield_now().await;
    }
    // The last one that began has asked, too, when none of them has anything left to do.
    for _ in 0..2_000 {
        tokio::task::yield_now().await;
    }
    gate.open();
    first.await.unwrap().unwrap();
    let places = waiting.join_all().await;
    let last = |wanted| places.iter().filter(|(u, _)| *u == wanted).map(|(_, place)| *place).max().unwrap();
    assert!(last(Urgency::Background) < last(Urgency::Interactive), "follow-up work came last");
    let early = places.iter().filter(|(u, place)| *u == Urgency::Background && *place < 10).count();
    assert!(early <= 2, "{early} of follow-up work came among the first ten");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_than_the_queue_holds_wait_and_are_answered() {
    let base = Arc::new(Base::on_sqlite().await);
    let (gate, first) = held(&base).await;
    let mut waiting = JoinSet::new();
    for id in 1..=5_000_i64 {
        let base = base.clone();
        waiting.spawn(async move { base.put(id, 1).await });
    }
    gate.open();
    first.await.unwrap().unwrap();
    waiting.join_all().await;
    assert_eq!(base.counters().await.len(), 5_001);
}

#[test]
fn the_writer_ends_what_was_asked() {
    let runtime = || tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let location = luuvet_db::Location::File(folder.path().join("base.db"));
    let ends = runtime();
    ends.block_on(async {
        let db = luuvet_db::Db::open(&location).await.unwrap();
        db.migrate(crate::support::SCHEMA).await.unwrap();
        let mut answers = JoinSet::new();
        for id in 0..50_i64 {
            let db = db.clone();
            answers.spawn(async move {
                db.write(Urgency::Background, Some(request()), move |tx| Box::pin(put(tx, id, 1))).await
            });
        }
        let held = db.clone();
        drop(db);
        // A change that holds the last handle does not wait for itself.
        let last = held.clone();
        let change = held.write(Urgency::Interactive, Some(request()), move |tx| {
            let _last = last.clone();
            Box::pin(put(tx, 1_000, 1))
        });
        change.await.unwrap();
        drop(held);
        for answer in answers.join_all().await {
            answer.unwrap();
        }
    });
    drop(ends);
    // Closed, not only left: one whole file, as somebody would copy it.
    assert!(!folder.path().join("base.db-wal").exists());
    runtime().block_on(async {
        let db = luuvet_db::Db::open(&location).await.unwrap();
        assert_eq!(counters(&mut db.read().await.unwrap()).await.len(), 51);
    });
}
