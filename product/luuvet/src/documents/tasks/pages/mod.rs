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
use axum::routing::{get, post};

use crate::app::App;

/// The pages of this part.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/documents/{id}/opened", post(marks::opened))
        .route("/documents/{id}/read", post(marks::read))
        .route("/documents/{id}/done", get(done::show).post(done::send))
        .route("/documents/{id}/finish", get(whole::show_finish).post(whole::finish))
        .route("/documents/{id}/reopen", get(whole::show_reopen).post(whole::reopen))
        .route("/documents/{id}/file", get(whole::show_file).post(whole::file))
        .route("/documents/{id}/readers", get(readers::show))
        .route("/documents/{id}/remind-readers", post(readers::remind))
        .route("/tasks/{id}/finish", get(finish::show).post(finish::send))
        .route("/tasks/{id}/{deed}", get(deed::show).post(deed::send))
}
