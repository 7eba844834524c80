//! One SQL text for SQLite and PostgreSQL.
//!
//! [`Db`] opens either engine. A change is a function on [`Tx`] that may run more than once ([`Db::write`]): on SQLite
//! one writer thread runs each in a savepoint and commits a batch with one sync; on PostgreSQL it runs SERIALIZABLE and
//! again on a conflict. Either way the caller hears an answer only after the commit. A question takes a [`Tx`] from
//! [`Db::read`].
//!
//! Statements are written once with `$1 … $n` through [`sql!`], which also lists them, so that one test prepares every
//! statement of the program on both engines.

mod error;
mod migrate;
mod postgres;
mod row;
mod sqlite;
mod statement;
mod tx;
mod value;
pub mod watch;

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

pub use error::DbError;
pub use linkme;
pub use migrate::{Migration, render};
pub use row::Row;
pub use statement::{STATEMENTS, Sql};
pub use tx::Tx;
pub use value::{FromValue, Value};

/// A boxed future, as a change returns it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Which engine a database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, bundled with the program.
    Sqlite,
    /// PostgreSQL or an engine that speaks its protocol.
    Postgres,
}

/// Where a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file; the folder exists.
    File(PathBuf),
    /// A PostgreSQL connection URL.
    Url(String),
}

/// Which changes go first when several wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody waits for the answer.
    Interactive,
    /// Follow-up work.
    Background,
}

/// An open database. Cloning shares it.
#[derive(Clone)]
pub struct Db {
    inner: Inner,
}

#[derive(Clone)]
enum Inner {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Db {
    /// Opens the database and checks that its settings keep what it acknowledges.
    ///
    /// # Errors
    /// When the file or server cannot be opened, or would lose acknowledged commits.
    pub async fn open(location: &Location) -> Result<Self, DbError> {
        let inner = match location {
            Location::File(path) => Inner::Sqlite(sqlite::Sqlite::open(path)?),
            Location::Url(url) => Inner::Postgres(postgres::Postgres::open(url).await?),
        };
        Ok(Self { inner })
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs `change` in a transaction of its own and answers after the commit.
    ///
    /// `change` may run several times and must do the same each time; it awaits nothing but `Tx`. `request` names this
    /// change: on PostgreSQL it is written in the same transaction, so that a connection lost during COMMIT is resolved
    /// by looking, not by running the change again; without one its outcome is [`DbError::Unknown`].
    ///
    /// # Errors
    /// What `change` refuses with, or the failure of the database.
    pub async fn write<T, E, F>(&self, urgency: Urgency, request: Option<uuid::Uuid>, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: for<'a> Fn(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
    {
        match &self.inner {
            Inner::Sqlite(sqlite) => sqlite.write(urgency, change).await,
            Inner::Postgres(postgres) => postgres.write(request, change).await,
        }
    }

    /// A connection for questions; on SQLite one consistent picture until it is dropped.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn read(&self) -> Result<Tx, DbError> {
        match &self.inner {
            Inner::Sqlite(sqlite) => sqlite.read(),
            Inner::Postgres(postgres) => postgres.read().await,
        }
    }

    /// Brings the schema up to date; each migration runs once, in order, in its own transaction.
    ///
    /// # Errors
    /// When a migration fails, or when one that has run was changed since.
    pub async fn migrate(&self, migrations: &[Migration]) -> Result<(), DbError> {
        migrate::run(self, migrations).await
    }

    /// Removes what deleted rows left behind, as far as the engine can: SQLite writes a file of at most `limit` bytes anew
    /// and empties its write-ahead log; PostgreSQL does nothing here, its own vacuum comes later. Says whether the whole of
    /// the file was written anew.
    ///
    /// # Errors
    /// The engine's.
    pub async fn scrub(&self, limit: u64) -> Result<bool, DbError> {
        match &self.inner {
            Inner::Sqlite(sqlite) => sqlite.scrub(limit).await,
            Inner::Postgres(_) => Ok(false),
        }
    }

    /// What the engine itself finds wrong, at most some 20 findings; none when it is well.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub async fn examine(&self) -> Result<Vec<String>, DbError> {
        match &self.inner {
            Inner::Sqlite(sqlite) => sqlite.examine().await,
            Inner::Postgres(postgres) => postgres.examine().await,
        }
    }

    /// Names of those `migrations` that have not run or were changed since; changes nothing.
    ///
    /// # Errors
    /// The engine's.
    pub async fn outdated(&self, migrations: &[Migration]) -> Result<Vec<&'static str>, DbError> {
        migrate::outdated(self, migrations).await
    }

    /// Copies a consistent picture of a SQLite database to `target` while writing goes on.
    ///
    /// # Errors
    /// On PostgreSQL (its own tools do that better), or when the copy cannot be written.
    pub async fn copy_to(&self, target: PathBuf) -> Result<(), DbError> {
        match &self.inner {
            Inner::Sqlite(sqlite) => sqlite.copy_to(target).await,
            Inner::Postgres(_) => Err(DbError::Unsupported("a file copy of a PostgreSQL database: use pg_dump")),
        }
    }
}
