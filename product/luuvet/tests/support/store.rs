//! Rows that a story needs and no page makes yet.

use luuvet_db::sql;
use luuvet_domain::ids::{OrganisationId, PositionId};

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

/// Whether words stand in any row of any table (PostgreSQL).
pub async fn found_in_rows(story: &Story, words: &str) -> bool {
    let mut tx = story.app.read().await.unwrap();
    let tables = sql!("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'");
    let rows = tx.query(tables, &[]).await.unwrap();
    assert!(rows.len() > 40);
    for row in rows {
        let table: String = row.get(0).unwrap();
        let text = format!("SELECT COUNT(*) FROM {table} AS x WHERE x::text LIKE $1");
        let statement: &'static luuvet_db::Sql =
            Box::leak(Box::new(luuvet_db::Sql { text: Box::leak(text.into_boxed_str()), place: ("", 0) }));
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
