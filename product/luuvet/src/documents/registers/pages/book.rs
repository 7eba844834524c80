//! `/registers/{id}`: the lines of a register with all columns of its statutory form.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use luuvet_domain::ids::RegisterId;

use super::readable;
use crate::app::App;
use crate::documents::registers::asked::{Asked, PAGE};
use crate::documents::registers::columns::{Column, Form, Written};
use crate::documents::registers::store::{OldLine, Series, history};
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/registers/views/book.html")]
struct BookPage {
    p: Page,
    series: Series,
    year: i16,
    first: u32,
    columns: &'static [Column],
    lines: Vec<Written>,
    asked: Asked,
    /// `/follow-up` on that page.
    under: &'static str,
    older: Option<String>,
}

#[derive(Template)]
#[template(path = "documents/registers/views/history.html")]
struct HistoryPage {
    p: Page,
    series: Series,
    year: i16,
    lines: Vec<OldLine>,
    asked: Asked,
    next: Option<i64>,
}

impl HistoryPage {
    /// A day of the old register as people write it.
    fn on(&self, day: &str) -> String {
        day.parse().map_or_else(|_| day.to_owned(), vietnamese::dates::short)
    }
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<RegisterId>,
    Query(asked): Query<Asked>,
) -> Response {
    answered(&app, visitor, id, asked, false).await
}

pub(super) async fn show_follow_up(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<RegisterId>,
    Query(asked): Query<Asked>,
) -> Response {
    answered(&app, visitor, id, asked, true).await
}

async fn answered(app: &App, visitor: Visitor, id: RegisterId, asked: Asked, follow_up: bool) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, asked, follow_up).await {
        Ok(page) => page,
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

/// Which form a register is read in; only arrivals are followed up.
pub(super) fn form(series: &Series, follow_up: bool) -> Result<Form, Refusal> {
    match (series.direction.as_str(), follow_up) {
        ("incoming", true) => Ok(Form::FollowUp),
        ("incoming", false) => Ok(Form::Incoming),
        (_, true) => Err(Refusal::NotFound),
        (_, false) => Ok(Form::Outgoing),
    }
}

async fn load(app: &App, visitor: Visitor, id: RegisterId, asked: Asked, follow_up: bool) -> Result<Response, Refusal> {
    let mut tx = app.read().await?;
    let series = readable(&mut tx, &visitor.actor, id).await?;
    if series.history {
        drop(tx);
        return old(app, visitor, series, asked).await;
    }
    let form = form(&series, follow_up)?;
    let (lines, is_more) = asked.page(&mut tx, &visitor.actor, visitor.locale, &series, form).await?;
    drop(tx);
    let older = lines.last().filter(|_| is_more).map(|line| format!("{}{}", line.place.0, line.place.1));
    let p = Page::load(app, visitor, "nav-registers", series.name.clone()).await?;
    let under = if follow_up { "/follow-up" } else { "" };
    let (year, first) = (series.numbers.year, series.numbers.first);
    Ok(answer::html(&BookPage { p, series, year, first, columns: form.columns(), lines, asked, under, older }))
}

async fn old(app: &App, visitor: Visitor, series: Series, asked: Asked) -> Result<Response, Refusal> {
    let p = Page::load(app, visitor, "nav-registers", series.name.clone()).await?;
    let mut tx = app.read().await?;
    let words = vietnamese::fold::fold(asked.q.trim());
    let place = asked.before.parse().unwrap_or(0);
    let organisation = p.visitor.actor.organisation;
    let lines = history::after(&mut tx, organisation, series.id, &words, place, PAGE).await?;
    let is_full = i64::try_from(lines.len()).is_ok_and(|count| count == PAGE);
    let next = lines.last().filter(|_| is_full).map(|(place, _)| *place);
    let lines = lines.into_iter().map(|(_, line)| line).collect();
    let year = series.numbers.year;
    Ok(answer::html(&HistoryPage { p, series, year, lines, asked, next }))
}
