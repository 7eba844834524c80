//! PostgreSQL: SERIALIZABLE, again on a conflict, and never a blind retry of a commit.

use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use postgres_types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use tokio_postgres::NoTls;
use uuid::Uuid;

use crate::tx::Inner;
use crate::{BoxFuture, DbError, Row, Sql, Tx, Value};

/// Connections to the server.
const POOL: usize = 16;
/// How often a change that met another one runs again.
const TRIES: u32 = 12;

#[derive(Clone)]
pub(crate) struct Postgres {
    pool: Pool,
}

impl Postgres {
    pub(crate) async fn open(url: &str) -> Result<Self, DbError> {
        let config: tokio_postgres::Config = url.parse()?;
        let manager = Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let pool = Pool::builder(manager).max_size(POOL).build().map_err(|e| DbError::Engine(e.to_string()))?;
        let postgres = Self { pool };
        let client = postgres.client().await?;
        let setting: String = client.query_one("SHOW synchronous_commit", &[]).await?.get(0);
        if setting == "off" {
            return Err(DbError::Unsafe("synchronous_commit is off: acknowledged changes could be lost".into()));
        }
        client.batch_execute(REQUESTS).await?;
        Ok(postgres)
    }

    async fn client(&self) -> Result<Object, DbError> {
        self.pool.get().await.map_err(|error| DbError::Engine(error.to_string()))
    }

    pub(crate) async fn read(&self) -> Result<Tx, DbError> {
        Ok(Tx::new(Inner::Postgres(Link { client: self.client().await? })))
    }

    pub(crate) async fn write<T, E, F>(&self, request: Option<Uuid>, change: F) -> Result<T, E>
    where
        E: From<DbError>,
        F: for<'a> Fn(&'a mut Tx) -> BoxFuture<'a, Result<T, E>>,
    {
        for attempt in 0..TRIES {
            if attempt > 0 {
                tokio::time::sleep(pause(request, attempt)).await;
            }
            let mut tx = self.read().await?;
            tx.script("BEGIN ISOLATION LEVEL SERIALIZABLE").await?;
            let result = change(&mut tx).await;
            if tx.conflict {
                tx.script("ROLLBACK").await?;
                continue;
            }
            let value = match result {
                Ok(value) => value,
                Err(refusal) => {
                    tx.script("ROLLBACK").await?;
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
    async fn commit(&self, mut tx: Tx, request: Option<Uuid>) -> Result<(), DbError> {
        let Inner::Postgres(link) = &mut tx.inner else {
            return Err(DbError::Unsupported("another engine"));
        };
        if let Some(request) = request {
            link.client.execute("INSERT INTO request (id) VALUES ($1)", &[&Value::Id(request)]).await?;
        }
        let error = match link.client.batch_execute("COMMIT").await {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        if !error.is_closed() {
            let _ = link.client.batch_execute("ROLLBACK").await;
            return Err(error.into());
        }
        let request = request.ok_or(DbError::Unknown)?;
        let client = self.client().await.map_err(|_| DbError::Unknown)?;
        let found = client.query_opt("SELECT 1 FROM request WHERE id = $1", &[&Value::Id(request)]).await;
        match found {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(DbError::Conflict),
            Err(_) => Err(DbError::Unknown),
        }
    }
}

/// Requests that were committed; a day of them is enough to resolve a lost connection.
const REQUESTS: &str = "
    CREATE TABLE IF NOT EXISTS request (id UUID PRIMARY KEY, at TIMESTAMPTZ NOT NULL DEFAULT now());
    CREATE INDEX IF NOT EXISTS request_at ON request (at);
    DELETE FROM request WHERE at < now() - INTERVAL '1 day';
";

/// Grows with each attempt; the request's own bits keep two rivals apart.
fn pause(request: Option<Uuid>, attempt: u32) -> Duration {
    let spread = request.unwrap_or_default().as_u128() >> (attempt % 16) & 0x3f;
    Duration::from_micros(500 * (1 << attempt.min(8)) + 100 * u64::try_from(spread).unwrap_or(0))
}

pub(crate) struct Link {
    client: Object,
}

impl Link {
    pub(crate) async fn execute(&mut self, sql: &'static Sql, values: &[Value]) -> Result<u64, DbError> {
        let statement = self.client.prepare_cached(sql.text).await?;
        Ok(self.client.execute(&statement, &parameters(values)).await?)
    }

    pub(crate) async fn query(&mut self, sql: &'static Sql, values: &[Value]) -> Result<Vec<Row>, DbError> {
        let statement = self.client.prepare_cached(sql.text).await?;
        let rows = self.client.query(&statement, &parameters(values)).await?;
        rows.iter()
            .map(|row| {
                let values = (0..row.len()).map(|i| read(row, i)).collect::<Result<_, _>>()?;
                Ok(Row { statement: sql.text, values })
            })
            .collect()
    }

    pub(crate) async fn prepare(&mut self, sql: &'static Sql) -> Result<(), DbError> {
        self.client.prepare(sql.text).await?;
        Ok(())
    }

    pub(crate) async fn script(&mut self, text: &str) -> Result<(), DbError> {
        Ok(self.client.batch_execute(text).await?)
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
