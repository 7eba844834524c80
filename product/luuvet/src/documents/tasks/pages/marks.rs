//! What the reader's script tells: the page is visible, the last page was seen. Both answer without content.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::clock;
use crate::documents::permitted;
use crate::documents::store::Task;
use crate::documents::tasks::open::{Open, ReadToEnd, is_news, is_unread};
use crate::documents::tasks::store;
use crate::notices;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::visitor::Visitor;

/// `POST /documents/{id}/opened`.
pub async fn opened(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    let noted = match any(&app, &visitor, id, is_news).await {
        Ok(true) => app.perform(&visitor.actor, Open { document: id }).await,
        other => other.map(|_| ()),
    };
    let told = notices::mark_read::document(&app, &visitor.actor, id).await;
    answered(&visitor, noted.and(told))
}

/// `POST /documents/{id}/read`.
pub async fn read(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    let noted = match any(&app, &visitor, id, is_unread).await {
        Ok(true) => app.perform(&visitor.actor, ReadToEnd { document: id }).await,
        other => other.map(|_| ()),
    };
    answered(&visitor, noted)
}

/// Whether there is anything to write: opening again leaves no event. Who may not see the document hears so.
async fn any(app: &App, visitor: &Visitor, id: DocumentId, is_new: fn(&Task) -> bool) -> Result<bool, Refusal> {
    let day = clock::day(app.clock.now()).to_string();
    let mut tx = app.read().await?;
    permitted::find(&mut tx, &visitor.actor, id).await?;
    Ok(store::own(&mut tx, &visitor.actor, id, &day).await?.iter().any(is_new))
}

fn answered(visitor: &Visitor, noted: Result<(), Refusal>) -> Response {
    match noted {
        // Opened in two windows at once: the other one has noted it.
        Ok(()) | Err(Refusal::Meanwhile(_)) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
