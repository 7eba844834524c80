//! `/account`.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use luuvet_domain::access::Action;
use luuvet_domain::ids::SessionId;

use crate::app::App;
use crate::locale::text;
use crate::refusal::{Problem, Refusal};
use crate::sign_in::account::device::device;
use crate::sign_in::account::store::{self, Open};
use crate::sign_in::account::{ChangePassword, EndOtherSessions, EndSession};
use crate::sign_in::passkeys::store::{self as passkeys, Listed};
use crate::sign_in::{password, store as logins};
use crate::time::Ago;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// The pages of the account.
pub(in crate::sign_in) fn routes() -> Router<App> {
    Router::new()
        .route("/account", get(show))
        .route("/account/password", post(change_password))
        .route("/account/sessions/{id}/end", post(end))
        .route("/account/sessions/end-others", post(end_others))
}

#[derive(Template)]
#[template(path = "sign_in/account/views/account.html")]
struct AccountPage {
    p: Page,
    form: Form,
    sessions: Vec<Open>,
    passkeys: Vec<Listed>,
    has_totp: bool,
    /// Somebody who signs, numbers or administers proves himself with the password alone.
    wants_second: bool,
}

impl AccountPage {
    /// "Chrome trên Android"; what the browser said when it is none of the usual ones.
    fn device(&self, open: &Open) -> String {
        match device(&open.agent) {
            Some((browser, system)) => self.p.t2("session-on", "browser", browser, "system", system),
            None if open.agent.is_empty() => self.p.t("session-unnamed"),
            None => open.agent.clone(),
        }
    }

    fn ago(&self, at: impl std::borrow::Borrow<i64>) -> Ago {
        self.p.ago(*at.borrow())
    }
}

async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    page(&app, visitor, Form::default(), 200).await
}

async fn page(app: &App, visitor: Visitor, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

/// The page with what was typed and why it was refused.
pub(in crate::sign_in) async fn refused(app: &App, visitor: Visitor, form: Form, refusal: &Refusal) -> Response {
    if matches!(refusal, Refusal::NotFound) {
        return answer::plain(visitor.locale, refusal);
    }
    let form = form.refused(visitor.locale, refusal);
    page(app, visitor, form, refusal.status()).await
}

async fn load(app: &App, visitor: Visitor, form: Form) -> Result<AccountPage, Refusal> {
    let (title, person) = (text(visitor.locale, "account-title"), visitor.live.person);
    let p = Page::load(app, visitor, "nav-more", title).await?;
    let mut tx = app.read().await?;
    let sessions = store::sessions(&mut tx, person, p.now).await?;
    let passkeys = passkeys::of_person(&mut tx, person).await?;
    let login = logins::login_of(&mut tx, person).await?;
    let has_totp = login.is_some_and(|login| login.totp_secret.is_some());
    let heavy = [Action::Approve, Action::Number, Action::ManagePeople];
    let wants_second = !has_totp && passkeys.is_empty() && heavy.iter().any(|a| p.visitor.actor.may(*a));
    Ok(AccountPage { p, form, sessions, passkeys, has_totp, wants_second })
}

async fn change_password(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    match set_password(&app, &visitor, &form).await {
        Ok(()) => answer::go("/account"),
        Err(refusal) => refused(&app, visitor, form, &refusal).await,
    }
}

async fn set_password(app: &App, visitor: &Visitor, form: &Form) -> Result<(), Refusal> {
    let (old, new) = (form.value("old-password").to_owned(), form.value("password").to_owned());
    password::check_new(&new)?;
    if new != form.value("password-again") {
        return Err(Refusal::invalid(Problem::new("password-again").at("password-again")));
    }
    let login = {
        let mut tx = app.read().await?;
        logins::login_of(&mut tx, visitor.live.person).await?
    };
    let login = login.ok_or(Refusal::NotFound)?;
    crate::sign_in::enter::refuse_locked(login.locked_until, app.clock.now())?;
    if !password::verify(old, login.password_hash).await? {
        let address = visitor.actor.address.clone();
        crate::sign_in::enter::note_failure(app, Some((login.person, login.failures)), address).await?;
        return Err(Refusal::invalid(Problem::new("password-old").at("old-password")));
    }
    let mut salt = [0; 16];
    salt.copy_from_slice(&app.secret()?[..16]);
    let password_hash = password::hash(new, salt).await?;
    app.perform(&visitor.actor, ChangePassword { password_hash }).await
}

async fn end(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Response {
    let ended = match id.parse::<SessionId>() {
        Ok(session) => app.perform(&visitor.actor, EndSession { session }).await,
        Err(_) => Err(Refusal::NotFound),
    };
    match ended {
        Ok(()) => answer::go("/account"),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn end_others(State(app): State<App>, visitor: Visitor) -> Response {
    match app.perform(&visitor.actor, EndOtherSessions {}).await {
        Ok(_) => answer::go("/account"),
        Err(refusal) => refused(&app, visitor, Form::default(), &refusal).await,
    }
}
