//! SQLite: one writer thread, a few readers.

mod statistics;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql, params_from_iter};

use crate::tx::Inner;
use crate::{BoxFuture, DbError, Row, Sql, Tx, Urgency, Value};

/// Settings that every connection needs: durable, strict, distrustful of the file. REPLACE fires triggers of DELETE only
/// where triggers are recursive.
const SETTINGS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA recursive_triggers = ON;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA temp_store = MEMORY;
";
/// How long a connection waits for a lock that another process holds (backup tools).
const BUSY: Duration = Duration::from_secs(10);
/// Prepared statements kept per connection.
const STATEMENT_CACHE: usize = 256;
/// Idle reading connections kept open.
const IDLE_READERS: usize = 8;
/// Pages that the writer keeps in memory, KiB: what a day's work touches is not read again at every change.
const WRITER_CACHE: usize = 16_384;

#[derive(Clone)]
pub(crate) struct Sqlite {
    path: Arc<PathBuf>,
    readers: Readers,
    writer: writer::Writer,
}

type Readers = Arc<Mutex<Vec<Connection>>>;

impl Sqlite {
    pub(crate) fn open(path: &Path) -> Result<Self, DbError> {
        let connection = Connection::open(path)?;
        prepare(&connection)?;
        connection.execute_batch(&format!("PRAGMA cache_size = -{WRITER_CACHE}"))?;
        let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
        if mode != "wal" {
            return Err(DbError::Unsafe(format!("journal mode {mode} instead of wal")));
        }
        Ok(Self {
            path: Arc::new(path.to_owned()),
            readers: Readers::default(),
            writer: writer::Writer::start(connection)?,
        })
    }

    pub(crate) async fn write<T, E, F>(&self, urgency: Urgency, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: for<'a> Fn(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
    {
        self.writer.run(urgency, Box::new(change)).await
    }

    pub(crate) fn read(&self) -> Result<Tx, DbError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => open_reader(&self.path)?,
        };
        connection.execute_batch("BEGIN DEFERRED")?;
        Ok(Tx::new(Inner::Sqlite(Link { connection: Some(connection), home: Some(self.readers.clone()) })))
    }

    /// What SQLite itself finds wrong with the file.
    pub(crate) async fn examine(&self) -> Result<Vec<String>, DbError> {
        let connection = open_reader(&self.path)?;
        let examined = tokio::task::spawn_blocking(move || {
            let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
            let lines = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
            let mut found: Vec<String> = lines.into_iter().filter(|line| line != "ok").collect();
            let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
            let mut rows = statement.query([])?;
            while let (Some(row), true) = (rows.next()?, found.len() < 20) {
                found.push(format!(
                    "{}: a row refers to a missing {}",
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(2)?
                ));
            }
            Ok::<_, rusqlite::Error>(found)
        });
        Ok(examined.await.map_err(|_| DbError::Panicked)??)
    }

    pub(crate) async fn scrub(&self, limit: u64) -> Result<bool, DbError> {
        let path = self.path.clone();
        let scrubbed = tokio::task::spawn_blocking(move || -> Result<bool, DbError> {
            let connection =
                Connection::open_with_flags(&*path, OpenFlags::default() & !OpenFlags::SQLITE_OPEN_CREATE)?;
            prepare(&connection)?;
            let size = std::fs::metadata(&*path).map_err(|error| DbError::Io(error.to_string()))?.len();
            let whole = size <= limit;
            if whole {
                connection.execute_batch("PRAGMA secure_delete = ON; VACUUM")?;
            }
            // A reader that is at work keeps its part of the log; it goes with the next checkpoint.
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok(whole)
        });
        scrubbed.await.map_err(|_| DbError::Panicked)?
    }

    pub(crate) async fn copy_to(&self, target: PathBuf) -> Result<(), DbError> {
        let source = open_reader(&self.path)?;
        let copied = tokio::task::spawn_blocking(move || -> Result<(), DbError> {
            // A transaction of its own keeps one picture; without it every commit by others would begin the copy anew.
            source.execute_batch("BEGIN; SELECT COUNT(*) FROM sqlite_schema")?;
            let mut copy = Connection::open(&target)?;
            rusqlite::backup::Backup::new(&source, &mut copy)?.run_to_completion(4096, Duration::ZERO, None)?;
            drop(copy);
            std::fs::File::open(&target)
                .and_then(|file| file.sync_all())
                .map_err(|error| DbError::Io(error.to_string()))
        });
        copied.await.map_err(|_| DbError::Panicked)?
    }
}

fn prepare(connection: &Connection) -> Result<(), DbError> {
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    connection.execute_batch(SETTINGS)?;
    Ok(())
}

fn open_reader(path: &Path) -> Result<Connection, DbError> {
    let connection = Connection::open_with_flags(path, OpenFlags::default() & !OpenFlags::SQLITE_OPEN_CREATE)?;
    prepare(&connection)?;
    connection.execute_batch("PRAGMA query_only = ON")?;
    Ok(connection)
}

/// A connection in use; a reader goes back to its pool when dropped.
pub(crate) struct Link {
    connection: Option<Connection>,
    home: Option<Readers>,
}

impl Link {
    fn connection(&self) -> Result<&Connection, DbError> {
        self.connection.as_ref().ok_or(DbError::Unsupported("a closed connection"))
    }

    pub(crate) fn execute(&mut self, sql: &'static Sql, values: &[Value]) -> Result<u64, DbError> {
        let mut statement = self.connection()?.prepare_cached(sql.for_sqlite())?;
        Ok(statement.execute(params_from_iter(values))? as u64)
    }

    pub(crate) fn query(&mut self, sql: &'static Sql, values: &[Value]) -> Result<Vec<Row>, DbError> {
        let mut statement = self.connection()?.prepare_cached(sql.for_sqlite())?;
        let width = statement.column_count();
        let mut rows = statement.query(params_from_iter(values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let values = (0..width).map(|i| row.get_ref(i).map(read)).collect::<Result<_, _>>()?;
            found.push(Row { statement: sql.text, values });
        }
        Ok(found)
    }

    pub(crate) fn plan(&mut self, sql: &'static Sql) -> Result<String, DbError> {
        let connection = self.connection()?;
        let explain = format!("EXPLAIN QUERY PLAN {}", sql.for_sqlite());
        let mut statement = connection.prepare(&explain)?;
        let parameters = vec![Value::Null; statement.parameter_count()];
        let lines = statement.query_map(params_from_iter(&parameters), |row| row.get::<_, String>(3))?;
        Ok(lines.collect::<Result<Vec<_>, _>>()?.join("\n"))
    }

    pub(crate) fn assume_sizes(&mut self) -> Result<(), DbError> {
        statistics::assume(self.connection()?)
    }

    /// Runs one statement of transaction control, prepared once.
    pub(crate) fn control(&mut self, text: &'static str) -> Result<(), DbError> {
        self.connection()?.prepare_cached(text)?.raw_execute().map(drop)?;
        Ok(())
    }

    pub(crate) fn script(&mut self, text: &str) -> Result<(), DbError> {
        Ok(self.connection()?.execute_batch(text)?)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        let (Some(connection), Some(home)) = (self.connection.take(), self.home.take()) else {
            return;
        };
        if !connection.is_autocommit() && connection.execute_batch("ROLLBACK").is_err() {
            return;
        }
        let mut idle = home.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_READERS {
            idle.push(connection);
        }
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(v) => ValueRef::Integer(*v),
            Self::Text(v) => ValueRef::Text(v.as_bytes()),
            Self::Bytes(v) => ValueRef::Blob(v),
            Self::Id(v) => ValueRef::Blob(v.as_bytes()),
            Self::Bool(v) => ValueRef::Integer((*v).into()),
        }))
    }
}

fn read(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(v) => Value::Int(v),
        // The schema has no REAL column; a number that SQLite made one is read as its text and fails at the reader.
        ValueRef::Real(v) => Value::Text(v.to_string()),
        ValueRef::Text(v) => Value::Text(String::from_utf8_lossy(v).into_owned()),
        ValueRef::Blob(v) => Value::Bytes(v.to_vec()),
    }
}
