//! Refusals as problem documents (RFC 9457).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::locale::{Locale, sentence, text};
use crate::refusal::{Problem, Refusal};

/// A refusal; its cause goes to the log.
pub fn of(locale: Locale, refusal: &Refusal) -> Response {
    if let Refusal::Broken(cause) | Refusal::Unready(_, cause) = refusal {
        tracing::error!(cause, "a request failed");
    }
    document(locale, refusal.status(), &refusal.problems())
}

/// Nobody is known by this token, or there is none.
pub fn unknown(locale: Locale) -> Response {
    let mut response = document(locale, 401, &[Problem::new("token-unknown")]);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

/// The body is no JSON, or not of the operation's form.
pub fn unreadable(locale: Locale, why: &str) -> Response {
    document(locale, 400, &[Problem::new("api-body").with("why", why)])
}

fn document(locale: Locale, status: u16, problems: &[Problem]) -> Response {
    let errors: Vec<_> = problems
        .iter()
        .map(|problem| json!({"code": problem.code, "field": problem.field, "detail": sentence(locale, problem)}))
        .collect();
    let first = problems.first().map_or("broken", |problem| problem.code.as_str());
    let detail: Vec<String> = problems.iter().map(|problem| sentence(locale, problem)).collect();
    let body = json!({
        "type": format!("urn:luuvet:problem:{first}"),
        "title": text(locale, &format!("refusal-{status}")),
        "status": status,
        "detail": detail.join(" "),
        "code": first,
        "errors": errors,
    });
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}
