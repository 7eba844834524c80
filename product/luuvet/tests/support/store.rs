//! Rows that a story needs and no page makes yet.

use luuvet_db::sql;
use luuvet_domain::ids::{DocumentId, OrganisationId, PositionId};

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
