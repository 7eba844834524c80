//! Where it goes on after a deed: to the next row of the basket, with what was done and how to take it back.

use axum::response::Response;

use crate::app::App;
use crate::clock;
use crate::documents::store::Task;
use crate::documents::store::tasks::basket;
use crate::home::lists::{self, Key, View};
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::visitor::Visitor;

/// On to the next document of the basket in which the reader stood, or of that of the task.
pub(super) async fn next(app: &App, visitor: &Visitor, task: &Task, stood: &str, done: &str, undo: bool) -> Response {
    let view = View::of(stood, None, "").or_else(|| View::of(basket(&task.kind), None, ""));
    let view = view.unwrap_or(View::Own("to-handle"));
    let undo = if undo { format!("&undo={}", task.id) } else { String::new() };
    match following(app, visitor, task, &view).await {
        Ok(Some(document)) => answer::go(&format!("/documents/{document}?{}&done={done}{undo}", view.query())),
        Ok(None) => answer::go(&format!("/work?{}&done={done}{undo}", view.query())),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn following(
    app: &App,
    visitor: &Visitor,
    task: &Task,
    view: &View,
) -> Result<Option<luuvet_domain::ids::DocumentId>, Refusal> {
    let today = clock::day(app.clock.now());
    let mut tx = app.read().await?;
    lists::next(&mut tx, &visitor.actor, view, today, &Key::of(task.due, task.id)).await
}

/// Stays with the document.
pub(super) fn stay(task: &Task, done: &str, undo: bool) -> Response {
    let undo = if undo { format!("&undo={}", task.id) } else { String::new() };
    answer::go(&format!("/documents/{}?done={done}{undo}", task.document))
}
