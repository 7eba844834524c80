//! Style sheet, script, icons: named by their content and kept by browsers for a year.

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;

/// `/assets/…` and the service worker, which has to stand at the root.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/assets/{name}", get(|Path(name): Path<String>| async move { asset(&name, YEAR) }))
        .route("/service-worker.js", get(|| async { asset("service-worker.js", FRESH) }))
}

const YEAR: &str = "public, max-age=31536000, immutable";
const FRESH: &str = "no-cache";

fn asset(name: &str, keep: &'static str) -> Response {
    match luuvet_ui::asset(name) {
        Some(asset) => {
            let body = axum::body::Bytes::from_static(&asset.bytes);
            ([(header::CONTENT_TYPE, asset.content_type), (header::CACHE_CONTROL, keep)], body).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
