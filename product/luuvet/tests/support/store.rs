//! Rows that a story needs and no page makes yet.

use luuvet_db::sql;
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
