//! A form that is sent twice has one effect: the second gets the answer of the first.
//!
//! Every form of a page bears a token of that page. The same form again (session, address and content, token included),
//! while the first is under way or shortly after it was done, is answered as the first was: a double press without
//! script, or a browser that repeats what it gave up. A form that came back with errors is not remembered. The memory is
//! one program's; wherever a form runs again, its verb refuses what is done already.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use tokio::sync::watch;

use crate::app::token_text;
use crate::chance;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::visitor::SESSION_COOKIE;

/// The field with the page's token.
const FIELD: &str = "page_token";
/// How long an answer is remembered.
const WHILE: Duration = Duration::from_secs(10);
/// Answers that are remembered at once at most; beyond it forms are as if this were not here.
const MOST: usize = 2_000;
/// Longest form that is looked at, and longest answer that is remembered.
const LONGEST: usize = 1_000_000;

/// What is under way or was just done.
#[derive(Clone, Default)]
pub struct Sent(Arc<Mutex<HashMap<[u8; 32], Answer>>>);

/// The answer, as soon as it is there.
type Answer = watch::Receiver<Option<Kept>>;

/// An answer that can be given again.
#[derive(Clone)]
struct Kept(StatusCode, HeaderMap, Bytes);

enum Turn {
    First(watch::Sender<Option<Kept>>),
    Again(Answer),
}

/// Lets a form through once.
pub async fn once(State(sent): State<Sent>, request: Request, next: Next) -> Response {
    let locale = answer::locale(request.headers());
    let Some((request, key)) = identify(request).await else {
        return answer::plain(locale, &Refusal::invalid(Problem::new("form-too-large")));
    };
    let Some(key) = key else { return next.run(request).await };
    let mut answer = match sent.turn(key) {
        None => return next.run(request).await,
        Some(Turn::Again(answer)) => answer,
        Some(Turn::First(tell)) => {
            let answer = tell.subscribe();
            // The browser gives the first up when the button is pressed again; it goes on all the same.
            tokio::spawn(sent.answer(key, tell, request, next));
            answer
        }
    };
    let kept = answer.wait_for(Option::is_some).await.ok().and_then(|kept| kept.clone());
    match kept {
        Some(Kept(status, headers, bytes)) => (status, headers, Body::from(bytes)).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

impl Sent {
    fn turn(&self, key: [u8; 32]) -> Option<Turn> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = all.get(&key) {
            return Some(Turn::Again(answer.clone()));
        }
        if all.len() >= MOST {
            return None;
        }
        let (tell, answer) = watch::channel(None);
        all.insert(key, answer);
        Some(Turn::First(tell))
    }

    fn forget(&self, key: [u8; 32]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&key);
    }

    async fn answer(self, key: [u8; 32], tell: watch::Sender<Option<Kept>>, request: Request, next: Next) {
        let guard = Forget(self, key);
        let (parts, body) = next.run(request).await.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
        let is_done = parts.status.is_success() || parts.status.is_redirection();
        let is_short = bytes.len() <= LONGEST;
        tell.send_replace(Some(Kept(parts.status, parts.headers, bytes)));
        if is_done && is_short {
            tokio::time::sleep(WHILE).await;
        }
        drop(guard);
    }
}

/// Forgets at the end, also at a bad one.
struct Forget(Sent, [u8; 32]);

impl Drop for Forget {
    fn drop(&mut self) {
        self.0.forget(self.1);
    }
}

/// The request with what it is remembered under: forms of a page that somebody signed in has sent. A script's requests
/// are its own affair: it sends each once. None for a form that is too long.
async fn identify(request: Request) -> Option<(Request, Option<[u8; 32]>)> {
    let headers = request.headers();
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_form = text(header::CONTENT_TYPE).starts_with("application/x-www-form-urlencoded");
    let by_script = matches!(text(header::HeaderName::from_static("sec-fetch-dest")), "empty");
    let Some(session) = answer::cookie(headers, SESSION_COOKIE) else { return Some((request, None)) };
    if *request.method() != Method::POST || !is_form || by_script {
        return Some((request, None));
    }
    let mut hash = Sha256::new();
    hash.update(session);
    hash.update([0]);
    hash.update(request.uri().to_string());
    hash.update([0]);
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, LONGEST).await.ok()?;
    let name = format!("{FIELD}=");
    let bears = bytes.starts_with(name.as_bytes())
        || bytes.windows(name.len() + 1).any(|piece| piece[0] == b'&' && piece[1..] == *name.as_bytes());
    hash.update(&bytes);
    let key = bears.then(|| hash.finalize().into());
    Some((Request::from_parts(parts, Body::from(bytes)), key))
}

/// Puts the page's token into its forms.
#[must_use]
pub fn mark(html: String) -> String {
    const OPENS: &str = "<form";
    if !html.contains("method=\"post\"") {
        return html;
    }
    let Ok(seed) = chance::seed() else { return html };
    let token = token_text(seed);
    let field = format!("<input type=\"hidden\" name=\"{FIELD}\" value=\"{}\">", &token[..token.len().min(16)]);
    let mut out = String::with_capacity(html.len() + 1000);
    let mut rest = html.as_str();
    while let Some(end) = rest.find(OPENS).and_then(|at| Some(at + rest[at..].find('>')? + 1)) {
        let (before, after) = rest.split_at(end);
        let tag = before.rfind(OPENS).map_or("", |at| &before[at..]);
        out.push_str(before);
        if tag.contains("method=\"post\"") && !tag.contains("multipart") {
            out.push_str(&field);
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn only_forms_that_change_something_are_marked() {
        let page = "<form action=\"/search\"></form><form method=\"post\" action=\"/a\"><b></b></form>\
                    <form method=\"post\" enctype=\"multipart/form-data\"></form><form method=\"post\"></form>";
        let marked = mark(page.to_owned());
        assert_eq!(marked.matches("name=\"page_token\"").count(), 2);
        assert!(marked.contains("action=\"/a\"><input type=\"hidden\" name=\"page_token\" value=\""));
        assert_eq!(mark("<p>không</p>".into()), "<p>không</p>");
    }
}
