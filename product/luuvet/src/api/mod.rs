//! `/api/v1`: what the pages do, for programs.
//!
//! An [`Operation`] is one row of a table: method, path, scope, what it does. Changes are the program's verbs
//! ([`verbs`]): the JSON that a verb reads itself from is the body, with the path's places filled in, so that page and
//! API cannot differ. Questions are in [`reads`]. From the same table come the routes, the checks of scope, and
//! `/api/v1/openapi.json` ([`description`]), whose schemas are found by letting the types read themselves ([`shape`]).
//!
//! A program carries a token ([`tokens`]) as `Authorization: Bearer …`. The token stands for one person in one position,
//! as that position is today, and may do less than the person: its scopes. `Idempotency-Key` makes a repeated POST
//! answer again instead of acting again. Refusals are problem documents (RFC 9457) with the sentence that the page shows.

mod caller;
pub mod description;
mod operation;
mod problem;
mod reads;
pub mod scope;
mod shape;
pub mod tokens;
mod verbs;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::Response;
use axum::routing::get;

use crate::app::App;
use crate::locale::Locale;
use crate::refusal::Refusal;
pub use operation::{Method, Operation};

/// Where the API lies.
pub const ROOT: &str = "/api/v1";
/// Largest body, in bytes; files have their own limit.
const BODY: usize = 1_000_000;

/// Every operation, in the order of the description.
#[must_use]
pub fn operations() -> Vec<Operation> {
    let mut all = reads::operations();
    all.extend(verbs::operations());
    all
}

/// What is not an address of the API, as a problem document.
#[must_use]
pub fn nothing_here(locale: Locale) -> Response {
    problem::of(locale, &Refusal::NotFound)
}

/// The routes of all operations, of their description, and of the page of tokens.
pub fn routes() -> Router<App> {
    let router = Router::new().route("/api/v1/openapi.json", get(description::show)).merge(tokens::routes());
    let api = operations().into_iter().fold(Router::new(), |router, operation| {
        // The table has the paths; `tests/api` compares it with what is served.
        Router::route(router, &format!("{ROOT}/{}", operation.path), operation.route)
    });
    router.merge(api.layer(DefaultBodyLimit::max(BODY)))
}
