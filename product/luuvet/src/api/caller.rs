//! The program that asks, known by its token.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Response;
use luuvet_domain::trace::Source;

use crate::api::problem;
use crate::api::scope::Scope;
use crate::api::tokens::store;
use crate::app::{App, token_hash};
use crate::clock;
use crate::locale::Locale;
use crate::refusal::{Problem, Refusal};
use crate::sign_in::store::rights;
use crate::web::answer;
use crate::work::Actor;

/// A token is noted as in use at most this often, in microseconds.
const TOUCH: i64 = 300 * 1_000_000;

/// Who asks.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The person and position that the token stands for.
    pub actor: Actor,
    /// What the token may do.
    pub scopes: Vec<Scope>,
    /// The language of refusals.
    pub locale: Locale,
    /// The client's key for a request that must not act twice.
    pub once: Option<String>,
}

impl Caller {
    /// Refuses when the token lacks the scope.
    ///
    /// # Errors
    /// With the scope that is missing.
    pub fn require(&self, scope: Scope) -> Result<(), Refusal> {
        if self.scopes.contains(&scope) {
            return Ok(());
        }
        Err(Refusal::Forbidden(Problem::new("token-scope").with("scope", scope.code())))
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let locale = answer::locale(&parts.headers);
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let token = text(header::AUTHORIZATION.as_str()).and_then(|value| value.strip_prefix("Bearer "));
        let Some(token) = token else { return Err(problem::unknown(locale)) };
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_string());
        let once = text("idempotency-key").map(str::to_owned);
        match recognise(app, token_hash(token.trim()), address.unwrap_or_default()).await {
            Ok(Some((actor, scopes))) => Ok(Self { actor, scopes, locale, once }),
            Ok(None) => Err(problem::unknown(locale)),
            Err(refusal) => Err(problem::of(locale, &refusal)),
        }
    }
}

async fn recognise(app: &App, token: [u8; 32], address: String) -> Result<Option<(Actor, Vec<Scope>)>, Refusal> {
    let now = app.clock.now();
    let day = clock::day(now).to_string();
    let mut tx = app.read().await?;
    let Some(live) = store::live(&mut tx, token, now, &day).await? else { return Ok(None) };
    let rights = rights(&mut tx, live.person, live.organisation, live.position, &day).await?;
    drop(tx);
    if live.used_at.is_none_or(|used| now - used > TOUCH) {
        app.change(move |tx, draw| Box::pin(async move { Ok(store::touch(tx, token, draw.now).await?) })).await?;
    }
    let actor = Actor {
        person: Some(live.person),
        name: live.name,
        organisation: live.organisation,
        position: Some(live.position),
        title: live.title,
        department: live.department,
        roles: rights.roles,
        substitutes: rights.substitutes,
        source: Source::Api,
        address,
        session: None,
        // A token is made in a strong session where one is asked for, and may do less than its person.
        weak: false,
    };
    let scopes = live.scopes.split(' ').filter_map(Scope::from_code).collect();
    Ok(Some((actor, scopes)))
}
