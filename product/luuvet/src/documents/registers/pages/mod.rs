//! The pages of registers and numbers.

mod book;
mod export;
mod import;
mod number;
mod open;
mod report;
mod series;
mod sheet;
mod shelf;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use luuvet_db::Tx;
use luuvet_domain::access::Action;
use luuvet_domain::ids::RegisterId;

use crate::app::App;
use crate::documents::registers::store::{self, Series};
use crate::refusal::Refusal;
use crate::web::upload;
use crate::work::Actor;

/// The pages of this part.
pub fn routes() -> Router<App> {
    let uploads = Router::new()
        .route("/registers/open-behind", get(open::show_behind).post(open::open_behind))
        .route("/registers/import", get(import::show).post(import::import))
        .layer(DefaultBodyLimit::max(upload::LARGEST + 1_000_000));
    Router::new()
        .route("/registers", get(shelf::show))
        .route("/registers/open", get(open::show).post(open::open))
        .route("/registers/report", get(report::show))
        .route("/registers/number-series", post(series::number))
        .route("/registers/{id}", get(book::show))
        .route("/registers/{id}/follow-up", get(book::show_follow_up))
        .route("/registers/{id}/excel", get(export::excel))
        .route("/registers/{id}/pdf", get(export::pdf))
        .route("/registers/{id}/scan", get(export::scan))
        .route("/registers/{id}/confirm", post(shelf::confirm))
        .route("/registers/{id}/reserve", get(number::show_reserve).post(number::reserve))
        .route("/registers/{id}/cancel", get(number::show_cancel).post(number::cancel))
        .route("/documents/{id}/number", get(number::show).post(number::number))
        .route("/documents/{id}/cancel-number", get(number::cancel_of_document))
        .route("/documents/{id}/directive-sheet", get(sheet::show))
        .merge(uploads)
}

/// A register for somebody who may see registers.
async fn readable(tx: &mut Tx, actor: &Actor, id: RegisterId) -> Result<Series, Refusal> {
    only(actor, Action::SeeRegisters)?;
    store::series::find(tx, actor.organisation, id).await?.ok_or(Refusal::NotFound)
}

/// Whoever sees no registers has no page of them; whoever sees them and may not do this is told who can.
fn only(actor: &Actor, action: Action) -> Result<(), Refusal> {
    if actor.may(Action::SeeRegisters) { actor.require(action) } else { Err(Refusal::NotFound) }
}
