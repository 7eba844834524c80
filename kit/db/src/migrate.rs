//! The schema: one template, two outputs.
//!
//! A template is plain SQL with these words in braces:
//!
//! | word | SQLite | PostgreSQL |
//! |---|---|---|
//! | `{id}` | `BLOB` | `UUID` |
//! | `{bytes}` | `BLOB` | `BYTEA` |
//! | `{int}` | `INTEGER` | `BIGINT` |
//! | `{bool}` | `INTEGER` | `BOOLEAN` |
//! | `{end}` | `) STRICT, WITHOUT ROWID` | `)` |
//! | `{append_only TABLE}` | triggers that refuse UPDATE and DELETE | the same, and TRUNCATE |

use crate::{Db, DbError, Engine, Tx, Urgency, Value, sql};

/// One step of the schema's history. A step that has run is never changed; another one follows it.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its name, in order: `0001-people`.
    pub name: &'static str,
    /// The template.
    pub template: &'static str,
}

/// The template's output for one engine.
#[must_use]
pub fn render(template: &str, engine: Engine) -> String {
    let words: &[(&str, &str, &str)] = &[
        ("{id}", "BLOB", "UUID"),
        ("{bytes}", "BLOB", "BYTEA"),
        ("{int}", "INTEGER", "BIGINT"),
        ("{bool}", "INTEGER", "BOOLEAN"),
        ("{end}", ") STRICT, WITHOUT ROWID", ")"),
    ];
    let mut text = template.to_owned();
    for (word, sqlite, postgres) in words {
        text = text.replace(word, if engine == Engine::Sqlite { sqlite } else { postgres });
    }
    while let Some((before, rest)) = text.split_once("{append_only ") {
        let Some((table, after)) = rest.split_once('}') else {
            break;
        };
        text = format!("{before}{}{after}", append_only(table, engine));
    }
    text
}

fn append_only(table: &str, engine: Engine) -> String {
    match engine {
        Engine::Sqlite => format!(
            "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} \
             BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
             CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} \
             BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
             CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} \
             WHEN EXISTS (SELECT 1 FROM {table} WHERE organisation_id = NEW.organisation_id AND sequence = NEW.sequence) \
             BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;"
        ),
        Engine::Postgres => format!(
            "CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
             CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} \
             FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
             CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();"
        ),
    }
}

pub(crate) async fn run(db: &Db, migrations: &[Migration]) -> Result<(), DbError> {
    change(db, |tx| Box::pin(tx.script(LEDGER))).await?;
    for &migration in migrations {
        change(db, move |tx| Box::pin(apply(tx, migration))).await?;
    }
    Ok(())
}

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, template TEXT NOT NULL)";

async fn change<F>(db: &Db, change: F) -> Result<(), DbError>
where
    F: for<'a> Fn(&'a mut Tx) -> crate::BoxFuture<'a, Result<(), DbError>> + Send + Sync + 'static,
{
    db.write(Urgency::Interactive, None, change).await
}

async fn apply(tx: &mut Tx, migration: Migration) -> Result<(), DbError> {
    let name = Value::from(migration.name);
    let done =
        tx.query_opt(sql!("SELECT template FROM migration WHERE name = $1"), std::slice::from_ref(&name)).await?;
    if let Some(row) = done {
        let stored: String = row.get(0)?;
        return if stored == migration.template {
            Ok(())
        } else {
            Err(DbError::Engine(format!("migration {} was changed after it had run", migration.name)))
        };
    }
    let text = render(migration.template, tx.engine());
    tx.script(&text).await?;
    tx.execute(sql!("INSERT INTO migration (name, template) VALUES ($1, $2)"), &[name, migration.template.into()])
        .await?;
    Ok(())
}
