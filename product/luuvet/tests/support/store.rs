//! Rows that a story needs and no page makes yet.

use luuvet_db::{Sql, Urgency, sql};
use luuvet_domain::ids::{DocumentId, OrganisationId, PersonId, PositionId};

use super::Story;

/// One position handles another's work from a day until before another.
pub async fn substitute(
    story: &Story,
    organisation: OrganisationId,
    absent: PositionId,
    by: PositionId,
    days: [&'static str; 2],
) {
    let changed = story.app.change(move |tx, draw| {
        Box::pin(async move {
            tx.execute(
                sql!(
                    "INSERT INTO substitute (organisation_id, id, position_id, substitute_id, from_day, until_day, basis)
                     VALUES ($1, $2, $3, $4, $5, $6, '12/QĐ')"
                ),
                &[
                    organisation.0.into(),
                    draw.request().into(),
                    absent.0.into(),
                    by.0.into(),
                    days[0].into(),
                    days[1].into(),
                ],
            )
            .await?;
            Ok(())
        })
    });
    changed.await.unwrap();
}

/// Whoever holds a position leaves it on a day.
pub async fn leave(story: &Story, organisation: OrganisationId, position: PositionId, day: &'static str) {
    let changed = story.app.change(move |tx, _| {
        Box::pin(async move {
            tx.execute(
                sql!("UPDATE holding SET until_day = $3 WHERE organisation_id = $1 AND position_id = $2"),
                &[organisation.0.into(), position.0.into(), day.into()],
            )
            .await?;
            Ok(())
        })
    });
    changed.await.unwrap();
}

/// The forms that wait for their person, as they lie on the disk.
pub async fn unsent(story: &Story) -> Vec<Vec<u8>> {
    let rows = story.app.read().await.unwrap().query(sql!("SELECT sealed FROM unsent_form"), &[]).await.unwrap();
    rows.iter().map(|row| row.get(0).unwrap()).collect()
}

/// How many people the installation knows.
pub async fn people(story: &Story) -> i64 {
    let row = story.app.read().await.unwrap().query_opt(sql!("SELECT COUNT(*) FROM person"), &[]).await.unwrap();
    row.unwrap().get(0).unwrap()
}

/// An incoming document makes a demand, which a document of ours answers.
pub async fn answered(story: &Story, organisation: OrganisationId, document: DocumentId, answer: DocumentId) {
    let changed = story.app.change(move |tx, draw| {
        Box::pin(async move {
            tx.execute(
                sql!(
                    "INSERT INTO arrival_demand (organisation_id, document_id, demand_id, ordinal, wording, stated_day,
                       excludes_day, due_day, answered_by_id)
                     VALUES ($1, $2, $3, 1, 'Báo cáo', '2024-04-30', TRUE, '2024-04-26', $4)"
                ),
                &[organisation.0.into(), document.0.into(), draw.request().into(), answer.0.into()],
            )
            .await?;
            Ok(())
        })
    });
    changed.await.unwrap();
}

/// Writes the day that stands in a document.
pub async fn date(story: &Story, organisation: OrganisationId, document: DocumentId, day: &'static str) {
    let changed = story.app.change(move |tx, _| {
        Box::pin(async move {
            let values = [organisation.0.into(), document.0.into(), day.into()];
            tx.execute(sql!("UPDATE document SET day = $3 WHERE organisation_id = $1 AND id = $2"), &values).await?;
            Ok(())
        })
    });
    changed.await.unwrap();
}

/// One PRAGMA of SQLite on the writing connection; the first word of its answer.
pub async fn tell(story: &Story, pragma: &str) -> Option<i64> {
    let text: &'static str = Box::leak(format!("PRAGMA {pragma}").into_boxed_str());
    let pragma: &'static Sql = Box::leak(Box::new(Sql::new(text, ("", 0))));
    let told = story.app.db.write(Urgency::Interactive, None, move |tx| {
        Box::pin(async move { Ok(tx.query(pragma, &[]).await?.first().and_then(|row| row.get(0).ok())) })
    });
    told.await.unwrap_or_else(|error: luuvet_db::DbError| panic!("{error}"))
}

/// A document is as urgent as this.
pub async fn urgency(story: &Story, organisation: OrganisationId, document: DocumentId, code: &'static str) {
    let changed = story.app.change(move |tx, _| {
        Box::pin(async move {
            tx.execute(
                sql!("UPDATE document SET urgency = $3 WHERE organisation_id = $1 AND id = $2"),
                &[organisation.0.into(), document.0.into(), code.into()],
            )
            .await?;
            Ok(())
        })
    });
    changed.await.unwrap();
}

/// Only named persons read a document.
pub async fn restrict(story: &Story, organisation: OrganisationId, document: DocumentId) {
    let changed = story.app.change(move |tx, _| {
        Box::pin(async move {
            tx.execute(
                sql!("UPDATE document SET restricted = $3 WHERE organisation_id = $1 AND id = $2"),
                &[organisation.0.into(), document.0.into(), true.into()],
            )
            .await?;
            Ok(())
        })
    });
    changed.await.unwrap();
}

/// Somebody of another organisation holds a position, too.
pub async fn hold(story: &Story, organisation: OrganisationId, position: PositionId, person: PersonId) {
    let changed = story.app.change(move |tx, _| {
        Box::pin(async move {
            tx.execute(
                sql!(
                    "INSERT INTO holding (organisation_id, position_id, from_day, person_id)
                     VALUES ($1, $2, '2024-04-01', $3)"
                ),
                &[organisation.0.into(), position.0.into(), person.0.into()],
            )
            .await?;
            Ok(())
        })
    });
    changed.await.unwrap();
}

/// Whether words stand in any row of any table (PostgreSQL).
pub async fn found_in_rows(story: &Story, words: &str) -> bool {
    let mut tx = story.app.read().await.unwrap();
    let tables = sql!("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'");
    let rows = tx.query(tables, &[]).await.unwrap();
    assert!(rows.len() > 40);
    for row in rows {
        let table: String = row.get(0).unwrap();
        let text = format!("SELECT COUNT(*) FROM {table} AS x WHERE x::text LIKE $1");
        let statement: &'static Sql = Box::leak(Box::new(Sql::new(Box::leak(text.into_boxed_str()), ("", 0))));
        let count: i64 =
            tx.query_opt(statement, &[format!("%{words}%").into()]).await.unwrap().unwrap().get(0).unwrap();
        if count > 0 {
            return true;
        }
    }
    false
}

/// Puts finished jobs of a kind back, as if their end had never been noted; how many.
pub async fn requeue(story: &Story, kind: &'static str) -> u64 {
    let put_back = story.app.change(move |tx, _| {
        Box::pin(async move {
            let statement = sql!("UPDATE job SET done_at = NULL, claimed_until = 0 WHERE kind = $1");
            Ok(tx.execute(statement, &[kind.into()]).await?)
        })
    });
    put_back.await.unwrap()
}
