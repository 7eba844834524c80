//! The pages of delivery: the preview of issuing, who has received it, recall, further recipients.

mod issue;
mod recall;
mod recipients;
mod sheet;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages of this part.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/documents/{id}/issue", get(issue::show).post(issue::issue))
        .route("/documents/{id}/delivery", get(sheet::show))
        .route("/documents/{id}/delivery/remind", post(sheet::remind))
        .route("/documents/{id}/delivery/table.csv", get(sheet::table))
        .route("/documents/{id}/recall", get(recall::show).post(recall::recall))
        .route("/documents/{id}/recipients", get(recipients::show).post(recipients::add))
}
