//! Counting rows, and changing what must not change.

use std::collections::BTreeMap;

use luuvet::app::MIGRATIONS;
use luuvet_db::{Sql, Urgency};
use luuvet_domain::ids::OrganisationId;

use crate::support::Story;

/// A table with its columns and its primary key, as the migrations have them.
pub struct Table {
    pub name: &'static str,
    pub body: &'static str,
}

impl Table {
    pub fn is_owned(&self) -> bool {
        self.body.lines().any(|line| line.trim_start().starts_with("organisation_id "))
    }
}

pub fn tables() -> Vec<Table> {
    let mut found = Vec::new();
    for migration in MIGRATIONS {
        for piece in migration.template.split("CREATE TABLE ").skip(1) {
            let (name, rest) = piece.split_once('(').unwrap();
            found.push(Table { name: name.trim(), body: rest.split_once("{end}").unwrap().0 });
        }
    }
    assert!(found.len() > 40, "{}", found.len());
    found
}

fn statement(text: String) -> &'static Sql {
    Box::leak(Box::new(Sql::new(Box::leak(text.into_boxed_str()), ("", 0))))
}

/// How many rows each table has; with an organisation, only tables and rows of that one.
pub async fn rows(story: &Story, of: Option<OrganisationId>) -> BTreeMap<&'static str, i64> {
    let mut tx = story.app.read().await.unwrap();
    let mut counts = BTreeMap::new();
    for table in tables() {
        let row = match of {
            Some(of) if table.is_owned() => {
                let text = format!("SELECT COUNT(*) FROM {} WHERE organisation_id = $1", table.name);
                tx.query_opt(statement(text), &[of.0.into()]).await
            }
            Some(_) => continue,
            None => tx.query_opt(statement(format!("SELECT COUNT(*) FROM {}", table.name)), &[]).await,
        };
        counts.insert(table.name, row.unwrap().unwrap().get(0).unwrap());
    }
    counts
}

/// Whether the database lets this happen.
pub async fn attempt(story: &Story, text: &str) -> Result<u64, luuvet_db::DbError> {
    let statement = statement(text.to_owned());
    story
        .app
        .db
        .write(Urgency::Interactive, None, move |tx| Box::pin(async move { tx.execute(statement, &[]).await }))
        .await
}

/// Every opening of a commitment, in order.
pub async fn told(story: &Story) -> Vec<(i64, String, String)> {
    let text = "SELECT sequence, field, value FROM event_private ORDER BY organisation_id, sequence, field";
    let rows = story.app.read().await.unwrap().query(statement(text.to_owned()), &[]).await.unwrap();
    rows.iter().map(|row| (row.get(0).unwrap(), row.get(1).unwrap(), row.get(2).unwrap())).collect()
}
