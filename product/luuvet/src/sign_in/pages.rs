//! `/sign-in`, `/sign-out`, `/acting`, `/language`.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use luuvet_domain::ids::{OrganisationId, PositionId};
use serde::Deserialize;

use crate::app::App;
use crate::clock;
use crate::locale::{Locale, text};
use crate::refusal::Refusal;
use crate::sign_in::enter::{self, Entered};
use crate::sign_in::{account, invitations, one_time, passkeys, store};
use crate::web::answer::{self, LANGUAGE_COOKIE};
use crate::web::form::Form;
use crate::web::visitor::{Guest, SESSION_COOKIE, Visitor};

/// The pages of this part.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(show).post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/acting", post(act))
        .route("/language", post(language))
        .merge(super::strong::routes())
        .merge(one_time::routes())
        .merge(account::routes())
        .merge(invitations::routes())
        .merge(passkeys::routes())
}

#[derive(Template)]
#[template(path = "sign_in/views/sign_in.html")]
struct SignInPage {
    locale: Locale,
    form: Form,
    next: String,
    demo: bool,
}

impl SignInPage {
    fn t(&self, key: &str) -> String {
        text(self.locale, key)
    }

    /// This page, for whoever changes the language first.
    fn here(&self) -> String {
        let next = serde_urlencoded::to_string([("next", &self.next)]).unwrap_or_default();
        if self.next == "/" { "/sign-in".to_owned() } else { format!("/sign-in?{next}") }
    }

    /// Whether a form waits behind the sign-in.
    fn keeps(&self) -> bool {
        self.next.contains("unsent=")
    }
}

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

async fn show(State(app): State<App>, guest: Guest, Query(query): Query<Next>) -> Response {
    let (next, demo) = (own_place(&query.next), app.settings.demo);
    answer::html(&SignInPage { locale: guest.locale, form: Form::default(), next, demo })
}

async fn sign_in(State(app): State<App>, guest: Guest, form: Form) -> Response {
    let next = own_place(form.value("next"));
    let (name, secret) = (form.value("login").to_owned(), form.value("password").to_owned());
    match enter::with_password(&app, &name, secret, guest.from).await {
        Ok(Entered::Session(token)) => enter_with(&app, &token, &next),
        Ok(Entered::CodeNeeded(half)) => one_time::ask(&app, &half, &next),
        Err(refusal) => {
            let (locale, demo, status) = (guest.locale, app.settings.demo, refusal.status());
            let form = form.refused(locale, &refusal);
            answer::html_with(status, &SignInPage { locale, form, next, demo })
        }
    }
}

/// On to a place of ours with a new session.
pub(super) fn enter_with(app: &App, token: &str, next: &str) -> Response {
    ([(SET_COOKIE, session_cookie(app, token))], answer::go(next)).into_response()
}

/// The cookie of a session: for this site only, read by no script, only over TLS where there is TLS.
#[must_use]
pub fn session_cookie(app: &App, token: &str) -> String {
    let secure = secure_only(app);
    format!("{SESSION_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000{secure}")
}

/// What a cookie says where pages come over TLS.
pub(crate) fn secure_only(app: &App) -> &'static str {
    let secure = app.settings.public_url.as_ref().is_some_and(|url| url.starts_with("https:"));
    if secure { "; Secure" } else { "" }
}

/// A place of our own to go on to; anything else is home.
pub(super) fn own_place(next: &str) -> String {
    // Browsers leave tabs and line ends out of an address: "/\t/elsewhere" would become "//elsewhere".
    let plain = !next.chars().any(|c| c.is_control() || c == '\\');
    let own = plain && next.starts_with('/') && !next.starts_with("//") && !next.contains("..");
    if own { next.to_owned() } else { "/".to_owned() }
}

async fn sign_out(State(app): State<App>, visitor: Visitor) -> Response {
    let (person, session) = (visitor.live.person, visitor.live.id);
    let ended =
        app.change(move |tx, draw| Box::pin(async move { Ok(store::end(tx, person, session, draw.now).await?) }));
    match ended.await {
        Ok(_) => {
            let gone = format!("{SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
            let cleared = ("clear-site-data", "\"cache\", \"storage\"".to_owned());
            ([(SET_COOKIE.as_str(), gone), cleared], answer::go("/sign-in")).into_response()
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn act(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    match change_position(&app, &visitor, &form).await {
        Ok(()) => answer::go(&own_place(form.value("next"))),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn change_position(app: &App, visitor: &Visitor, form: &Form) -> Result<(), Refusal> {
    let organisation: OrganisationId = form.parse("organisation")?.ok_or(Refusal::NotFound)?;
    let position: PositionId = form.parse("position")?.ok_or(Refusal::NotFound)?;
    let (person, session) = (visitor.live.person, visitor.live.id);
    app.change(move |tx, draw| {
        Box::pin(async move {
            let day = clock::day(draw.now).to_string();
            let held = store::positions(tx, person, &day).await?;
            if !held.iter().any(|acting| acting.organisation == organisation && acting.position == position) {
                return Err(Refusal::NotFound);
            }
            Ok(store::act_in(tx, session, organisation, position).await?)
        })
    })
    .await
}

async fn language(headers: HeaderMap, form: Form) -> Response {
    let locale = Locale::from_code(form.value("language")).unwrap_or_else(|| answer::locale(&headers));
    let cookie = format!("{LANGUAGE_COOKIE}={}; Path=/; SameSite=Lax; Max-Age=31536000", locale.code());
    ([(SET_COOKIE, cookie)], answer::go(&own_place(form.value("next")))).into_response()
}

#[cfg(test)]
mod tests {
    use super::own_place;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(own_place("/incoming?f=unread"), "/incoming?f=unread");
        let elsewhere = [
            "https://example.com",
            "//example.com",
            "/\\example.com",
            "/\t/example.com",
            "/\r\n/example.com",
            "javascript:alert(1)",
            "",
            "/../x",
        ];
        for place in elsewhere {
            assert_eq!(own_place(place), "/", "{place:?}");
        }
    }
}
