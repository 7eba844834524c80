//! The addresses of tasks.

mod after;
mod deed;
mod done;
mod finish;
mod forms;
mod marks;
mod readers;
mod whole;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::App;
use crate::web::upload;

/// The pages of this part.
pub fn routes() -> Router<App> {
    // A photo from a phone is larger than what a form may be.
    let uploads = Router::new()
        .route("/documents/{id}/done", get(done::show).post(done::send))
        .route("/tasks/{id}/finish", get(finish::show).post(finish::send))
        .layer(DefaultBodyLimit::max(upload::LARGEST + 1_000_000));
    Router::new()
        .route("/documents/{id}/opened", post(marks::opened))
        .route("/documents/{id}/read", post(marks::read))
        .route("/documents/{id}/finish", get(whole::show_finish).post(whole::finish))
        .route("/documents/{id}/reopen", get(whole::show_reopen).post(whole::reopen))
        .route("/documents/{id}/file", get(whole::show_file).post(whole::file))
        .route("/documents/{id}/readers", get(readers::show))
        .route("/documents/{id}/remind-readers", post(readers::remind))
        .route("/tasks/{id}/{deed}", get(deed::show).post(deed::send))
        .merge(uploads)
}
