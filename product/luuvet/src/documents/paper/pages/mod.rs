//! The pages of paper: the list of kinds, entering a signed document, who holds what.

mod holders;
mod kinds;
mod signed;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::App;
use crate::web::upload;

/// The pages of this part.
pub fn routes() -> Router<App> {
    let uploads = Router::new()
        .route("/documents/{id}/paper-signed", get(signed::show).post(signed::enter))
        .route("/documents/{id}/scan", get(signed::show_scan).post(signed::replace))
        .layer(DefaultBodyLimit::max(upload::LARGEST + 1_000_000));
    Router::new()
        .route("/organisation/paper-kinds", get(kinds::show).post(kinds::list))
        .route("/organisation/paper-kinds/{id}/end", post(kinds::end))
        .route("/documents/{id}/paper", get(holders::show).post(holders::hand_over))
        .route("/documents/{id}/paper/{handover}/received", post(holders::receipt))
        .merge(uploads)
}
