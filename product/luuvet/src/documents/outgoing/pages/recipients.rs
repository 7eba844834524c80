//! Picking recipients: by the picker, or without script by sending the form with words to look for.

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use vietnamese::fold;

use super::related::{Asked, Choice};
use super::view;
use crate::app::App;
use crate::clock;
use crate::documents::outgoing::store::choices::{self, Choices};
use crate::locale::{Locale, text};
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::visitor::Visitor;

/// Recipients offered at once.
const MOST: usize = 20;

/// `/drafts/recipients`: who can receive a document, for the picker.
pub async fn search(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    match find(&app, &visitor, &asked).await {
        Ok(found) => Json(found).into_response(),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn find(app: &App, visitor: &Visitor, asked: &Asked) -> Result<Vec<Choice>, Refusal> {
    let day = clock::day(app.clock.now()).to_string();
    let choices = choices::choices(&mut app.read().await?, visitor.actor.organisation, &day).await?;
    Ok(fitting(&choices, asked.words(), visitor.locale))
}

/// Organisations of the line, departments and people whose name fits, by parts of words or initials.
pub fn fitting(choices: &Choices, words: &str, locale: Locale) -> Vec<Choice> {
    if words.trim().is_empty() {
        return Vec::new();
    }
    let all = view::Choice::recipients(choices).into_iter().filter(|one| fold::matches(words, &one.label));
    all.take(MOST).map(|one| Choice { note: text(locale, note(&one.value)), id: one.value, name: one.label }).collect()
}

fn note(value: &str) -> &'static str {
    match value.split_once(':') {
        Some(("organisation", _)) => "draft-recipient-organisations",
        Some(("department", _)) => "draft-recipient-departments",
        _ => "draft-recipient-positions",
    }
}

/// Whether the form was sent to look for a recipient: words, and nobody picked yet.
pub fn is_asking(form: &Form) -> bool {
    form.has("recipient_q") && !form.has("recipient_pick")
}
