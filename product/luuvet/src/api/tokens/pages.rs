//! `/account/tokens`: one's own tokens.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use uuid::Uuid;

use super::create::{self, LONGEST};
use super::revoke::RevokeToken;
use super::store::{self, Token};
use crate::api::scope::Scope;
use crate::app::App;
use crate::clock;
use crate::locale::text;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// The pages of tokens.
pub fn routes() -> Router<App> {
    Router::new().route("/account/tokens", get(show).post(make)).route("/account/tokens/{id}/revoke", post(revoke))
}

#[derive(Template)]
#[template(path = "api/tokens/views/tokens.html")]
struct TokensPage {
    p: Page,
    form: Form,
    tokens: Vec<Token>,
    /// The text of a token that was just made; shown this once.
    fresh: Option<String>,
}

impl TokensPage {
    fn day(&self, at: impl std::borrow::Borrow<i64>) -> String {
        vietnamese::dates::short(clock::day(*at.borrow()))
    }

    fn scopes(&self) -> [(&'static str, String, bool); 7] {
        Scope::ALL.map(|scope| {
            let key = format!("scope-{}", scope.code().replace(':', "-"));
            (scope.code(), self.p.t(&key), self.form.is("scope", scope.code()))
        })
    }
}

async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    page(&app, visitor, Form::default(), None, 200).await
}

async fn page(app: &App, visitor: Visitor, form: Form, fresh: Option<String>, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, form, fresh).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, form: Form, fresh: Option<String>) -> Result<TokensPage, Refusal> {
    let (title, person) = (text(visitor.locale, "tokens-title"), visitor.live.person);
    let p = Page::load(app, visitor, "nav-more", title).await?;
    let tokens = store::of_person(&mut app.read().await?, person, p.now).await?;
    Ok(TokensPage { p, form, tokens, fresh })
}

async fn make(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    match made(&app, &visitor, &form).await {
        // Not a redirect: the text stands on this one answer and nowhere else.
        Ok(token) => page(&app, visitor, Form::default(), Some(token), 200).await,
        Err(refusal) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, form, None, status).await
        }
    }
}

async fn made(app: &App, visitor: &Visitor, form: &Form) -> Result<String, Refusal> {
    let days = form.value("days").trim().parse();
    let days = days.map_err(|_| Refusal::invalid(Problem::new("token-days").at("days").with("limit", LONGEST)))?;
    create::create(app, &visitor.actor, form.value("name"), form.values("scope").to_vec(), days).await
}

async fn revoke(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Response {
    match app.perform(&visitor.actor, RevokeToken { token: id }).await {
        Ok(()) => answer::go("/account/tokens"),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
