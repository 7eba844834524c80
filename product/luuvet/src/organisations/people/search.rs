//! `/people/search`: who can be chosen, for the pickers.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::clock;
use crate::organisations::people::list::store;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::visitor::Visitor;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/people/search", get(search))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    department: String,
}

/// A choice of the picker: the position's id, because work belongs to positions.
#[derive(Serialize)]
struct Choice {
    id: String,
    name: String,
    note: String,
}

async fn search(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    match find(&app, &visitor, &asked).await {
        Ok(choices) => Json(choices).into_response(),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn find(app: &App, visitor: &Visitor, asked: &Asked) -> Result<Vec<Choice>, Refusal> {
    let day = clock::day(app.clock.now()).to_string();
    let department = asked.department.parse().ok();
    let mut tx = app.read().await?;
    let found = store::fitting(&mut tx, visitor.actor.organisation, &asked.q, department, &day).await?;
    let choices = found.into_iter().map(|holding| Choice {
        id: holding.position.to_string(),
        note: if holding.department.is_empty() {
            holding.title
        } else {
            format!("{} · {}", holding.title, holding.department)
        },
        name: holding.name,
    });
    Ok(choices.collect())
}
