//! `/registers`: the registers by year, and the head's confirmation.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::access::Action;
use luuvet_domain::ids::RegisterId;

use super::only;
use crate::app::App;
use crate::documents::registers::confirm_register::ConfirmRegister;
use crate::documents::registers::store::{Series, shelf};
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/registers/views/shelf.html")]
struct ShelfPage {
    p: Page,
    /// Newest year first.
    years: Vec<(i16, Vec<Series>)>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor) -> Result<ShelfPage, Refusal> {
    only(&visitor.actor, Action::SeeRegisters)?;
    let organisation = visitor.actor.organisation;
    let title = text(visitor.locale, "registers-title");
    let p = Page::load(app, visitor, "nav-registers", title).await?;
    let mut tx = app.read().await?;
    let mut years: Vec<(i16, Vec<Series>)> = Vec::new();
    for series in shelf::all(&mut tx, organisation).await? {
        match years.last_mut().filter(|(year, _)| *year == series.numbers.year) {
            Some((_, of_year)) => of_year.push(series),
            None => years.push((series.numbers.year, vec![series])),
        }
    }
    Ok(ShelfPage { p, years })
}

pub(super) async fn confirm(State(app): State<App>, visitor: Visitor, Path(id): Path<RegisterId>) -> Response {
    match app.perform(&visitor.actor, ConfirmRegister { register: id }).await {
        Ok(()) => answer::go(&format!("/registers/{id}")),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
