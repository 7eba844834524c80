//! A transaction, or a connection for questions.

use crate::{BoxFuture, DbError, Engine, Row, Sql, Value, postgres, sqlite, watch};

/// Runs statements; the same text on both engines.
pub struct Tx {
    pub(crate) inner: Inner,
    statements: u32,
    failed: Option<DbError>,
}

pub(crate) enum Inner {
    Sqlite(sqlite::Link),
    Postgres(postgres::Link),
}

impl Tx {
    pub(crate) fn new(inner: Inner) -> Self {
        Self { inner, statements: 0, failed: None }
    }

    /// Which engine answers.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// How many statements have run.
    #[must_use]
    pub fn statements(&self) -> u32 {
        self.statements
    }

    /// Runs a statement that changes rows, and says how many.
    ///
    /// # Errors
    /// The engine's refusal; a broken constraint by its name.
    pub async fn execute(&mut self, sql: &'static Sql, values: &[Value]) -> Result<u64, DbError> {
        self.statements += 1;
        watch::note(sql, values);
        let result = match &mut self.inner {
            Inner::Sqlite(link) => link.execute(sql, values),
            Inner::Postgres(link) => link.execute(sql, values).await,
        };
        self.note(result)
    }

    /// Runs a statement that must change exactly one row: `false` when it found none.
    ///
    /// # Errors
    /// As [`execute`](Self::execute), and when it changed several.
    pub async fn execute_one(&mut self, sql: &'static Sql, values: &[Value]) -> Result<bool, DbError> {
        match self.execute(sql, values).await? {
            0 => Ok(false),
            1 => Ok(true),
            n => self.note(Err(DbError::Engine(format!("{n} rows changed by {:?}", sql.place)))),
        }
    }

    /// All rows of a question.
    ///
    /// # Errors
    /// The engine's refusal.
    pub async fn query(&mut self, sql: &'static Sql, values: &[Value]) -> Result<Vec<Row>, DbError> {
        self.statements += 1;
        watch::note(sql, values);
        let result = match &mut self.inner {
            Inner::Sqlite(link) => link.query(sql, values),
            Inner::Postgres(link) => link.query(sql, values).await,
        };
        self.note(result)
    }

    /// The first row of a question, if there is one.
    ///
    /// # Errors
    /// The engine's refusal.
    pub async fn query_opt(&mut self, sql: &'static Sql, values: &[Value]) -> Result<Option<Row>, DbError> {
        Ok(self.query(sql, values).await?.into_iter().next())
    }

    /// Prepares a statement without running it, and gives SQLite's plan of it (empty on PostgreSQL).
    ///
    /// # Errors
    /// When the engine does not accept it.
    pub async fn prepare(&mut self, sql: &'static Sql) -> Result<String, DbError> {
        match &mut self.inner {
            Inner::Sqlite(link) => link.plan(sql),
            Inner::Postgres(link) => link.prepare(sql).await.map(|()| String::new()),
        }
    }

    /// From here to the end of this change, what is deleted or replaced is overwritten in SQLite's pages; PostgreSQL
    /// cannot. What the file held before in freed pages, and the write-ahead log, are [`Db::scrub`](crate::Db::scrub)'s.
    ///
    /// # Errors
    /// The engine's.
    pub async fn overwrite_deleted(&mut self, on: bool) -> Result<(), DbError> {
        let result = match &mut self.inner {
            Inner::Sqlite(link) if on => link.script("PRAGMA secure_delete = ON"),
            Inner::Sqlite(link) => link.script("PRAGMA secure_delete = OFF"),
            Inner::Postgres(_) => Ok(()),
        };
        self.note(result)
    }

    /// Runs a script of several statements (migrations only).
    pub(crate) async fn script(&mut self, text: &str) -> Result<(), DbError> {
        let result = match &mut self.inner {
            Inner::Sqlite(link) => link.script(text),
            Inner::Postgres(link) => link.script(text).await,
        };
        self.note(result)
    }

    /// Tells the planner what tables become; PostgreSQL looks for itself.
    pub(crate) fn assume_sizes(&mut self) -> Result<(), DbError> {
        match &mut self.inner {
            Inner::Sqlite(link) => link.assume_sizes(),
            Inner::Postgres(_) => Ok(()),
        }
    }

    /// Remembers a failure: whatever a change makes of it, nothing of that change is kept.
    fn note<T>(&mut self, result: Result<T, DbError>) -> Result<T, DbError> {
        if let (Err(error), None) = (&result, &self.failed) {
            self.failed = Some(error.clone());
        }
        result
    }

    /// Gives up a change on PostgreSQL; on SQLite the writer does that.
    pub(crate) async fn roll_back(&mut self) {
        if let Inner::Postgres(link) = &mut self.inner {
            link.roll_back().await;
        }
    }

    /// Begins to count again, for the next change on this connection.
    pub(crate) fn restart(&mut self) {
        self.statements = 0;
        self.failed = None;
    }

    /// Whether a statement met another change.
    pub(crate) fn conflict(&self) -> bool {
        matches!(self.failed, Some(DbError::Conflict))
    }

    /// Why a change that says it went well cannot be kept.
    pub(crate) fn failed(&self) -> Option<DbError> {
        self.failed.as_ref().map(|error| DbError::WentOn(error.to_string()))
    }
}

/// A change, ready to run as often as needed.
pub(crate) type Change<T, E> = dyn for<'a> Fn(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + Sync;
