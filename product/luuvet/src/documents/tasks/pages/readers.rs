//! `/documents/{id}/readers`: who has read it, who has not, and reminding those.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::documents::permitted;
use crate::documents::store::{self, Document};
use crate::documents::tasks::readers::Readers;
use crate::documents::tasks::remind::RemindReaders;
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/tasks/views/readers_page.html")]
struct ReadersPage {
    p: Page,
    document: Document,
    readers: Readers,
}

/// The list.
pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor, id).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId) -> Result<ReadersPage, Refusal> {
    let title = text(visitor.locale, "readers-title");
    let p = Page::load(app, visitor, "nav-work", title).await?;
    let mut tx = app.read().await?;
    let actor = &p.visitor.actor;
    let (document, _) = permitted::find(&mut tx, actor, id).await?;
    let tasks = store::tasks::of_document(&mut tx, actor.organisation, id, &p.today().to_string()).await?;
    let readers = Readers::of(&document, &tasks, actor);
    Ok(ReadersPage { p, document, readers })
}

/// Reminds everybody who has not opened it.
pub async fn remind(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    match app.perform(&visitor.actor, RemindReaders { document: id }).await {
        Ok(_) => answer::go(&format!("/documents/{id}?done=remind")),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
