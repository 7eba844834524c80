//! `/account/strong`: proving a second factor, then going on with what was refused. `/organisation/strong`: asking for it.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use super::again::{Asked, page};
use super::{SetStrongSessions, confirm};
use crate::app::App;
use crate::sign_in::pages::own_place;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::visitor::Visitor;

pub(in crate::sign_in) fn routes() -> Router<App> {
    Router::new().route("/account/strong", get(show).post(prove)).route("/organisation/strong", post(set))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct To {
    to: String,
}

async fn show(State(app): State<App>, visitor: Visitor, Query(to): Query<To>) -> Response {
    page(&app, visitor, Asked { path: own_place(&to.to), fields: Vec::new() }, Form::default(), 200).await
}

/// Right: the browser sends the same form to where it was refused (307 keeps it). The code that comes along is used up.
async fn prove(State(app): State<App>, visitor: Visitor, Query(to): Query<To>, form: Form) -> Response {
    let place = own_place(&to.to);
    match confirm(&app, &visitor, form.value("strong-code")).await {
        Ok(()) if form.has("strong-again") => Redirect::temporary(&place).into_response(),
        Ok(()) => answer::go(&place),
        Err(refusal) => {
            let (locale, status) = (visitor.locale, refusal.status());
            let kept = form.pairs().filter(|(name, _)| !name.starts_with("strong-"));
            let fields = kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            let fields = if form.has("strong-again") { fields } else { Vec::new() };
            page(&app, visitor, Asked { path: place, fields }, form.refused(locale, &refusal), status).await
        }
    }
}

async fn set(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    match app.perform(&visitor.actor, SetStrongSessions { asked: form.value("asked") == "yes" }).await {
        Ok(()) => answer::go("/organisation"),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
