//! `/invitation/{token}`: choosing name and password. `/organisation/people/{id}/invite` and `…/reset`: giving the link.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use luuvet_domain::ids::PersonId;
use luuvet_domain::trace::Source;

use crate::app::{App, token_hash, token_text};
use crate::clock;
use crate::locale::{Arg, Locale, text, text_with};
use crate::refusal::{Problem, Refusal};
use crate::sign_in::invitations::store::{self, Invitation};
use crate::sign_in::invitations::{AcceptInvitation, InvitePerson, ResetLogin};
use crate::sign_in::pages::enter_with;
use crate::sign_in::{enter, password, qr};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::{Guest, Visitor};
use crate::work::Actor;

/// The pages of invitations.
pub(in crate::sign_in) fn routes() -> Router<App> {
    Router::new()
        .route("/invitation/{token}", get(show).post(accept))
        .route("/invitation/{token}/qr.svg", get(picture))
        .route("/organisation/people/{id}/invite", post(invite))
        .route("/organisation/people/{id}/reset", post(reset))
}

/// Letters of a token: 32 bytes in base 64.
const TOKEN: usize = 43;

#[derive(Template)]
#[template(path = "sign_in/invitations/views/invitation.html")]
struct InvitationPage {
    locale: Locale,
    form: Form,
    token: String,
    invitation: Invitation,
}

impl InvitationPage {
    fn t(&self, key: &str) -> String {
        text(self.locale, key)
    }

    fn t1(&self, key: &str, name: &str, value: &str) -> String {
        text_with(self.locale, key, &[(name, Arg::Text(value))])
    }
}

async fn find(app: &App, token: &str) -> Result<Invitation, Refusal> {
    let now = app.clock.now();
    let mut tx = app.read().await?;
    let found = store::invitation(&mut tx, token_hash(token), now, &clock::day(now).to_string()).await?;
    found.ok_or_else(|| Refusal::Meanwhile(Problem::new("invitation-over")))
}

async fn show(State(app): State<App>, guest: Guest, Path(token): Path<String>) -> Response {
    match find(&app, &token).await {
        Ok(invitation) => {
            let proposed = proposed_login(&invitation);
            let form = Form::default().with("login", proposed);
            answer::html(&InvitationPage { locale: guest.locale, form, token, invitation })
        }
        Err(refusal) => answer::plain(guest.locale, &refusal),
    }
}

/// The earlier name, or given name and initials: "thuan.nv" for Nguyễn Văn Thuần.
fn proposed_login(invitation: &Invitation) -> String {
    if !invitation.login.is_empty() {
        return invitation.login.clone();
    }
    let parts = vietnamese::names::split(&invitation.name);
    let given = vietnamese::fold::fold(parts.given);
    let rest = vietnamese::fold::initials(&format!("{} {}", parts.family, parts.middle));
    if rest.is_empty() { given } else { format!("{given}.{rest}") }
}

async fn accept(State(app): State<App>, guest: Guest, Path(token): Path<String>, form: Form) -> Response {
    let invitation = match find(&app, &token).await {
        Ok(invitation) => invitation,
        Err(refusal) => return answer::plain(guest.locale, &refusal),
    };
    match begin(&app, &guest, &token, &invitation, &form).await {
        Ok(session) => enter_with(&app, &session, "/"),
        Err(refusal) => {
            let (form, locale) = (form.refused(guest.locale, &refusal), guest.locale);
            answer::html_with(refusal.status(), &InvitationPage { locale, form, token, invitation })
        }
    }
}

async fn begin(app: &App, guest: &Guest, token: &str, invitation: &Invitation, form: &Form) -> Result<String, Refusal> {
    let secret = form.value("password").to_owned();
    password::check_new(&secret)?;
    if secret != form.value("password-again") {
        return Err(Refusal::invalid(Problem::new("password-again").at("password-again")));
    }
    let mut salt = [0; 16];
    salt.copy_from_slice(&app.secret()?[..16]);
    let actor = Actor {
        person: Some(invitation.person),
        name: invitation.name.clone(),
        address: guest.from.address.clone(),
        ..Actor::system(invitation.organisation, Source::Web)
    };
    let verb = AcceptInvitation {
        token: token_hash(token),
        login: form.value("login").to_owned(),
        password_hash: password::hash(secret, salt).await?,
    };
    app.perform(&actor, verb).await?;
    enter::open(app, invitation.person, false, guest.from.clone()).await
}

async fn picture(State(app): State<App>, headers: HeaderMap, Path(token): Path<String>) -> Response {
    let is_token = token.len() == TOKEN && token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !is_token {
        return StatusCode::NOT_FOUND.into_response();
    }
    qr::picture(&link(&app, &headers, &token))
}

/// The address of an invitation, as a phone reads it.
fn link(app: &App, headers: &HeaderMap, token: &str) -> String {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or("localhost");
    let base = app.settings.public_url.clone().unwrap_or_else(|| format!("http://{host}"));
    format!("{base}/invitation/{token}")
}

#[derive(Template)]
#[template(path = "sign_in/invitations/views/invited.html")]
struct InvitedPage {
    p: Page,
    name: String,
    token: String,
    link: String,
    person: PersonId,
}

async fn invite(State(app): State<App>, visitor: Visitor, headers: HeaderMap, Path(id): Path<String>) -> Response {
    give(&app, visitor, &headers, &id, false).await
}

async fn reset(State(app): State<App>, visitor: Visitor, headers: HeaderMap, Path(id): Path<String>) -> Response {
    give(&app, visitor, &headers, &id, true).await
}

/// Gives the link and shows it, this once: only its hash is kept.
async fn give(app: &App, visitor: Visitor, headers: &HeaderMap, id: &str, anew: bool) -> Response {
    let locale = visitor.locale;
    match given(app, visitor, headers, id, anew).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn given(app: &App, visitor: Visitor, headers: &HeaderMap, id: &str, anew: bool) -> Result<InvitedPage, Refusal> {
    let person: PersonId = id.parse().map_err(|_| Refusal::NotFound)?;
    let token = token_text(app.secret()?);
    let hash = token_hash(&token);
    let name = if anew {
        app.perform(&visitor.actor, ResetLogin { person, token: hash }).await?
    } else {
        app.perform(&visitor.actor, InvitePerson { person, token: hash }).await?
    };
    let title = text(visitor.locale, "invited-title");
    let p = Page::load(app, visitor, "nav-organisation", title).await?;
    let link = link(app, headers, &token);
    Ok(InvitedPage { p, name, token, link, person })
}
