//! Pages: HTML from the server, usable without script.
//!
//! Start reading at [`router`]. [`visitor`] says who asks, [`page`] puts a page into the shell, [`answer`] turns a
//! refusal into a page, [`guard`] keeps foreign sites and foreign script out.

pub mod answer;
pub mod assets;
pub mod events;
pub mod form;
mod gallery;
pub mod guard;
pub mod page;
pub mod twice;
pub mod upload;
pub mod visitor;

use axum::Router;
use axum::middleware;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use crate::app::App;
use crate::{api, documents, dossiers, home, notices, organisations, search, sign_in, trace, unsent};

/// Every page of the program.
pub fn router(app: App) -> Router {
    let small_or_streaming = SizeAbove::new(256).and(NotForContentType::SSE).and(NotForContentType::IMAGES);
    Router::new()
        .merge(home::routes())
        .merge(sign_in::routes())
        .merge(documents::routes())
        .merge(dossiers::routes())
        .merge(search::routes())
        .merge(organisations::routes())
        .merge(trace::routes())
        .merge(notices::routes())
        .merge(api::routes())
        .merge(assets::routes())
        .merge(events::routes())
        .merge(gallery::routes())
        .fallback(answer::nothing_here)
        .layer(middleware::from_fn_with_state(twice::Sent::default(), twice::once))
        .layer(middleware::from_fn_with_state(app.clone(), unsent::keep))
        .layer(middleware::from_fn_with_state(app.clone(), sign_in::strong::again::offer))
        .layer(middleware::from_fn(guard::same_site))
        .layer(middleware::from_fn(guard::headers))
        .layer(CompressionLayer::new().compress_when(small_or_streaming))
        .with_state(app)
}
