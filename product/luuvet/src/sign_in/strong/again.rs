//! A form that a weak session may not send: the page that asks for the second factor carries it along.

use askama::Template;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::locale::text;
use crate::refusal::Refusal;
use crate::sign_in::passkeys::store as passkeys;
use crate::sign_in::store as logins;
use crate::web::answer::{self, Weak};
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// Largest form that is carried along, in bytes; files are chosen again.
const LARGEST: usize = 1_000_000;

/// What was to be done: where, and the fields of the form in their order.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The address that refused.
    pub path: String,
    /// Its fields.
    pub fields: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "sign_in/strong/views/strong.html")]
struct StrongPage {
    p: Page,
    form: Form,
    asked: Asked,
    has_totp: bool,
    has_passkey: bool,
}

impl StrongPage {
    fn query(&self) -> String {
        serde_urlencoded::to_string([("to", &self.asked.path)]).unwrap_or_default()
    }
}

/// The page that says what is missing and goes on afterwards.
pub(in crate::sign_in) async fn page(app: &App, visitor: Visitor, asked: Asked, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, asked, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, asked: Asked, form: Form) -> Result<StrongPage, Refusal> {
    let (title, person) = (text(visitor.locale, "strong-title"), visitor.live.person);
    let p = Page::load(app, visitor, "nav-more", title).await?;
    let mut tx = app.read().await?;
    let has_passkey = !passkeys::of_person(&mut tx, person).await?.is_empty();
    let has_totp = logins::login_of(&mut tx, person).await?.is_some_and(|login| login.totp_secret.is_some());
    Ok(StrongPage { p, form, asked, has_totp, has_passkey })
}

/// Puts the page that asks for the second factor in place of a refusal that only a weak session caused.
pub async fn offer(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_form = request.method() == Method::POST
        && request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("application/x-www-form-urlencoded")));
    if !is_form {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return answer::plain(
            answer::locale(&parts.headers),
            &Refusal::invalid(crate::refusal::Problem::new("form-too-large")),
        );
    };
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let mut again = Request::new(Body::from(bytes.clone()));
    *again.method_mut() = parts.method.clone();
    *again.uri_mut() = parts.uri.clone();
    *again.headers_mut() = parts.headers.clone();
    *again.extensions_mut() = parts.extensions.clone();
    let response = next.run(again).await;
    if response.extensions().get::<Weak>().is_none() {
        return response;
    }
    match Visitor::from_request_parts(&mut parts, &app).await {
        Ok(visitor) => {
            let fields = serde_urlencoded::from_bytes(&bytes).unwrap_or_default();
            page(&app, visitor, Asked { path, fields }, Form::default(), 403).await
        }
        Err(answer) => answer,
    }
}
