//! Answers: a page, another place, or a refusal said in a sentence.

use askama::Template;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::api;
use crate::locale::{Locale, sentence, text};
use crate::refusal::Refusal;
use crate::web::twice;
use crate::work::WEAK;

/// The cookie of the chosen language.
pub const LANGUAGE_COOKIE: &str = "luuvet-language";

/// A template as an answer.
pub fn html(template: &impl Template) -> Response {
    match template.render() {
        Ok(body) => Html(twice::mark(body)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a template did not render");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A template as an answer that refuses.
pub fn html_with(status: u16, template: &impl Template) -> Response {
    let mut response = html(template);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

/// On to another page after a change.
pub fn go(place: &str) -> Response {
    Redirect::to(place).into_response()
}

/// The language of a request: chosen, or what the browser prefers, Vietnamese first.
#[must_use]
pub fn locale(headers: &HeaderMap) -> Locale {
    let preferred = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Locale::choose(cookie(headers, LANGUAGE_COOKIE), preferred)
}

/// The value of a cookie.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

#[derive(Template)]
#[template(path = "web/views/refusal.html")]
struct RefusalPage {
    locale: Locale,
    title: String,
    sentences: Vec<String>,
    home: String,
    /// Whether a second factor would help, and the words that lead there.
    weak: bool,
    strong: String,
}

/// Marks an answer that only a weak session caused.
#[derive(Clone, Copy, Debug)]
pub struct Weak;

/// A refusal as a page of its own. The cause goes to the log.
pub fn plain(locale: Locale, refusal: &Refusal) -> Response {
    if let Refusal::Broken(cause) | Refusal::Unready(_, cause) = refusal {
        tracing::error!(cause, "a request failed");
    }
    let status = refusal.status();
    let page = RefusalPage {
        locale,
        title: text(locale, &format!("refusal-{status}")),
        sentences: refusal.problems().iter().map(|problem| sentence(locale, problem)).collect(),
        home: text(locale, "refusal-home"),
        weak: matches!(refusal, Refusal::Forbidden(problem) if problem.code == WEAK),
        strong: text(locale, "strong-title"),
    };
    let mut response = html_with(status, &page);
    if matches!(refusal, Refusal::Forbidden(problem) if problem.code == WEAK) {
        response.extensions_mut().insert(Weak);
    }
    response
}

/// What is not an address of ours.
pub async fn nothing_here(request: Request) -> Response {
    let locale = locale(request.headers());
    if request.uri().path().starts_with(api::ROOT) {
        return api::nothing_here(locale);
    }
    plain(locale, &Refusal::NotFound)
}
