//! The baseline of registering: the statements that verbs ran, raw on SQLite itself.

use std::path::Path;
use std::time::{Duration, Instant};

use luuvet_db::{Value, watch};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

/// As the program's writer has it.
const CACHE: i32 = -16_384;
/// Locks a row, for the other engine's sake: SQLite has one writer, and no row comes of it.
const LOCK: &str = "SET last_number = last_number";

/// The same statements on SQLite itself: only those that write rows with a sync each, or all of them in one commit.
pub fn replayed(database: &Path, transactions: &[Vec<watch::Ran>], synced: bool) -> Duration {
    let connection = Connection::open(database).unwrap();
    let level = if synced { "FULL" } else { "OFF" };
    connection
        .execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = {level}; PRAGMA foreign_keys = ON; PRAGMA cache_size = {CACHE}"
        ))
        .unwrap();
    connection.set_prepared_statement_cache_capacity(256);
    let begun = Instant::now();
    let begin = || connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    if !synced {
        begin();
    }
    let is_row = |ran: &watch::Ran| ran.sql.writes() && !ran.sql.text.contains(LOCK);
    for transaction in transactions {
        if synced {
            begin();
        }
        for ran in transaction.iter().filter(|ran| !synced || is_row(ran)) {
            let mut statement = connection.prepare_cached(&ran.sql.text.replace('$', "?")).unwrap();
            let mut rows = statement.query(params_from_iter(ran.values.iter().map(Raw))).unwrap();
            while rows.next().unwrap().is_some() {}
        }
        if synced {
            connection.execute_batch("COMMIT").unwrap();
        }
    }
    if !synced {
        connection.execute_batch("COMMIT").unwrap();
    }
    begun.elapsed()
}

struct Raw<'a>(&'a Value);

impl ToSql for Raw<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(v) => ValueRef::Integer(*v),
            Value::Text(v) => ValueRef::Text(v.as_bytes()),
            Value::Bytes(v) => ValueRef::Blob(v),
            Value::Id(v) => ValueRef::Blob(v.as_bytes()),
            Value::Bool(v) => ValueRef::Integer((*v).into()),
        }))
    }
}
