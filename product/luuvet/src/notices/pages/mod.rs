//! `/notices` and `/account/notices`.

mod devices;
mod list;
mod settings;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages of this part.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/notices", get(list::show))
        .route("/notices/read", post(list::read))
        .route("/notices/{id}", get(list::follow))
        .route("/account/notices", get(settings::show).post(settings::save))
        .route("/account/notices/devices", post(devices::subscribe))
        .route("/account/notices/devices/{id}/remove", post(devices::unsubscribe))
}
