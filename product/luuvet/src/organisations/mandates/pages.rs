//! `/organisation/mandates`: who signs for whom, who stands in for whom, who keeps the seal.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::ToSpan;
use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::documents::Kind;
use luuvet_domain::ids::PositionId;
use luuvet_domain::signing::MandateKind;

use crate::app::App;
use crate::locale::text;
use crate::organisations::fields::{day, day_or_today};
use crate::organisations::mandates::store::{self, Mandate, Stand};
use crate::organisations::mandates::{
    EndMandate, EndSubstitute, GiveMandate, HandOverSeal, NameSubstitute, ReturnSeal,
};
use crate::organisations::people::list::store::{self as people, Holding};
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

pub(in crate::organisations) fn routes() -> Router<App> {
    Router::new()
        .route("/organisation/mandates", get(show).post(give))
        .route("/organisation/mandates/{id}/end", post(end))
        .route("/organisation/substitutes", post(substitute))
        .route("/organisation/substitutes/{id}/end", post(end_substitute))
        .route("/organisation/seals", post(hand_over))
        .route("/organisation/seals/{id}/return", post(give_back))
}

#[derive(Template)]
#[template(path = "organisations/mandates/views/mandates.html")]
struct MandatesPage {
    p: Page,
    form: Form,
    mandates: Vec<Mandate>,
    substitutes: Vec<Stand>,
    seals: Vec<Stand>,
    positions: Vec<Holding>,
    kinds: &'static [MandateKind],
}

impl MandatesPage {
    /// "từ 01/08/2024 đến hết 31/07/2025": the last day that counts is shown.
    fn period(&self, period: &luuvet_domain::periods::Period) -> String {
        let from = vietnamese::dates::short(period.from);
        match period.until.and_then(|until| until.checked_sub(1.day()).ok()) {
            Some(last) => self.p.t2("period", "from", from, "last", vietnamese::dates::short(last)),
            None => self.p.t1("period-open", "from", from),
        }
    }
}

async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    page(&app, visitor, Form::default(), 200).await
}

async fn page(app: &App, visitor: Visitor, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, form: Form) -> Result<MandatesPage, Refusal> {
    if !visitor.actor.may(Action::ManageMandates) {
        return Err(Refusal::NotFound);
    }
    let organisation = visitor.actor.organisation;
    let title = text(visitor.locale, "mandates-title");
    let p = Page::load(app, visitor, "nav-organisation", title).await?;
    let day = p.today().to_string();
    let mut tx = app.read().await?;
    let mandates = store::mandates(&mut tx, organisation, &day).await?;
    let substitutes = store::substitutes(&mut tx, organisation, &day).await?;
    let seals = store::seals(&mut tx, organisation, &day).await?;
    let positions = people::all(&mut tx, organisation, &day).await?;
    Ok(MandatesPage { p, form, mandates, substitutes, seals, positions, kinds: MandateKind::ALL })
}

/// On to the page, or back to it with a sentence at each field.
async fn then<T>(app: &App, visitor: Visitor, form: Form, done: Result<T, Refusal>) -> Response {
    match done {
        Ok(_) => answer::go("/organisation/mandates"),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(app, visitor, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

/// The first day after the last one that was typed.
fn after_last(form: &Form, now: i64) -> Result<Option<Date>, Refusal> {
    let last = day(form, "until", now)?;
    Ok(last.and_then(|last| last.checked_add(1.day()).ok()))
}

fn position(form: &Form, name: &'static str) -> Result<PositionId, Refusal> {
    form.parse(name)?.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at(name)))
}

async fn give(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let now = app.clock.now();
    let done = async {
        let verb = GiveMandate {
            kind: form.parse("kind")?.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("kind")))?,
            position: position(&form, "position")?,
            on_behalf_of: form.parse("on_behalf_of")?,
            field: form.value("field").to_owned(),
            kinds: form.values("kinds").iter().filter_map(|code| Kind::from_code(code).ok()).collect(),
            basis: form.value("basis").to_owned(),
            from: day_or_today(&form, "from", now)?,
            until: after_last(&form, now)?,
        };
        app.perform(&visitor.actor, verb).await
    };
    let done = done.await;
    then(&app, visitor, form, done).await
}

async fn end(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, form: Form) -> Response {
    let done = async {
        let mandate = id.parse().map_err(|_| Refusal::NotFound)?;
        let until = day_or_today(&form, "until", app.clock.now())?;
        app.perform(&visitor.actor, EndMandate { mandate, until }).await
    };
    let done = done.await;
    then(&app, visitor, form, done).await
}

async fn substitute(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let now = app.clock.now();
    let done = async {
        let verb = NameSubstitute {
            position: position(&form, "position")?,
            substitute: position(&form, "substitute")?,
            from: day_or_today(&form, "from", now)?,
            until: after_last(&form, now)?.ok_or_else(|| Refusal::invalid(Problem::new("field-empty").at("until")))?,
            basis: form.value("basis").to_owned(),
        };
        app.perform(&visitor.actor, verb).await
    };
    let done = done.await;
    then(&app, visitor, form, done).await
}

async fn end_substitute(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Response {
    let done = match id.parse() {
        Ok(substitution) => app.perform(&visitor.actor, EndSubstitute { substitution }).await,
        Err(_) => Err(Refusal::NotFound),
    };
    then(&app, visitor, Form::default(), done).await
}

async fn hand_over(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let done = async {
        let verb = HandOverSeal {
            from: position(&form, "from")?,
            to: position(&form, "to")?,
            day: day_or_today(&form, "day", app.clock.now())?,
            minutes: form.value("minutes").to_owned(),
        };
        app.perform(&visitor.actor, verb).await
    };
    let done = done.await;
    then(&app, visitor, form, done).await
}

async fn give_back(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Response {
    let done = match id.parse() {
        Ok(hand_over) => app.perform(&visitor.actor, ReturnSeal { hand_over }).await,
        Err(_) => Err(Refusal::NotFound),
    };
    then(&app, visitor, Form::default(), done).await
}
