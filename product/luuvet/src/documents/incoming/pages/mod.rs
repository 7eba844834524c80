//! The pages of incoming documents.

mod bulk;
mod direct;
mod fresh;
mod original;
mod read;
mod register;
mod rules;
mod submit;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::Response;
use axum::routing::{get, post};
use luuvet_domain::access::Action;
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::clock;
use crate::documents::incoming::store::{self, Seat};
use crate::documents::permitted;
use crate::documents::store::{Document, Owner, StoredFile};
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::upload;
use crate::web::visitor::Visitor;
use crate::work::Actor;

/// The pages of this part.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/incoming/new", get(fresh::show).post(fresh::arrive))
        .route("/incoming/files", post(fresh::take_files).layer(DefaultBodyLimit::max(upload::LARGEST + 1_000_000)))
        .route("/incoming/register", post(bulk::register))
        .route("/incoming/rules", get(rules::show).post(rules::add))
        .route("/incoming/rules/{rule}/remove", post(rules::remove))
        .route("/documents/{id}/register", get(register::show).post(register::register))
        .route("/documents/{id}/register-and-submit", post(register::register_and_submit))
        .route("/documents/{id}/refuse", get(register::show_refuse).post(register::refuse))
        .route("/documents/{id}/submit-incoming", get(submit::show).post(submit::submit))
        .route("/documents/{id}/direct", get(direct::show).post(direct::direct))
        .route("/documents/{id}/hand-over", get(original::show).post(original::hand_over))
        .route("/documents/{id}/original-received", post(original::receipt))
}

/// Refuses who may not do this at all, with who can.
fn require(actor: &Actor, action: Action) -> Result<(), Refusal> {
    actor.require(action)
}

/// An incoming document that the visitor may see, with its files.
async fn incoming(app: &App, actor: &Actor, id: DocumentId) -> Result<(Document, Vec<StoredFile>), Refusal> {
    let (document, files) = permitted::find(&mut app.read().await?, actor, id).await?;
    if document.direction == "incoming" { Ok((document, files)) } else { Err(Refusal::NotFound) }
}

/// Every position of today.
async fn seats(app: &App, actor: &Actor) -> Result<Vec<Seat>, Refusal> {
    let day = clock::day(app.clock.now()).to_string();
    Ok(store::positions_on(&mut app.read().await?, actor.organisation, &day).await?)
}

/// Departments in which somebody holds a position, with their names, each once and in order of appearance.
fn departments(seats: &[Seat]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for seat in seats.iter().filter(|seat| seat.held) {
        if let Some(id) = seat.department.filter(|id| !found.iter().any(|(known, _)| *known == id.to_string())) {
            found.push((id.to_string(), seat.department_name.clone()));
        }
    }
    found
}

/// `p:` and a position's id, or `d:` and a department's; a bare id is a position (pickers send those).
fn owner(text: &str) -> Option<Owner> {
    match text.trim().split_once(':') {
        Some(("d", id)) => id.parse().ok().map(Owner::Department),
        Some(("p", id)) => id.parse().ok().map(Owner::Position),
        _ => text.trim().parse().ok().map(Owner::Position),
    }
}

/// All owners that a field names.
fn owners(form: &Form, name: &'static str) -> Result<Vec<Owner>, Refusal> {
    let named = form.values(name).iter().filter(|value| !value.trim().is_empty());
    let unknown = || Refusal::invalid(Problem::new("assignee-unknown").at(name));
    named.map(|value| owner(value).ok_or_else(unknown)).collect()
}

/// The page of a document.
fn document(id: DocumentId) -> Response {
    answer::go(&format!("/documents/{id}"))
}

/// A refusal as a page of its own.
fn plain(visitor: &Visitor, refusal: &Refusal) -> Response {
    answer::plain(visitor.locale, refusal)
}
