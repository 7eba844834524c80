//! Changes: what is kept, what is not, and what a caller hears.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use luuvet_db::{DbError, sql};
use tokio::task::JoinSet;

use crate::support::{Base, both, counters, increment, put};

both!(
    a_refusal_rolls_back_alone,
    a_panic_ends_one_change,
    a_failed_statement_cannot_be_ignored,
    constraints_have_names,
    fifty_increments_each,
    a_caller_who_goes_away_changes_nothing_for_others,
    a_question_sees_one_picture,
    a_question_cannot_change,
    waiting_for_something_else_is_refused_or_bounded,
);

async fn a_refusal_rolls_back_alone(base: Base) {
    let base = Arc::new(base);
    let mut changes = JoinSet::new();
    for id in 0..100_i64 {
        let base = base.clone();
        changes.spawn(async move {
            base.change(move |tx| {
                Box::pin(async move {
                    put(tx, id, 1).await?;
                    if id % 10 == 3 { Err(DbError::Unsupported("refused")) } else { Ok(id) }
                })
            })
            .await
        });
    }
    let ended: Vec<_> = changes.join_all().await;
    assert_eq!(ended.iter().filter(|result| result.is_ok()).count(), 90);
    let refused = |r: &&Result<i64, DbError>| matches!(r, Err(DbError::Unsupported("refused")));
    assert_eq!(ended.iter().filter(refused).count(), 10);
    let kept: Vec<i64> = base.counters().await.into_iter().map(|(id, _)| id).collect();
    assert_eq!(kept, (0..100).filter(|id| id % 10 != 3).collect::<Vec<_>>());
}

async fn a_panic_ends_one_change(base: Base) {
    let ended = base
        .change(|tx| {
            Box::pin(async move {
                put(tx, 1, 1).await?;
                assert!(tx.statements() > 99, "on purpose");
                Ok(())
            })
        })
        .await;
    assert!(matches!(ended, Err(DbError::Panicked)), "{ended:?}");
    base.put(2, 2).await;
    assert_eq!(base.counters().await, [(2, 2)]);
}

async fn a_failed_statement_cannot_be_ignored(base: Base) {
    base.put(1, 1).await;
    let ended = base
        .change(|tx| {
            Box::pin(async move {
                put(tx, 5, 5).await?;
                let _ = put(tx, 1, 9).await;
                Ok(())
            })
        })
        .await;
    assert!(matches!(ended, Err(DbError::WentOn(_))), "{ended:?}");
    base.put(2, 2).await;
    assert_eq!(base.counters().await, [(1, 1), (2, 2)]);
}

async fn constraints_have_names(base: Base) {
    base.put(1, 1).await;
    let twice = base.change(|tx| Box::pin(put(tx, 1, 2))).await;
    let Err(DbError::Constraint(name)) = twice else { panic!("{twice:?}") };
    assert!(name == "counter.id" || name == "counter_pkey", "{name}");
    let null = base
        .change(|tx| {
            Box::pin(async move {
                tx.execute(sql!("INSERT INTO counter (id) VALUES ($1)"), &[7_i64.into()]).await?;
                Ok(())
            })
        })
        .await;
    assert!(matches!(&null, Err(DbError::Constraint(name)) if name.contains("value")), "{null:?}");
}

async fn fifty_increments_each(base: Base) {
    base.put(1, 0).await;
    let base = Arc::new(base);
    let tries = Arc::new(AtomicUsize::new(0));
    let mut writers = JoinSet::new();
    for _ in 0..2 {
        let (base, tries) = (base.clone(), tries.clone());
        writers.spawn(async move {
            for _ in 0..50 {
                let tries = tries.clone();
                base.change(move |tx| {
                    tries.fetch_add(1, Ordering::SeqCst);
                    Box::pin(increment(tx, 1))
                })
                .await
                .unwrap();
            }
        });
    }
    writers.join_all().await;
    assert_eq!(base.counters().await, [(1, 100)]);
    assert!(tries.load(Ordering::SeqCst) >= 100);
}

async fn a_caller_who_goes_away_changes_nothing_for_others(base: Base) {
    base.put(1, 0).await;
    // On PostgreSQL these are dropped at many different statements; each either commits whole or leaves nothing.
    for step in 0..40_u32 {
        let change = base.change(|tx| {
            Box::pin(async move {
                increment(tx, 1).await?;
                increment(tx, 1).await
            })
        });
        let _ = tokio::time::timeout(std::time::Duration::from_micros(u64::from(step) * 100), change).await;
    }
    // As many as there are connections, so that each is used again.
    for id in 0..20 {
        base.put(100 + id, 0).await;
    }
    let value = base.counters().await[0].1;
    assert!(value % 2 == 0 && value <= 80, "{value}");
    assert_eq!(base.counters().await.len(), 21);
}

async fn a_question_sees_one_picture(base: Base) {
    base.put(1, 1).await;
    let mut early = base.db.read().await.unwrap();
    assert_eq!(counters(&mut early).await, [(1, 1)]);
    base.put(2, 2).await;
    assert_eq!(counters(&mut early).await, [(1, 1)]);
    drop(early);
    assert_eq!(base.counters().await, [(1, 1), (2, 2)]);
    // More questions one after another than there are connections.
    for _ in 0..50 {
        assert_eq!(base.counters().await.len(), 2);
    }
}

async fn a_question_cannot_change(base: Base) {
    let mut tx = base.db.read().await.unwrap();
    let changed = put(&mut tx, 1, 1).await;
    assert!(matches!(changed, Err(DbError::ReadOnly(_))), "{changed:?}");
    drop(tx);
    assert!(base.counters().await.is_empty());
}

async fn waiting_for_something_else_is_refused_or_bounded(base: Base) {
    let ended = base
        .change(|tx| {
            Box::pin(async move {
                put(tx, 1, 1).await?;
                tokio::task::yield_now().await;
                Ok(())
            })
        })
        .await;
    // The writer of SQLite would hold up everybody; a connection of PostgreSQL holds up itself.
    match base.db.engine() {
        luuvet_db::Engine::Sqlite => {
            assert!(matches!(ended, Err(DbError::Pending)), "{ended:?}");
            assert!(base.counters().await.is_empty());
        }
        luuvet_db::Engine::Postgres => ended.unwrap(),
    }
}
