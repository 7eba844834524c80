//! `/trace`: the organisation's trace.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use luuvet_domain::access::Action;
use serde::Deserialize;

use crate::app::App;
use crate::locale::text;
use crate::refusal::Refusal;
use crate::trace::read::{self, Line, Of, PAGE};
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// The pages of this part.
pub fn routes() -> Router<App> {
    Router::new().route("/trace", get(show))
}

#[derive(Template)]
#[template(path = "trace/views/trace.html")]
struct TracePage {
    p: Page,
    lines: Vec<Line>,
    older: Option<i64>,
}

#[derive(Deserialize)]
struct Before {
    before: Option<i64>,
}

async fn show(State(app): State<App>, visitor: Visitor, Query(query): Query<Before>) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor, query.before).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, before: Option<i64>) -> Result<TracePage, Refusal> {
    if !visitor.actor.may(Action::SeeTrace) {
        return Err(Refusal::NotFound);
    }
    let locale = visitor.locale;
    let p = Page::load(app, visitor, "nav-trace", text(locale, "nav-trace")).await?;
    let mut tx = app.read().await?;
    let (organisation, reader) = (p.visitor.actor.organisation, Of::Organisation(p.visitor.actor.grantees()));
    let lines = read::lines(&mut tx, organisation, reader, before, locale, p.now).await?;
    let full = i64::try_from(lines.len()).is_ok_and(|n| n == PAGE);
    let older = lines.last().filter(|_| full).map(|line| line.sequence);
    Ok(TracePage { p, lines, older })
}
