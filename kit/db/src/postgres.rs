//! PostgreSQL: SERIALIZABLE, again on a conflict, and never a blind retry of a commit.

mod tls;

use std::time::Duration;

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use postgres_types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use tokio_postgres::NoTls;
use uuid::Uuid;

use crate::tx::Inner;
use crate::{BoxFuture, DbError, Row, Sql, Tx, Value};

/// Connections to the server.
const POOL: usize = 16;
/// How long to wait for a connection.
const WAIT: Duration = Duration::from_secs(15);
/// How often a change that met another one runs again.
const TRIES: u32 = 40;
/// Pauses, in milliseconds, between looks for the outcome of a commit whose connection was lost.
const LOOKS: [u64; 6] = [0, 50, 200, 1000, 3000, 6000];
/// How often requests that are too old to matter are dropped.
const SWEEP: Duration = Duration::from_secs(3600);
/// A statement or an abandoned transaction holds locks no longer than this.
const BOUNDS: &str = "SET statement_timeout = '60s'; SET idle_in_transaction_session_timeout = '60s'";
const CHANGE: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE";
const QUESTION: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

#[derive(Clone)]
pub(crate) struct Postgres {
    pool: Pool,
}

impl Postgres {
    pub(crate) async fn open(url: &str) -> Result<Self, DbError> {
        let (config, tls) = tls::read(url)?;
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = match tls {
            Some(tls) => Manager::from_config(config, tls, recycling),
            None => Manager::from_config(config, NoTls, recycling),
        };
        let bounds = Hook::async_fn(|client: &mut deadpool_postgres::ClientWrapper, _| {
            Box::pin(async move { client.batch_execute(BOUNDS).await.map_err(HookError::Backend) })
        });
        let pool = Pool::builder(manager)
            .max_size(POOL)
            .runtime(Runtime::Tokio1)
            .timeouts(deadpool_postgres::Timeouts { wait: Some(WAIT), create: Some(WAIT), recycle: Some(WAIT) })
            .post_create(bounds)
            .build()
            .map_err(|error| DbError::Engine(error.to_string()))?;
        let postgres = Self { pool };
        let client = postgres.client().await?;
        let setting: String = client.query_one("SHOW synchronous_commit", &[]).await?.get(0);
        if setting == "off" {
            return Err(DbError::Unsafe("synchronous_commit is off: acknowledged changes could be lost".into()));
        }
        // Two programs that start at once may both make the table; the slower one finds it the second time.
        if client.batch_execute(REQUESTS).await.is_err() {
            client.batch_execute(REQUESTS).await?;
        }
        postgres.sweep();
        Ok(postgres)
    }

    /// Drops old requests from time to time, as long as the database is in use.
    fn sweep(&self) {
        let pool = self.pool.weak();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(SWEEP).await;
                let Some(pool) = pool.upgrade() else {
                    return;
                };
                if let Ok(client) = pool.get().await {
                    let _ = client.batch_execute(OLD_REQUESTS).await;
                }
            }
        });
    }

    async fn client(&self) -> Result<Object, DbError> {
        self.pool.get().await.map_err(|error| DbError::Engine(error.to_string()))
    }

    async fn begin(&self, begin: &str) -> Result<Link, DbError> {
        // Marked as open first: a caller that goes away while it begins leaves nothing open either.
        let link = Link { client: Some(self.client().await?), open: true };
        link.client()?.batch_execute(begin).await?;
        Ok(link)
    }

    pub(crate) async fn read(&self) -> Result<Tx, DbError> {
        Ok(Tx::new(Inner::Postgres(self.begin(QUESTION).await?)))
    }

    /// Settings that would lose or tear what was acknowledged.
    pub(crate) async fn examine(&self) -> Result<Vec<String>, DbError> {
        let client = self.client().await?;
        let mut found = Vec::new();
        for (setting, bad) in [("synchronous_commit", "off"), ("fsync", "off"), ("full_page_writes", "off")] {
            let value: String = client.query_one(&format!("SHOW {setting}"), &[]).await?.get(0);
            if value == bad {
                found.push(format!("{setting} = {value}"));
            }
        }
        Ok(found)
    }

    /// Runs the change in a task of its own, so that a caller who goes away does not cancel it half-way.
    pub(crate) async fn write<T, E, F>(&self, request: Option<Uuid>, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: for<'a> Fn(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
    {
        let postgres = self.clone();
        let task = tokio::spawn(async move { postgres.attempts(request, change).await });
        task.await.unwrap_or_else(|error| {
            Err(if error.is_panic() { DbError::Panicked } else { DbError::Broken(error.to_string()) }.into())
        })
    }

    async fn attempts<T, E, F>(&self, request: Option<Uuid>, change: F) -> Result<T, E>
    where
        E: From<DbError>,
        F: for<'a> Fn(&'a mut Tx) -> BoxFuture<'a, Result<T, E>>,
    {
        for attempt in 0..TRIES {
            if attempt > 0 {
                tokio::time::sleep(pause(request, attempt)).await;
            }
            let mut tx = Tx::new(Inner::Postgres(self.begin(CHANGE).await?));
            let result = change(&mut tx).await;
            if tx.conflict() {
                tx.roll_back().await;
                continue;
            }
            let value = match (result, tx.failed()) {
                (Ok(value), None) => value,
                (Ok(_), Some(error)) => {
                    tx.roll_back().await;
                    return Err(error.into());
                }
                (Err(refusal), _) => {
                    tx.roll_back().await;
                    return Err(refusal);
                }
            };
            match self.commit(tx, request).await {
                Ok(()) => return Ok(value),
                Err(DbError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(DbError::Conflict.into())
    }

    /// Commits with the request's id in the same transaction; a lost connection is resolved by looking for it.
    async fn commit(&self, tx: Tx, request: Option<Uuid>) -> Result<(), DbError> {
        let Inner::Postgres(mut link) = tx.inner else {
            return Err(DbError::Unsupported("another engine"));
        };
        if let Some(request) = request {
            link.client()?.execute("INSERT INTO request (id) VALUES ($1)", &[&Value::Id(request)]).await?;
        }
        let Err(error) = link.end("COMMIT").await else {
            return Ok(());
        };
        if is_definite(&error) {
            return Err(error.into());
        }
        drop(link);
        match self.committed(request.ok_or(DbError::Unknown)?).await? {
            true => Ok(()),
            false => Err(DbError::Conflict),
        }
    }

    /// Whether a request was committed. Writing its id waits for a commit that is still going on.
    async fn committed(&self, request: Uuid) -> Result<bool, DbError> {
        for pause in LOOKS {
            tokio::time::sleep(Duration::from_millis(pause)).await;
            let Ok(mut link) = self.begin("BEGIN").await else {
                continue;
            };
            let Ok(client) = link.client() else {
                continue;
            };
            let statement = "INSERT INTO request (id) VALUES ($1) ON CONFLICT DO NOTHING";
            if let Ok(written) = client.execute(statement, &[&Value::Id(request)]).await {
                let _ = link.end("ROLLBACK").await;
                return Ok(written == 0);
            }
        }
        Err(DbError::Unknown)
    }
}

/// Whether the server itself said that the commit failed; shutting down or a broken line say nothing.
fn is_definite(error: &tokio_postgres::Error) -> bool {
    error.as_db_error().is_some_and(|db| !db.code().code().starts_with("57P") && !db.code().code().starts_with("08"))
}

/// Requests that were committed; a day of them is enough to resolve a lost connection.
const REQUESTS: &str = "
    CREATE TABLE IF NOT EXISTS request (id UUID PRIMARY KEY, at TIMESTAMPTZ NOT NULL DEFAULT now());
    CREATE INDEX IF NOT EXISTS request_at ON request (at);
";
const OLD_REQUESTS: &str = "DELETE FROM request WHERE at < now() - INTERVAL '1 day'";

/// Grows with each attempt; the request's own bits keep two rivals apart.
fn pause(request: Option<Uuid>, attempt: u32) -> Duration {
    let spread = request.unwrap_or_default().as_u128() >> (attempt % 16) & 0x3f;
    Duration::from_micros(500 * (1 << attempt.min(6)) + 500 * u64::try_from(spread).unwrap_or(0))
}

/// A connection in use. Dropped with a transaction open, it goes back to the pool only after that was rolled back.
pub(crate) struct Link {
    client: Option<Object>,
    open: bool,
}

impl Link {
    fn client(&self) -> Result<&Object, DbError> {
        self.client.as_ref().ok_or(DbError::Unsupported("a closed connection"))
    }

    /// Ends the transaction. After a failure the connection's state is unknown, and it stays marked as open.
    async fn end(&mut self, end: &str) -> Result<(), tokio_postgres::Error> {
        let Some(client) = &self.client else {
            return Ok(());
        };
        client.batch_execute(end).await?;
        self.open = false;
        Ok(())
    }

    pub(crate) async fn roll_back(&mut self) {
        // A connection that cannot even do this is closed, and the pool drops it.
        let _ = self.end("ROLLBACK").await;
    }

    pub(crate) async fn execute(&mut self, sql: &'static Sql, values: &[Value]) -> Result<u64, DbError> {
        let client = self.client()?;
        let statement = client.prepare_cached(sql.text).await?;
        Ok(client.execute(&statement, &parameters(values)).await?)
    }

    pub(crate) async fn query(&mut self, sql: &'static Sql, values: &[Value]) -> Result<Vec<Row>, DbError> {
        let client = self.client()?;
        let statement = client.prepare_cached(sql.text).await?;
        let rows = client.query(&statement, &parameters(values)).await?;
        rows.iter()
            .map(|row| {
                let values = (0..row.len()).map(|i| read(row, i)).collect::<Result<_, _>>()?;
                Ok(Row { statement: sql.text, values })
            })
            .collect()
    }

    pub(crate) async fn prepare(&mut self, sql: &'static Sql) -> Result<(), DbError> {
        self.client()?.prepare(sql.text).await?;
        Ok(())
    }

    pub(crate) async fn script(&mut self, text: &str) -> Result<(), DbError> {
        Ok(self.client()?.batch_execute(text).await?)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        let Some(client) = self.client.take() else {
            return;
        };
        if !self.open {
            return;
        }
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(async move {
                    if client.batch_execute("ROLLBACK").await.is_err() {
                        drop(Object::take(client));
                    }
                });
            }
            // Nobody can roll back: the connection is closed, and the server does it.
            Err(_) => drop(Object::take(client)),
        }
    }
}

fn parameters(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn read(row: &tokio_postgres::Row, index: usize) -> Result<Value, DbError> {
    let kind = row.columns()[index].type_();
    let value = match *kind {
        Type::INT8 => row.try_get::<_, Option<i64>>(index)?.map(Value::Int),
        Type::INT4 => row.try_get::<_, Option<i32>>(index)?.map(|v| Value::Int(v.into())),
        Type::TEXT | Type::VARCHAR | Type::NAME => row.try_get::<_, Option<String>>(index)?.map(Value::Text),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(index)?.map(Value::Bytes),
        Type::BOOL => row.try_get::<_, Option<bool>>(index)?.map(Value::Bool),
        Type::UUID => row.try_get::<_, Option<RawId>>(index)?.map(|RawId(id)| Value::Id(id)),
        _ => {
            return Err(DbError::Engine(format!("a column of type {kind}: cast it in the statement")));
        }
    };
    Ok(value.unwrap_or(Value::Null))
}

/// A UUID as the server sends it.
struct RawId(Uuid);

impl<'a> postgres_types::FromSql<'a> for RawId {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(Uuid::from_slice(raw)?))
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::UUID
    }
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (self, kind) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Int(v), &Type::INT4) => i32::try_from(*v)?.to_sql(kind, out),
            (Self::Int(v), _) => v.to_sql(&Type::INT8, out),
            (Self::Text(v), _) => v.to_sql(&Type::TEXT, out),
            (Self::Bytes(v), _) => v.as_slice().to_sql(&Type::BYTEA, out),
            (Self::Bool(v), _) => v.to_sql(&Type::BOOL, out),
            (Self::Id(v), &Type::UUID) => {
                out.extend_from_slice(v.as_bytes());
                Ok(IsNull::No)
            }
            (Self::Id(_), _) => Err(format!("an id for a parameter of type {kind}").into()),
        }
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::INT4 | Type::TEXT | Type::VARCHAR | Type::BYTEA | Type::BOOL | Type::UUID)
    }

    to_sql_checked!();
}
