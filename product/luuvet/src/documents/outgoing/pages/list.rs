//! `/submissions`: what waits for my step, and what I wrote and where it stands.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::App;
use crate::documents::outgoing::store::lists::{self, Listed, PAGE};
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// The filters, by their code; the first one is what waits.
const FILTERS: &[&str] = &["waiting", "mine", "draft", "submitted", "returned", "approved"];

#[derive(Template)]
#[template(path = "documents/outgoing/views/list.html")]
struct ListPage {
    p: Page,
    rows: Vec<Listed>,
    filters: &'static [&'static str],
    filter: &'static str,
    more: Option<String>,
}

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
pub struct Part {
    f: Option<String>,
    at: Option<i64>,
    id: Option<Uuid>,
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(part): Query<Part>) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor, &part).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, part: &Part) -> Result<ListPage, Refusal> {
    let asked = part.f.as_deref();
    let filter = FILTERS.iter().copied().find(|one| Some(*one) == asked).unwrap_or("waiting");
    let title = text(visitor.locale, "nav-submissions");
    let p = Page::load(app, visitor, "nav-submissions", title).await?;
    let before = (part.at.unwrap_or(i64::MAX), part.id.unwrap_or(Uuid::max()));
    let (day, actor) = (p.today().to_string(), &p.visitor.actor);
    let mut tx = app.read().await?;
    let mut rows = match filter {
        "waiting" => lists::waiting(&mut tx, actor, &day, before).await?,
        "mine" => lists::mine(&mut tx, actor, &day, before, "").await?,
        state => lists::mine(&mut tx, actor, &day, before, state).await?,
    };
    let is_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| is_more);
    let more = last.map(|last| format!("/submissions?f={filter}&at={}&id={}", last.changed_at, last.id));
    Ok(ListPage { rows, filters: FILTERS, filter, more, p })
}
