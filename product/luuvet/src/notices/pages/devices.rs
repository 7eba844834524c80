//! `/account/notices/devices`: what the script exchanges with the browser.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::app::App;
use crate::locale::sentence;
use crate::notices::{SubscribeDevice, UnsubscribeDevice};
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::visitor::Visitor;

/// A subscription as browsers write it.
#[derive(Deserialize)]
pub(super) struct Subscribed {
    endpoint: String,
    keys: Keys,
}

#[derive(Deserialize)]
struct Keys {
    p256dh: String,
    auth: String,
}

/// `POST /account/notices/devices`.
pub(super) async fn subscribe(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Json(said): Json<Subscribed>,
) -> Response {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let verb = SubscribeDevice {
        endpoint: said.endpoint,
        key: said.keys.p256dh,
        auth: said.keys.auth,
        agent: agent.chars().take(200).collect(),
        language: visitor.locale.code().to_owned(),
    };
    let done = match checked(&app, &verb) {
        Ok(()) => app.perform(&visitor.actor, verb).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(_) => Json(json!({ "next": "/account/notices" })).into_response(),
        Err(refusal) => {
            let sentences: Vec<String> = refusal.problems().iter().map(|one| sentence(visitor.locale, one)).collect();
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, Json(json!({ "detail": sentences.join(" ") }))).into_response()
        }
    }
}

/// Only push services of the world are sent to.
fn checked(app: &App, verb: &SubscribeDevice) -> Result<(), Refusal> {
    let Some(pusher) = &app.settings.messages.pusher else {
        return Err(Refusal::invalid(Problem::new("push-closed")));
    };
    pusher.accepts(&verb.endpoint).map(drop).map_err(|_| Refusal::invalid(Problem::new("push-endpoint")))
}

/// `POST /account/notices/devices/{id}/remove`.
pub(super) async fn unsubscribe(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Response {
    match app.perform(&visitor.actor, UnsubscribeDevice { device: id }).await {
        Ok(()) => answer::go("/account/notices#push"),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
