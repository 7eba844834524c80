//! `/trace`: the organisation's trace, or that of one person in it; everybody reads his own.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use luuvet_domain::access::Action;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::App;
use crate::locale::{Arg, text, text_with};
use crate::refusal::Refusal;
use crate::trace::read::{self, Line, Of, PAGE};
use crate::trace::store;
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
    person: Option<Uuid>,
    note: &'static str,
}

#[derive(Deserialize)]
struct Asked {
    before: Option<i64>,
    person: Option<Uuid>,
}

async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor, asked).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, asked: Asked) -> Result<TracePage, Refusal> {
    let (actor, locale) = (&visitor.actor, visitor.locale);
    let own = asked.person.is_some() && asked.person == actor.person.map(Uuid::from);
    if !own && !actor.may(Action::SeeTrace) {
        return Err(Refusal::NotFound);
    }
    let (organisation, grantees) = (actor.organisation, actor.grantees());
    let mut tx = app.read().await?;
    let (title, of, note) = match asked.person {
        Some(person) => {
            let name = store::member(&mut tx, organisation, person).await?.ok_or(Refusal::NotFound)?;
            let title = text_with(locale, "trace-of", &[("name", Arg::Text(&name))]);
            (title, Of::Person(person, grantees), "trace-person-note")
        }
        None => (text(locale, "nav-trace"), Of::Organisation(grantees), "trace-note"),
    };
    let p = Page::load(app, visitor, "nav-trace", title).await?;
    let lines = read::lines(&mut tx, organisation, of, asked.before, locale, p.now).await?;
    let full = i64::try_from(lines.len()).is_ok_and(|n| n == PAGE);
    let older = lines.last().filter(|_| full).map(|line| line.sequence);
    Ok(TracePage { p, lines, older, person: asked.person, note })
}
