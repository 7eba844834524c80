//! A database of its own for each test, and changes in few words.

use std::sync::atomic::{AtomicU32, Ordering};

use luuvet_db::{BoxFuture, Db, DbError, Location, Migration, Tx, Urgency, sql};
use uuid::Uuid;

/// Makes a test on each engine.
macro_rules! both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                super::$name($crate::support::Base::on_sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if let Some(base) = $crate::support::Base::on_postgres().await {
                    super::$name(base).await;
                }
            }
        }
    )+};
}
pub(crate) use both;

pub const SCHEMA: &[Migration] = &[
    Migration {
        name: "0001-counters",
        template: "CREATE TABLE counter (id {int} NOT NULL PRIMARY KEY, value {int} NOT NULL {end};
                   CREATE TABLE kinds (id {id} NOT NULL PRIMARY KEY, i {int}, t TEXT, b {bytes}, u {id}, y {bool} {end};
                   CREATE UNIQUE INDEX kinds_t ON kinds (t);",
    },
    Migration {
        name: "0002-log",
        template: "CREATE TABLE log (organisation_id {id} NOT NULL, sequence {int} NOT NULL, id {id} NOT NULL UNIQUE,
                     PRIMARY KEY (organisation_id, sequence) {end};
                   {append_only log};",
    },
];

/// An open database, and where it is.
pub struct Base {
    pub db: Db,
    pub location: Location,
    _folder: tempfile::TempDir,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Base {
    pub async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::File(folder.path().join("base.db"));
        Self::open(folder, location).await
    }

    pub async fn on_postgres() -> Option<Self> {
        Some(Self::open(tempfile::tempdir().unwrap(), Location::Url(fresh_url().await?)).await)
    }

    async fn open(folder: tempfile::TempDir, location: Location) -> Self {
        let db = Db::open(&location).await.unwrap();
        db.migrate(SCHEMA).await.unwrap();
        Self { db, location, _folder: folder }
    }

    /// Runs a change that somebody waits for.
    pub async fn change<T, F>(&self, change: F) -> Result<T, DbError>
    where
        T: Send + 'static,
        F: for<'a> Fn(&'a mut Tx) -> BoxFuture<'a, Result<T, DbError>> + Send + Sync + 'static,
    {
        self.db.write(Urgency::Interactive, Some(request()), change).await
    }

    pub async fn put(&self, id: i64, value: i64) {
        self.change(move |tx| Box::pin(put(tx, id, value))).await.unwrap();
    }

    /// The values of all counters, in their order.
    pub async fn counters(&self) -> Vec<(i64, i64)> {
        counters(&mut self.db.read().await.unwrap()).await
    }
}

/// A new, empty database on the server.
pub async fn fresh_url() -> Option<String> {
    let server = std::env::var("LUUVET_TEST_POSTGRES").ok().filter(|url| !url.is_empty())?;
    let name = format!("db_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
    let (client, connection) = tokio_postgres::connect(&server, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    Some(format!("{base}/{name}"))
}

/// An id that no other request has.
pub fn request() -> Uuid {
    let number = NEXT.fetch_add(1, Ordering::SeqCst);
    Uuid::from_u128(u128::from(std::process::id()) << 64 | u128::from(number))
}

pub async fn put(tx: &mut Tx, id: i64, value: i64) -> Result<(), DbError> {
    tx.execute(sql!("INSERT INTO counter (id, value) VALUES ($1, $2)"), &[id.into(), value.into()]).await?;
    Ok(())
}

pub async fn counters(tx: &mut Tx) -> Vec<(i64, i64)> {
    let rows = tx.query(sql!("SELECT id, value FROM counter ORDER BY id"), &[]).await.unwrap();
    rows.iter().map(|row| (row.get(0).unwrap(), row.get(1).unwrap())).collect()
}

/// Reads a counter and writes one more: a lost update unless the engine prevents it.
pub async fn increment(tx: &mut Tx, id: i64) -> Result<i64, DbError> {
    let row = tx.query_opt(sql!("SELECT value FROM counter WHERE id = $1"), &[id.into()]).await?;
    let value: i64 = row.map_or(Ok(0), |row| row.get(0))?;
    tx.execute(sql!("UPDATE counter SET value = $2 WHERE id = $1"), &[id.into(), (value + 1).into()]).await?;
    Ok(value + 1)
}
