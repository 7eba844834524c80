//! `/gallery`: every component in every state, beside the demo world only.

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::web::answer;

/// The gallery's page.
pub fn routes() -> Router<App> {
    Router::new().route("/gallery", get(gallery))
}

async fn gallery(State(app): State<App>, request: Request) -> Response {
    if !app.settings.demo {
        return answer::nothing_here(request).await;
    }
    Html(luuvet_ui::gallery(answer::locale(request.headers()))).into_response()
}
