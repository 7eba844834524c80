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
//! | `{append_only TABLE}` | triggers that refuse UPDATE, DELETE and REPLACE | UPDATE, DELETE and TRUNCATE |
//! | `{erasable TABLE PERMIT}` | triggers that refuse UPDATE and REPLACE, and DELETE without a row of the organisation in PERMIT | the same and TRUNCATE |
//!
//! An append-only table has the key `(organisation_id, sequence)` and a unique `id`, an erasable one the key
//! `(organisation_id, sequence, field)`.

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
    while let Some((before, rest)) = text.split_once("{erasable ") {
        let Some(((table, permit), after)) =
            rest.split_once('}').and_then(|(words, after)| Some((words.split_once(' ')?, after)))
        else {
            break;
        };
        text = format!("{before}{}{after}", erasable(table, permit, engine));
    }
    text
}

/// Rows go only while the same transaction holds a permit for their organisation, and never change.
fn erasable(table: &str, permit: &str, engine: Engine) -> String {
    match engine {
        Engine::Sqlite => format!(
            "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} \
             BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
             CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} \
             WHEN NOT EXISTS (SELECT 1 FROM {permit} WHERE organisation_id = OLD.organisation_id) \
             BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
             CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} \
             WHEN EXISTS (SELECT 1 FROM {table} WHERE organisation_id = NEW.organisation_id \
             AND sequence = NEW.sequence AND field = NEW.field) \
             BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;"
        ),
        Engine::Postgres => format!(
            "CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN
             IF TG_OP = 'DELETE' AND TG_LEVEL = 'ROW' THEN
               IF EXISTS (SELECT 1 FROM {permit} WHERE organisation_id = OLD.organisation_id) THEN RETURN OLD; END IF;
             END IF;
             RAISE EXCEPTION '{table} is append-only'; END $$;
             CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} \
             FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
             CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();"
        ),
    }
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
             OR EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) \
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
    // Two programs that start at once may both make the table; the slower one finds it the second time.
    if change(db, |tx| Box::pin(tx.script(LEDGER))).await.is_err() {
        change(db, |tx| Box::pin(tx.script(LEDGER))).await?;
    }
    for &migration in migrations {
        change(db, move |tx| Box::pin(apply(tx, migration))).await?;
    }
    change(db, |tx| Box::pin(async { tx.assume_sizes() })).await
}

pub(crate) async fn outdated(db: &Db, migrations: &[Migration]) -> Result<Vec<&'static str>, DbError> {
    let rows = match db.read().await?.query(sql!("SELECT name, template FROM migration"), &[]).await {
        Ok(rows) => rows,
        Err(DbError::Engine(_)) => return Ok(migrations.iter().map(|migration| migration.name).collect()),
        Err(error) => return Err(error),
    };
    let stored =
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect::<Result<Vec<(String, String)>, DbError>>()?;
    let ran = |m: &Migration| stored.iter().any(|(name, template)| name == m.name && template == m.template);
    Ok(migrations.iter().filter(|migration| !ran(migration)).map(|migration| migration.name).collect())
}

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, template TEXT NOT NULL)";
/// One program migrates at a time; the lock comes before the transaction's picture is taken.
const ALONE: &str = "LOCK TABLE migration IN EXCLUSIVE MODE; SET LOCAL statement_timeout = 0";

async fn change<F>(db: &Db, change: F) -> Result<(), DbError>
where
    F: for<'a> Fn(&'a mut Tx) -> crate::BoxFuture<'a, Result<(), DbError>> + Send + Sync + 'static,
{
    db.write(Urgency::Interactive, None, change).await
}

async fn apply(tx: &mut Tx, migration: Migration) -> Result<(), DbError> {
    if tx.engine() == Engine::Postgres {
        tx.script(ALONE).await?;
    }
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
