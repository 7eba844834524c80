//! `/work?basket=…`: the rows of a list, the reader beside it.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use luuvet_domain::ids::DocumentId;
use serde::Deserialize;
use uuid::Uuid;
use vietnamese::working_days::Calendar;

use crate::app::App;
use crate::home::baskets::BASKETS;
use crate::home::lists::{self, Key, List, Row, View};
use crate::organisations::calendar;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    basket: Option<String>,
    owner: Option<Uuid>,
    #[serde(default)]
    only: String,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "home/views/work.html")]
struct WorkPage {
    p: Page,
    view: View,
    list: List,
    days: Calendar,
    /// The other baskets: code, count, late.
    chips: Vec<(&'static str, i64, bool)>,
    /// What can be done with many rows: the deed's code.
    bulk: Option<&'static str>,
}

impl WorkPage {
    fn href(&self, document: &DocumentId) -> String {
        format!("/documents/{document}?{}", self.view.query())
    }

    fn is_here(&self, code: &str) -> bool {
        self.view.code() == code
    }

    fn chip(&self, row: &Row) -> Option<(String, &'static str)> {
        row.chip(self.p.locale, self.p.today(), &self.days)
    }
}

/// The page. Without a basket the most urgent one opens.
pub async fn work(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor, asked).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, asked: Asked) -> Result<WorkPage, Refusal> {
    let mut p = Page::load(app, visitor, "nav-work", "").await?;
    let chips = chips(&p);
    let code = asked.basket.as_deref().unwrap_or_else(|| chips.first().map_or("to-handle", |(code, ..)| code));
    let view = View::of(code, asked.owner, &asked.only).ok_or(Refusal::NotFound)?;
    let after = match asked.after.as_deref() {
        Some(key) => Key::parse(key).ok_or(Refusal::NotFound)?,
        None => Key::start(),
    };
    let today = p.today();
    let mut tx = app.read().await?;
    let list = lists::list(&mut tx, &p.visitor.actor, &view, today, &after).await?;
    let days = calendar::of(&mut tx, p.visitor.actor.organisation).await?;
    p.title = p.t(&format!("basket-{}", view.code()));
    let bulk = match view {
        View::Own("to-read") => Some("acknowledge"),
        View::Own("supporting") => Some("no-opinion"),
        _ => None,
    };
    Ok(WorkPage { p, view, list, days, chips, bulk })
}

/// Baskets with something in them, the most urgent first.
fn chips(p: &Page) -> Vec<(&'static str, i64, bool)> {
    let mut chips = Vec::new();
    if p.counts.overdue > 0 {
        chips.push(("overdue", p.counts.overdue, true));
    }
    chips.extend(BASKETS.iter().filter_map(|(code, _)| {
        let basket = p.counts.baskets.iter().find(|basket| basket.code == *code)?;
        Some((*code, basket.count, false))
    }));
    chips
}
