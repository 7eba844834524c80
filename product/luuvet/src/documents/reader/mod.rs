//! The page of a document: page images in view, beside them facts, circuit, tasks, actions and trace.
//!
//! Every part adds its own: what can be done ([`deed`]), its facts, its sections. The reader puts them in one place, the
//! next step first.

pub mod deed;
mod page;
mod pictures;
mod sections;
mod text;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// `/documents/{id}` and what is shown in it.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/documents/{id}", get(page::show))
        .route("/documents/{id}/trace", get(page::trace))
        .route("/documents/{id}/files/{file}/pages/{page}", get(pictures::page))
        .route("/documents/{id}/files/{file}/download", get(pictures::download))
        .route("/documents/{id}/files/{file}/text", get(text::show))
}
