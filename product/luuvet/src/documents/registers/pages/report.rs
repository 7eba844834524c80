//! `/registers/report`: how incoming and outgoing documents were settled.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use luuvet_domain::access::Action;
use serde::Deserialize;

use super::only;
use crate::app::App;
use crate::documents::paper::store as paper;
use crate::documents::registers::settling::{self, Counts, Report};
use crate::documents::registers::store::report;
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/registers/views/report.html")]
struct ReportPage {
    p: Page,
    year: i16,
    incoming: bool,
    /// Signed on paper, and of these outside the head's list.
    paper: (i64, i64),
    report: Report,
    /// The key of a table's title, and its rows.
    tables: Vec<(&'static str, Vec<(String, Counts)>)>,
}

/// Which year, and `incoming` or `outgoing`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    year: String,
    direction: String,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Query(which): Query<Which>) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor, &which).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, which: &Which) -> Result<ReportPage, Refusal> {
    only(&visitor.actor, Action::SeeRegisters)?;
    let today = crate::clock::day(app.clock.now());
    let year = which.year.parse().unwrap_or(today.year());
    let incoming = which.direction != "outgoing";
    let (direction, kind) = if incoming { ("incoming", "lead") } else { ("outgoing", "issue") };
    let organisation = visitor.actor.organisation;
    let mut tx = app.read().await?;
    let rows = report::settled(&mut tx, organisation, direction, kind, year).await?;
    let paper = if incoming { (0, 0) } else { paper::counted(&mut tx, organisation, year).await? };
    drop(tx);
    let report = settling::count(&rows, today);
    let title = text(visitor.locale, "registers-report");
    let p = Page::load(app, visitor, "nav-registers", title).await?;
    Ok(page(p, year, incoming, paper, report))
}

fn page(p: Page, year: i16, incoming: bool, paper: (i64, i64), report: Report) -> ReportPage {
    let leaders = p.t("report-leaders");
    let named = |name: &String| if name.is_empty() { leaders.clone() } else { name.clone() };
    let month = |name: &String| name.split_once('-').map_or(name.clone(), |(year, month)| format!("{month}/{year}"));
    let units = report.units.iter().map(|(name, counts)| (named(name), *counts)).collect();
    let months = report.months.iter().map(|(name, counts)| (month(name), *counts)).collect();
    let tables = vec![("report-by-month", months), ("report-by-unit", units)];
    ReportPage { p, year, incoming, paper, report, tables }
}
