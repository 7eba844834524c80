//! `/search`.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use super::store::{self, Found, WORDS};
use crate::app::App;
use crate::documents::list::stamp;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// Documents shown; who has more adds a word.
const LIMIT: usize = 50;

/// Letters of a question that are looked at.
const LETTERS: usize = 200;

/// The page.
pub fn routes() -> Router<App> {
    Router::new().route("/search", get(show))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "search/views/search.html")]
struct SearchPage {
    p: Page,
    asked: String,
    found: Vec<Found>,
    more: bool,
}

impl SearchPage {
    fn stamp(&self, found: &Found) -> Option<&'static str> {
        stamp(&found.urgency)
    }
}

async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    let locale = visitor.locale;
    match build(&app, visitor, &asked.q).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn build(app: &App, visitor: Visitor, asked: &str) -> Result<SearchPage, Refusal> {
    let p = Page::load(app, visitor, "nav-search", "").await?.titled("nav-search");
    let asked: String = asked.trim().chars().take(LETTERS).collect();
    let words = words(&asked);
    let mut found = Vec::new();
    if !words.is_empty() {
        let limit = i64::try_from(LIMIT + 1).unwrap_or(i64::MAX);
        found = store::find(&mut app.read().await?, &p.visitor.actor, &words, limit).await?;
    }
    let more = found.len() > LIMIT;
    found.truncate(LIMIT);
    Ok(SearchPage { p, asked, found, more })
}

/// The words of a question as documents are found by them.
pub fn words(asked: &str) -> Vec<String> {
    vietnamese::fold::fold(asked).split_whitespace().take(WORDS).map(str::to_owned).collect()
}
