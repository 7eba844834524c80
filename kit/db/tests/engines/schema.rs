//! Migrations and append-only tables.

use std::sync::Arc;

use luuvet_db::{Db, DbError, Engine, Migration, Sql, sql};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::support::{Base, SCHEMA, both};

both!(
    a_migration_runs_once,
    a_changed_migration_is_refused,
    several_start_at_once,
    the_log_only_grows,
    settings_are_safe
);

const THIRD: Migration =
    Migration { name: "0003-more", template: "CREATE TABLE more (id {int} NOT NULL PRIMARY KEY {end}" };

async fn a_migration_runs_once(base: Base) {
    assert_eq!(base.db.outdated(SCHEMA).await.unwrap(), Vec::<&str>::new());
    base.put(1, 1).await;
    let more = [SCHEMA, &[THIRD]].concat();
    assert_eq!(base.db.outdated(&more).await.unwrap(), ["0003-more"]);
    base.db.migrate(&more).await.unwrap();
    base.db.migrate(&more).await.unwrap();
    let again = Db::open(&base.location).await.unwrap();
    again.migrate(&more).await.unwrap();
    assert_eq!(base.counters().await, [(1, 1)]);
}

async fn a_changed_migration_is_refused(base: Base) {
    let changed = [SCHEMA[0], Migration { name: SCHEMA[1].name, template: "SELECT 1" }];
    assert_eq!(base.db.outdated(&changed).await.unwrap(), [SCHEMA[1].name]);
    let refused = base.db.migrate(&changed).await;
    assert!(matches!(&refused, Err(DbError::Engine(text)) if text.contains("0002-log was changed")), "{refused:?}");
    // One that fails leaves nothing, and is not taken to have run.
    let broken =
        Migration { name: "0003-broken", template: "CREATE TABLE half (id TEXT); CREATE TABLE counter (id TEXT)" };
    let all = [SCHEMA, &[broken]].concat();
    assert!(base.db.migrate(&all).await.is_err());
    assert_eq!(base.db.outdated(&all).await.unwrap(), ["0003-broken"]);
    let mended = Migration { name: "0003-broken", template: "CREATE TABLE half (id TEXT)" };
    base.db.migrate(&[SCHEMA, &[mended]].concat()).await.unwrap();
}

async fn several_start_at_once(base: Base) {
    let base = Arc::new(base);
    let mut starts = JoinSet::new();
    for _ in 0..4 {
        let base = base.clone();
        starts.spawn(async move {
            let db = Db::open(&base.location).await?;
            db.migrate(&[SCHEMA, &[THIRD]].concat()).await
        });
    }
    for ended in starts.join_all().await {
        ended.unwrap();
    }
}

async fn the_log_only_grows(base: Base) {
    let (org, id, other) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
    let insert = sql!("INSERT INTO log (organisation_id, sequence, id) VALUES ($1, $2, $3)");
    let run = async |sql: &'static Sql, sequence: i64, id: Uuid| {
        base.change(move |tx| Box::pin(async move { tx.execute(sql, &[org.into(), sequence.into(), id.into()]).await }))
            .await
    };
    run(insert, 1, id).await.unwrap();
    let everywhere = [
        sql!("UPDATE log SET id = $3 WHERE organisation_id = $1 AND sequence = $2"),
        sql!("DELETE FROM log WHERE organisation_id = $1 AND sequence = $2 AND id <> $3"),
        sql!(
            "INSERT INTO log (organisation_id, sequence, id) VALUES ($1, $2, $3)
              ON CONFLICT (organisation_id, sequence) DO UPDATE SET id = excluded.id"
        ),
    ];
    let here: &[&'static Sql] = match base.db.engine() {
        Engine::Sqlite => &[
            // not listed, for PostgreSQL does not know the word
            &REPLACE,
            &UPDATE_OR_REPLACE,
        ],
        Engine::Postgres => &[],
    };
    for &statement in everywhere.iter().chain(here) {
        let refused = run(statement, 1, other).await;
        let told = format!("{refused:?}");
        assert!(refused.is_err() && told.contains("append-only"), "{}: {told}", statement.text);
    }
    if base.db.engine() == Engine::Sqlite {
        // The row with this id has another key: replacing it would delete it.
        let refused = run(here[0], 2, id).await;
        assert!(refused.is_err(), "{refused:?}");
    } else {
        let truncate = base.change(|tx| Box::pin(async move { tx.execute(&TRUNCATE, &[]).await })).await;
        assert!(format!("{truncate:?}").contains("append-only"), "{truncate:?}");
    }
    run(insert, 2, other).await.unwrap();
    let mut tx = base.db.read().await.unwrap();
    assert_eq!(tx.query(sql!("SELECT id FROM log ORDER BY sequence"), &[]).await.unwrap().len(), 2);
}

static REPLACE: Sql = Sql::new("REPLACE INTO log (organisation_id, sequence, id) VALUES ($1, $2, $3)", ("", 0));
static UPDATE_OR_REPLACE: Sql =
    Sql::new("UPDATE OR REPLACE log SET id = $3 WHERE organisation_id = $1 AND sequence = $2", ("", 0));
static TRUNCATE: Sql = Sql::new("TRUNCATE log", ("", 0));

async fn settings_are_safe(base: Base) {
    let found = base.db.examine().await.unwrap();
    // The server of the tests does not sync, to be fast, and this says so.
    let expected: &[&str] = match base.db.engine() {
        Engine::Sqlite => &[],
        Engine::Postgres => &["fsync = off", "full_page_writes = off"],
    };
    assert!(found.iter().all(|line| expected.contains(&line.as_str())), "{found:?}");
}
