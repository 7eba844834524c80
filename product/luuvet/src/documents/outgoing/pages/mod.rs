//! The pages of drafting and approving.

mod act;
mod draft;
mod files;
mod input;
mod list;
mod recipients;
mod related;
mod submit;
mod versions;
pub(in crate::documents) mod view;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::Response;
use axum::routing::{get, post};
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::documents::outgoing::store::lists;
use crate::refusal::Refusal;
use crate::web::visitor::Visitor;
use crate::web::{answer, upload};

/// The pages of this part.
pub fn routes() -> Router<App> {
    let uploads = Router::new()
        .route("/drafts/{id}/files", post(files::add))
        .route("/documents/{id}/bring", get(files::bring).post(files::brought))
        .layer(DefaultBodyLimit::max(upload::LARGEST + 1_000_000));
    Router::new()
        .route("/drafts/new", get(draft::new).post(draft::begin))
        .route("/drafts/recipients", get(recipients::search))
        .route("/drafts/related", get(related::search))
        .route("/drafts/{id}", get(draft::show).post(draft::change))
        .route("/drafts/{id}/autosave", post(draft::autosave))
        .route("/drafts/{id}/files/{file}/remove", post(files::remove))
        .route("/documents/{id}/submit", get(submit::show).post(submit::submit))
        .route("/documents/{id}/steps", get(submit::steps).post(submit::change))
        .route("/documents/{id}/approve", get(act::approve).post(act::approved))
        .route("/documents/{id}/opinion", get(act::opinion).post(act::given))
        .route("/documents/{id}/return", get(act::give_back).post(act::given_back))
        .route("/documents/{id}/withdraw", get(act::withdraw).post(act::withdrawn))
        .route("/documents/{id}/discard", get(act::discard).post(act::discarded))
        .route("/documents/{id}/close-opinions", get(act::close).post(act::closed))
        .route("/documents/{id}/versions", get(versions::show))
        .route("/submissions", get(list::show))
        .merge(uploads)
}

/// On to the next document that waits for this person, or back to the one at hand.
async fn onward(app: &App, visitor: &Visitor, document: DocumentId) -> Response {
    let next = async {
        let mut tx = app.read().await?;
        Ok::<_, Refusal>(lists::next(&mut tx, &visitor.actor).await?)
    };
    match next.await {
        Ok(next) => answer::go(&format!("/documents/{}", next.unwrap_or(document))),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
