//! `/organisation/calendar`: the days off of a year, and the organisation's own.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use luuvet_domain::access::Action;
use serde::Deserialize;
use vietnamese::working_days::{Calendar, DayKind, DayOff, YearStatus};

use super::add_days::AddDays;
use super::remove_day::RemoveDay;
use super::store::{self, OwnDay};
use crate::app::App;
use crate::locale::text;
use crate::organisations::calendar;
use crate::organisations::fields;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// The pages of this part.
pub(in crate::organisations) fn routes() -> Router<App> {
    Router::new()
        .route("/organisation/calendar", get(show).post(add))
        .route("/organisation/calendar/remove", post(remove))
}

#[derive(Template)]
#[template(path = "organisations/calendar/views/calendar.html")]
struct CalendarPage {
    p: Page,
    year: i16,
    status: &'static str,
    sources: Vec<String>,
    spans: Vec<Span>,
    own: Vec<OwnDay>,
    form: Form,
}

/// Days in a row that are off, or worked, for one reason.
struct Span {
    first: Date,
    last: Date,
    what: &'static str,
}

impl CalendarPage {
    fn days(&self, span: &Span) -> String {
        let short = vietnamese::dates::short;
        if span.first == span.last {
            short(span.first)
        } else {
            format!("{} – {}", short(span.first), short(span.last))
        }
    }

    fn lies_ahead(&self, day: &Date) -> bool {
        *day > self.p.today()
    }
}

#[derive(Deserialize)]
struct Asked {
    year: Option<i16>,
}

async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    page(&app, visitor, asked.year, Form::default(), 200).await
}

async fn page(app: &App, visitor: Visitor, year: Option<i16>, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, year, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, year: Option<i16>, form: Form) -> Result<CalendarPage, Refusal> {
    let organisation = visitor.actor.organisation;
    let title = text(visitor.locale, "calendar-title");
    let p = Page::load(app, visitor, "nav-organisation", title).await?;
    let year = year.filter(|year| (1900..=2200).contains(year)).unwrap_or_else(|| p.today().year());
    let mut tx = app.read().await?;
    let calendar = calendar::of(&mut tx, organisation).await?;
    let in_year = |one: &OwnDay| one.day.year() == year;
    let own = store::days(&mut tx, organisation).await?.into_iter().filter(in_year).collect();
    let status = match calendar.status(year) {
        YearStatus::Announced => "calendar-announced",
        YearStatus::PartlyProposed => "calendar-partly",
        YearStatus::Proposed => "calendar-proposed",
        YearStatus::Unknown => "calendar-unknown",
    };
    let (sources, spans) = (calendar.sources(year).to_vec(), spans(&calendar, year));
    Ok(CalendarPage { p, year, status, sources, spans, own, form })
}

/// What differs from an ordinary week, week-ends inside a span of days off included.
fn spans(calendar: &Calendar, year: i16) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for day in date(year, 1, 1).series(1.day()).take_while(|day| day.year() == year) {
        let Some(what) = what(calendar.kind(day)) else { continue };
        match spans.last_mut() {
            Some(span) if span.what == what && span.last.saturating_add(1.day()) == day => span.last = day,
            _ => spans.push(Span { first: day, last: day, what }),
        }
    }
    spans
}

fn what(kind: DayKind) -> Option<&'static str> {
    match kind {
        DayKind::Working | DayKind::Off(DayOff::Weekend | DayOff::Organisation) | DayKind::AddedWorking => None,
        DayKind::MakeUp => Some("day-make-up"),
        DayKind::Off(DayOff::NewYear) => Some("day-new-year"),
        DayKind::Off(DayOff::LunarNewYear) => Some("day-lunar-new-year"),
        DayKind::Off(DayOff::HungKings) => Some("day-hung-kings"),
        DayKind::Off(DayOff::Reunification) => Some("day-reunification"),
        DayKind::Off(DayOff::Labour) => Some("day-labour"),
        DayKind::Off(DayOff::NationalDay) => Some("day-national"),
        DayKind::Off(DayOff::CultureDay) => Some("day-culture"),
        DayKind::Off(DayOff::Swap) => Some("day-swap"),
    }
}

async fn add(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let allowed = visitor.actor.require(Action::ManageOrganisation);
    let verb = match allowed.and_then(|()| read(&form, app.clock.now())) {
        Ok(verb) => verb,
        Err(refusal @ Refusal::Forbidden(_)) => return answer::plain(visitor.locale, &refusal),
        Err(refusal) => return refused(&app, visitor, form, &refusal).await,
    };
    let year = verb.first.year();
    match app.perform(&visitor.actor, verb).await {
        Ok(_) => answer::go(&format!("/organisation/calendar?year={year}")),
        Err(refusal @ Refusal::Invalid(_)) => refused(&app, visitor, form, &refusal).await,
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

fn read(form: &Form, now: i64) -> Result<AddDays, Refusal> {
    let missing = || Refusal::invalid(Problem::new("field-empty").at("first"));
    let first = fields::day(form, "first", now)?.ok_or_else(missing)?;
    let last = fields::day(form, "last", now)?.unwrap_or(first);
    Ok(AddDays { first, last, worked: form.is("worked", "yes"), reason: form.value("reason").to_owned() })
}

async fn refused(app: &App, visitor: Visitor, form: Form, refusal: &Refusal) -> Response {
    let (form, status) = (form.refused(visitor.locale, refusal), refusal.status());
    page(app, visitor, None, form, status).await
}

async fn remove(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    if let Err(refusal) = visitor.actor.require(Action::ManageOrganisation) {
        return answer::plain(visitor.locale, &refusal);
    }
    let removed = match form.value("day").parse::<Date>() {
        Ok(day) => app.perform(&visitor.actor, RemoveDay { day }).await.map(|()| day.year()),
        Err(_) => Err(Refusal::NotFound),
    };
    match removed {
        Ok(year) => answer::go(&format!("/organisation/calendar?year={year}")),
        Err(refusal @ Refusal::Invalid(_)) => refused(&app, visitor, Form::default(), &refusal).await,
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
