//! Numbers of documents: give, choose, reserve, cancel.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use luuvet_domain::access::Action;
use luuvet_domain::documents::Number;
use luuvet_domain::ids::{DocumentId, RegisterId};
use serde::Deserialize;

use super::readable;
use crate::app::App;
use crate::documents::permitted;
use crate::documents::registers::cancel::CancelNumber;
use crate::documents::registers::candidate::Numbered;
use crate::documents::registers::insert::InsertNumber;
use crate::documents::registers::number::GiveNumber;
use crate::documents::registers::reserve::ReserveNumber;
use crate::documents::registers::store::{Entry, Series, numbers, series};
use crate::documents::registers::use_reserved::UseReservedNumber;
use crate::documents::registers::{book, kinds};
use crate::documents::store::Document;
use crate::locale::text;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/registers/views/number.html")]
struct NumberPage {
    p: Page,
    form: Form,
    document: Document,
    books: Vec<Series>,
    reserved: Vec<Entry>,
}

impl NumberPage {
    fn on(&self, day: &jiff::civil::Date) -> String {
        vietnamese::dates::short(*day)
    }
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, Form::default().with("way", "next"), 200).await
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, form: Form) -> Result<NumberPage, Refusal> {
    let mut tx = app.read().await?;
    let (document, _) = permitted::find(&mut tx, &visitor.actor, id).await?;
    visitor.actor.require(Action::Number)?;
    let year = crate::clock::day(app.clock.now()).year();
    let direction = book::direction(kinds::kinds()?, kinds::kind(&document.kind)?);
    let mut books = series::of_year(&mut tx, visitor.actor.organisation, direction, year).await?;
    books
        .retain(|book| !book.waits() && book.closed.is_none() && (book.kinds.is_empty() || book.takes(&document.kind)));
    let mut reserved = numbers::reserved(&mut tx, visitor.actor.organisation).await?;
    reserved.retain(|entry| books.iter().any(|book| book.id == entry.register));
    drop(tx);
    let title = text(visitor.locale, "number-title");
    let p = Page::load(app, visitor, "nav-outgoing", title).await?;
    Ok(NumberPage { p, form, document, books, reserved })
}

pub(super) async fn number(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
    form: Form,
) -> Response {
    match give(&app, &visitor, id, &form).await {
        Ok(_) => answer::go(&format!("/documents/{id}")),
        Err(refusal @ Refusal::Invalid(_)) if visitor.actor.may(Action::Number) => {
            let form = if form.has("way") { form } else { form.with("way", "next") };
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, id, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

/// The next number, a reserved one, or one between two others, as the form says.
async fn give(app: &App, visitor: &Visitor, document: DocumentId, form: &Form) -> Result<Numbered, Refusal> {
    let (actor, unit) = (&visitor.actor, form.value("unit").to_owned());
    let register: Option<RegisterId> = form.parse("register")?;
    let choose = |field| Refusal::invalid(Problem::new("field-choose").at(field));
    match form.value("way") {
        "reserved" => {
            let (register, number) = form.value("reserved").split_once(' ').ok_or_else(|| choose("reserved"))?;
            let register = register.parse().map_err(|_| choose("reserved"))?;
            let number = Number::parse(number).map_err(|_| choose("reserved"))?;
            app.perform(actor, UseReservedNumber { register, number, document, unit }).await
        }
        "insert" => {
            let register = register.ok_or_else(|| choose("register"))?;
            let behind = Number::parse(form.value("behind"))
                .map_err(|_| Refusal::invalid(Problem::new("number-outside-register").at("behind")))?;
            let reason = form.value("reason").to_owned();
            app.perform(actor, InsertNumber { register, behind, document, reason, unit }).await
        }
        _ => app.perform(actor, GiveNumber { document, register, unit }).await,
    }
}

#[derive(Template)]
#[template(path = "documents/registers/views/reason.html")]
struct ReasonPage {
    p: Page,
    form: Form,
    series: Series,
    /// The number that is cancelled; none when one is reserved.
    number: Option<Number>,
}

/// Which number.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    number: String,
}

async fn reason_page(
    app: &App,
    visitor: Visitor,
    id: RegisterId,
    number: Option<Number>,
    form: Form,
    status: u16,
) -> Response {
    let locale = visitor.locale;
    let loaded = async {
        let series = readable(&mut app.read().await?, &visitor.actor, id).await?;
        visitor.actor.require(Action::Number)?;
        let title = text(locale, if number.is_some() { "number-cancel-title" } else { "number-reserve-title" });
        let p = Page::load(app, visitor, "nav-registers", title).await?;
        Ok(ReasonPage { p, form, series, number })
    };
    match loaded.await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

pub(super) async fn show_reserve(State(app): State<App>, visitor: Visitor, Path(id): Path<RegisterId>) -> Response {
    reason_page(&app, visitor, id, None, Form::default(), 200).await
}

pub(super) async fn reserve(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<RegisterId>,
    form: Form,
) -> Response {
    let verb = ReserveNumber { register: id, reason: form.value("reason").to_owned() };
    match app.perform(&visitor.actor, verb).await {
        Ok(_) => answer::go(&format!("/registers/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            reason_page(&app, visitor, id, None, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

pub(super) async fn show_cancel(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<RegisterId>,
    Query(which): Query<Which>,
) -> Response {
    match Number::parse(&which.number) {
        Ok(number) => reason_page(&app, visitor, id, Some(number), Form::default(), 200).await,
        Err(_) => answer::plain(visitor.locale, &Refusal::NotFound),
    }
}

pub(super) async fn cancel(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<RegisterId>,
    form: Form,
) -> Response {
    let Ok(number) = Number::parse(form.value("number")) else {
        return answer::plain(visitor.locale, &Refusal::NotFound);
    };
    let verb = CancelNumber { register: id, number, reason: form.value("reason").to_owned() };
    match app.perform(&visitor.actor, verb).await {
        Ok(()) => answer::go(&format!("/registers/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            reason_page(&app, visitor, id, Some(number), form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

/// From a document to the page that cancels its number.
pub(super) async fn cancel_of_document(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
) -> Response {
    let found = async {
        let mut tx = app.read().await?;
        permitted::find(&mut tx, &visitor.actor, id).await?;
        visitor.actor.require(Action::Number)?;
        let numbered = numbers::of_document(&mut tx, visitor.actor.organisation, id).await?;
        numbered.ok_or_else(|| Refusal::Meanwhile(Problem::new("number-none")))
    };
    match found.await {
        Ok(entry) => answer::go(&format!("/registers/{}/cancel?number={}", entry.register, entry.row.number)),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
