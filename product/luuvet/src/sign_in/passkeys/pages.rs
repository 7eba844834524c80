//! `/account/passkeys/…` and `/sign-in/passkey/…`: what the script exchanges with the device, as JSON.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;
use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};

use crate::app::App;
use crate::locale::{Locale, sentence};
use crate::refusal::Refusal;
use crate::sign_in::pages::{own_place, session_cookie};
use crate::sign_in::passkeys::{RemovePasskey, ceremony};
use crate::web::answer;
use crate::web::visitor::{Guest, Visitor};

/// The addresses of passkeys.
pub(in crate::sign_in) fn routes() -> Router<App> {
    Router::new()
        .route("/account/passkeys/begin", post(begin_making))
        .route("/account/passkeys/finish", post(finish_making))
        .route("/account/passkeys/{id}/remove", post(remove))
        .route("/sign-in/passkey/begin", post(begin_entering))
        .route("/sign-in/passkey/finish", post(enter))
}

/// A refusal as the script shows it.
fn say(locale: Locale, refusal: &Refusal) -> Response {
    if let Refusal::Broken(cause) = refusal {
        tracing::error!(cause, "a passkey request failed");
    }
    let sentences: Vec<String> = refusal.problems().iter().map(|problem| sentence(locale, problem)).collect();
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(json!({ "detail": sentences.join(" ") }))).into_response()
}

async fn begin_making(State(app): State<App>, visitor: Visitor) -> Response {
    match ceremony::begin_making(&app, &visitor.actor).await {
        Ok(challenge) => Json(challenge).into_response(),
        Err(refusal) => say(visitor.locale, &refusal),
    }
}

#[derive(Deserialize)]
struct Made {
    ceremony: String,
    name: String,
    credential: RegisterPublicKeyCredential,
}

async fn finish_making(State(app): State<App>, visitor: Visitor, Json(made): Json<Made>) -> Response {
    let verb = ceremony::finish_making(&app, &visitor.actor, &made.ceremony, made.name, made.credential).await;
    let added = match verb {
        Ok(verb) => app.perform(&visitor.actor, verb).await,
        Err(refusal) => Err(refusal),
    };
    match added {
        Ok(()) => Json(json!({ "next": "/account#passkeys" })).into_response(),
        Err(refusal) => say(visitor.locale, &refusal),
    }
}

async fn remove(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Response {
    let removed = match hex::decode(&id) {
        Ok(credential) => app.perform(&visitor.actor, RemovePasskey { credential }).await,
        Err(_) => Err(Refusal::NotFound),
    };
    match removed {
        Ok(()) => answer::go("/account#passkeys"),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn begin_entering(State(app): State<App>, guest: Guest) -> Response {
    match ceremony::begin_entering(&app, &guest.from).await {
        Ok(challenge) => Json(challenge).into_response(),
        Err(refusal) => say(guest.locale, &refusal),
    }
}

#[derive(Deserialize)]
struct Proof {
    ceremony: String,
    #[serde(default)]
    next: String,
    credential: PublicKeyCredential,
}

async fn enter(State(app): State<App>, guest: Guest, Json(proof): Json<Proof>) -> Response {
    match ceremony::enter(&app, &proof.ceremony, proof.credential, guest.from).await {
        Ok(token) => {
            let next = own_place(&proof.next);
            ([(SET_COOKIE, session_cookie(&app, &token))], Json(json!({ "next": next }))).into_response()
        }
        Err(refusal) => say(guest.locale, &refusal),
    }
}
