//! `/documents/{id}/directive-sheet`: the sheet on which an incoming document is settled (Annex IV, VII), for print.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::clock;
use crate::documents::permitted;
use crate::documents::registers::store::report;
use crate::documents::store::{Document, Task, tasks};
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/registers/views/sheet.html")]
struct SheetPage {
    p: Page,
    document: Document,
    /// Title, words, day.
    directives: Vec<(String, String, Date)>,
    /// Given by leaders.
    given: Vec<Task>,
    /// Passed on inside a unit.
    passed: Vec<Task>,
}

impl SheetPage {
    fn on(&self, at: &i64) -> String {
        vietnamese::dates::short(clock::day(*at))
    }

    fn day(&self, day: &Date) -> String {
        vietnamese::dates::short(*day)
    }
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor, id).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId) -> Result<SheetPage, Refusal> {
    let mut tx = app.read().await?;
    let (document, _) = permitted::find(&mut tx, &visitor.actor, id).await?;
    if document.direction != "incoming" {
        return Err(Refusal::NotFound);
    }
    let organisation = visitor.actor.organisation;
    let directives = report::directives(&mut tx, organisation, id).await?;
    let day = clock::day(app.clock.now()).to_string();
    let mut work = tasks::of_document(&mut tx, organisation, id, &day).await?;
    drop(tx);
    work.retain(|task| matches!(task.kind.as_str(), "lead" | "support") && task.state != "taken-away");
    work.sort_by_key(|task| (task.kind != "lead", task.created_at));
    let (passed, given) = work.into_iter().partition(|task| task.parent.is_some());
    let title = text(visitor.locale, "sheet-title");
    let p = Page::load(app, visitor, "nav-incoming", title).await?;
    let directives = directives.into_iter().map(|(who, words, at)| (who, words, clock::day(at))).collect();
    Ok(SheetPage { p, document, directives, given, passed })
}
