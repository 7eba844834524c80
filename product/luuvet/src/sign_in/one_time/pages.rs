//! `/sign-in/code`: the second step. `/account/totp`: switching codes on and off.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use crate::app::App;
use crate::locale::{Locale, text};
use crate::refusal::Refusal;
use crate::sign_in::one_time::{DisableTotp, EnableTotp, second, store, totp};
use crate::sign_in::pages::{enter_with, own_place, secure_only};
use crate::sign_in::qr;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::{Guest, Visitor};

/// The cookie of a sign-in that waits for its code.
const HALF_COOKIE: &str = "luuvet-half";
/// How long a key may wait for its confirmation, in microseconds.
const ENROLMENT: i64 = 900 * 1_000_000;

/// The pages of one-time codes.
pub(in crate::sign_in) fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in/code", get(show_code).post(take_code))
        .route("/account/totp", get(show_enrolment).post(enable))
        .route("/account/totp/begin", post(begin))
        .route("/account/totp/off", post(disable))
        .route("/account/totp.svg", get(picture))
}

#[derive(Template)]
#[template(path = "sign_in/one_time/views/code.html")]
struct CodePage {
    locale: Locale,
    form: Form,
    next: String,
}

impl CodePage {
    fn t(&self, key: &str) -> String {
        text(self.locale, key)
    }
}

/// On to the question for a code, with the half-session in a cookie for that page alone.
pub(in crate::sign_in) fn ask(app: &App, half: &str, next: &str) -> Response {
    let next = serde_urlencoded::to_string([("next", next)]).unwrap_or_default();
    let secure = secure_only(app);
    let cookie = format!("{HALF_COOKIE}={half}; Path=/sign-in; HttpOnly; SameSite=Strict; Max-Age=300{secure}");
    ([(SET_COOKIE, cookie)], answer::go(&format!("/sign-in/code?{next}"))).into_response()
}

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

async fn show_code(State(app): State<App>, guest: Guest, headers: HeaderMap, Query(query): Query<Next>) -> Response {
    let waits = match answer::cookie(&headers, HALF_COOKIE) {
        Some(half) => second::waits(&app, half).await,
        None => Ok(false),
    };
    match waits {
        Ok(true) => {
            answer::html(&CodePage { locale: guest.locale, form: Form::default(), next: own_place(&query.next) })
        }
        Ok(false) => answer::go("/sign-in"),
        Err(refusal) => answer::plain(guest.locale, &refusal),
    }
}

async fn take_code(State(app): State<App>, guest: Guest, headers: HeaderMap, form: Form) -> Response {
    let next = own_place(form.value("next"));
    let half = answer::cookie(&headers, HALF_COOKIE).unwrap_or_default();
    match second::with_code(&app, half, form.value("code"), guest.from).await {
        Ok(token) => enter_with(&app, &token, &next),
        Err(refusal) => {
            let form = form.refused(guest.locale, &refusal);
            answer::html_with(refusal.status(), &CodePage { locale: guest.locale, form, next })
        }
    }
}

#[derive(Template)]
#[template(path = "sign_in/one_time/views/enrol.html")]
struct EnrolPage {
    p: Page,
    form: Form,
    key: String,
}

async fn begin(State(app): State<App>, visitor: Visitor) -> Response {
    let person = visitor.live.person;
    let begun = match app.secret() {
        Ok(bits) => {
            app.change(move |tx, draw| {
                Box::pin(async move { Ok(store::begin(tx, person, &bits[..totp::KEY], draw.now + ENROLMENT).await?) })
            })
            .await
        }
        Err(refusal) => Err(refusal),
    };
    match begun {
        Ok(()) => answer::go("/account/totp"),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn show_enrolment(State(app): State<App>, visitor: Visitor) -> Response {
    enrolment(&app, visitor, Form::default(), 200).await
}

async fn enrolment(app: &App, visitor: Visitor, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, form).await {
        Ok(Some(page)) => answer::html_with(status, &page),
        Ok(None) => answer::go("/account"),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, form: Form) -> Result<Option<EnrolPage>, Refusal> {
    let title = text(visitor.locale, "totp-title");
    let person = visitor.live.person;
    let p = Page::load(app, visitor, "nav-more", title).await?;
    let mut tx = app.read().await?;
    let begun = store::begun(&mut tx, person, p.now).await?;
    Ok(begun.map(|(secret, _)| EnrolPage { p, form, key: totp::key_text(&secret) }))
}

async fn picture(State(app): State<App>, visitor: Visitor) -> Response {
    let begun = async {
        let mut tx = app.read().await?;
        Ok::<_, Refusal>(store::begun(&mut tx, visitor.live.person, app.clock.now()).await?)
    };
    match begun.await {
        Ok(Some((secret, login))) => qr::picture(&totp::address(&secret, &login, &visitor.live.organisation_name)),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn enable(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    match app.perform(&visitor.actor, EnableTotp { code: form.value("code").to_owned() }).await {
        Ok(()) => answer::go("/account"),
        Err(refusal) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            enrolment(&app, visitor, form, status).await
        }
    }
}

async fn disable(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    match app.perform(&visitor.actor, DisableTotp { code: form.value("code").to_owned() }).await {
        Ok(()) => answer::go("/account"),
        Err(refusal) => crate::sign_in::account::refused(&app, visitor, form, &refusal).await,
    }
}
