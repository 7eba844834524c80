//! Around every page: keeps the form of an ended session, and fills it in again.

use askama::Template;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use luuvet_domain::ids::PersonId;
use uuid::Uuid;

use super::{Sent, fill, seal, store};
use crate::app::{App, token_hash, token_text};
use crate::clock;
use crate::locale::{Arg, Locale, text, text_with};
use crate::refusal::{Problem, Refusal};
use crate::sign_in;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::upload::{LARGEST, Upload};
use crate::web::visitor::SESSION_COOKIE;

/// How long a form waits, in microseconds and in seconds.
const LIFE: i64 = DAY * 1_000_000;
const DAY: i64 = 24 * 3600;
/// Forms that wait for one person at most.
const MOST: i64 = 20;
/// Longest page that is filled in.
const PAGE: usize = 8_000_000;
/// What the address of the page says.
const NAME: &str = "unsent";
/// Where nothing is typed that would be missed.
const NEVER: &[&str] = &["/sign-in", "/sign-out", "/acting", "/language", "/invitation", "/api/"];

/// Keeps a form whose session has ended and leads to the sign-in page; fills a page in that names a kept form.
pub async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    let locale = answer::locale(request.headers());
    let is_form =
        *request.method() == Method::POST && !NEVER.iter().any(|place| request.uri().path().starts_with(place));
    if is_form {
        let token = answer::cookie(request.headers(), SESSION_COOKIE).map(token_hash);
        return match ended(&app, token).await {
            Ok(Some(person)) => match kept(&app, person, request).await {
                Ok(response) => response,
                Err(refusal) => answer::plain(locale, &refusal),
            },
            // Whether it lives is for the page to find out.
            _ => next.run(request).await,
        };
    }
    let Some(query) = request.uri().query().filter(|query| query.contains(NAME)).map(str::to_owned) else {
        return next.run(request).await;
    };
    match sent(&app, &query, request.headers().clone()).await {
        Some(sent) => {
            let page = request.uri().path().to_owned();
            filled(next.run(request).await, &sent, &page, locale).await
        }
        None => next.run(request).await,
    }
}

async fn ended(app: &App, token: Option<[u8; 32]>) -> Result<Option<PersonId>, Refusal> {
    let Some(token) = token else { return Ok(None) };
    let now = app.clock.now();
    Ok(store::whose(&mut app.read().await?, token, now, &clock::day(now).to_string()).await?)
}

async fn kept(app: &App, person: PersonId, mut request: Request) -> Result<Response, Refusal> {
    let page = page_of(&request);
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let is_upload = has_type(request.headers(), "multipart/form-data");
    DefaultBodyLimit::max(LARGEST).apply(&mut request);
    let (form, files) = if is_upload {
        match Upload::from_request(request, app).await {
            Ok(upload) => (upload.form, upload.files.into_iter().map(|file| file.name).collect()),
            Err(response) => return Ok(response),
        }
    } else {
        match Form::from_request(request, app).await {
            Ok(form) => (form, Vec::new()),
            Err(response) => return Ok(response),
        }
    };
    let fields =
        form.pairs().filter(|(name, _)| !name.contains("password")).map(|(name, value)| (name.into(), value.into()));
    let sent = Sent { path, fields: fields.collect(), files };
    let key = app.secret()?;
    let broken = || Refusal::Broken("a form could not be sealed".into());
    let sealed = seal::seal(key, &sent).ok_or_else(broken)?;
    let id = app
        .change(move |tx, draw| {
            let sealed = sealed.clone();
            Box::pin(async move {
                let id = draw.request();
                store::keep(tx, person, id, &sealed, draw.now, LIFE, MOST).await?;
                Ok(id)
            })
        })
        .await?;
    let mark = if page.contains('?') { '&' } else { '?' };
    let next = serde_urlencoded::to_string([("next", format!("{page}{mark}{NAME}={id}"))]).unwrap_or_default();
    let secure = sign_in::secure_only(app);
    let cookie =
        format!("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={DAY}{secure}", cookie_name(id), token_text(key));
    Ok(([(header::SET_COOKIE, cookie)], answer::go(&format!("/sign-in?{next}"))).into_response())
}

fn cookie_name(id: Uuid) -> String {
    format!("luuvet-{NAME}-{id}")
}

fn has_type(headers: &HeaderMap, kind: &str) -> bool {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| value.starts_with(kind))
}

/// The page on which the form stood; its own address where the browser does not say.
fn page_of(request: &Request) -> String {
    let referer = request.headers().get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let host = request.headers().get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let place = referer.split_once("://").and_then(|(_, rest)| rest.strip_prefix(host));
    let page = place.filter(|place| place.starts_with('/')).unwrap_or_else(|| request.uri().path());
    let page = page.split_once('#').map_or(page, |(page, _)| page);
    // A form that came back after one session had ended may meet the end of the next.
    match page.split_once(&format!("{NAME}=")) {
        Some((page, _)) => page.trim_end_matches(['?', '&']).to_owned(),
        None => page.to_owned(),
    }
}

/// The kept form that a page is asked for with: of this person, with the key of this browser.
async fn sent(app: &App, query: &str, headers: HeaderMap) -> Option<Sent> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    let id: Uuid = pairs.iter().find(|(name, _)| name == NAME)?.1.parse().ok()?;
    let token = token_hash(answer::cookie(&headers, SESSION_COOKIE)?);
    let key = read_key(answer::cookie(&headers, &cookie_name(id))?)?;
    let now = app.clock.now();
    let mut tx = app.read().await.ok()?;
    let live = sign_in::store::live(&mut tx, token, now, &clock::day(now).to_string()).await.ok()??;
    seal::open(key, &store::sealed(&mut tx, live.person, id, now).await.ok()??)
}

fn read_key(text: &str) -> Option<[u8; 32]> {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

/// What stands above the form.
#[derive(Template)]
#[template(path = "unsent/views/notice.html")]
struct Notice<'a> {
    locale: Locale,
    is_filled: bool,
    files: &'a [String],
    left: &'a [String],
}

impl Notice<'_> {
    fn t(&self, key: &str) -> String {
        text(self.locale, key)
    }

    fn again(&self) -> String {
        text_with(self.locale, "unsent-files", &[("files", Arg::Text(&self.files.join(", ")))])
    }
}

async fn filled(response: Response, sent: &Sent, page: &str, locale: Locale) -> Response {
    if !has_type(response.headers(), "text/html") {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, PAGE).await else {
        return answer::plain(locale, &Refusal::invalid(Problem::new("form-too-large")));
    };
    let html = String::from_utf8_lossy(&bytes);
    let fill = fill::fill(&html, sent, page);
    let notice = Notice { locale, is_filled: fill.is_filled, files: &sent.files, left: &fill.left };
    let notice = notice.render().unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    let html = [&fill.html[..fill.at], notice.as_str(), &fill.html[fill.at..]].concat();
    Response::from_parts(parts, Body::from(html))
}
