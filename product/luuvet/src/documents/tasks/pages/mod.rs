//! The addresses of tasks.

mod marks;

use axum::Router;
use axum::routing::post;

use crate::app::App;

/// The pages of this part.
pub fn routes() -> Router<App> {
    Router::new().route("/documents/{id}/opened", post(marks::opened)).route("/documents/{id}/read", post(marks::read))
}
