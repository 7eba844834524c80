//! Who asks for a page.

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::Response;
use luuvet_domain::trace::Source;

use crate::app::{App, token_hash};
use crate::clock;
use crate::locale::Locale;
use crate::refusal::Refusal;
use crate::sign_in::enter::From;
use crate::sign_in::store::{self, Acting, Live};
use crate::web::answer;
use crate::work::Actor;

/// The cookie that carries the session's token.
pub const SESSION_COOKIE: &str = "luuvet-session";
/// A session is noted as in use at most this often, in microseconds.
const TOUCH: i64 = 300 * 1_000_000;

/// Anybody at all.
#[derive(Clone, Debug)]
pub struct Guest {
    /// The language.
    pub locale: Locale,
    /// The browser.
    pub from: From,
    /// The path that was asked for.
    pub path: String,
}

/// A signed-in person.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The language.
    pub locale: Locale,
    /// Who acts.
    pub actor: Actor,
    /// The session and its organisation.
    pub live: Live,
    /// Every position that the person holds today.
    pub actings: Vec<Acting>,
    /// The path that was asked for.
    pub path: String,
    /// The part of the page that the script asked for, when it did.
    pub part: Option<String>,
    /// The colours, when the person chose: `light` or `dark`.
    pub mode: Option<&'static str>,
    /// What the session's token is stored as.
    token: [u8; 32],
}

impl Visitor {
    /// The same visitor as the session stands now, for an answer that outlives its request; none when it has ended or
    /// the position is no longer held.
    ///
    /// # Errors
    /// The database's.
    pub async fn still(self, app: &App) -> Result<Option<Self>, Refusal> {
        let known = look(app, self.token, self.actor.address.clone()).await?;
        Ok(known.map(|(actor, live, actings)| Self { actor, live, actings, ..self }))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Guest {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let address = parts.extensions.get::<ConnectInfo<std::net::SocketAddr>>().map(|info| info.0.ip().to_string());
        let agent = parts.headers.get("user-agent").and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Self {
            locale: answer::locale(&parts.headers),
            from: From { address: address.unwrap_or_default(), agent: agent.chars().take(200).collect() },
            path: parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned(),
        })
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let Ok(guest) = Guest::from_request_parts(parts, app).await;
        let locale = guest.locale;
        let token = answer::cookie(&parts.headers, SESSION_COOKIE).map(token_hash);
        let Some(token) = token else {
            return Err(to_sign_in(&guest, &parts.method));
        };
        match recognise(app, token, guest.from.address.clone()).await {
            Ok(Some((actor, live, actings))) => Ok(Self {
                locale,
                actor,
                live,
                actings,
                path: guest.path,
                part: parts.headers.get("x-part").and_then(|value| value.to_str().ok()).map(str::to_owned),
                mode: match answer::cookie(&parts.headers, "mode") {
                    Some("light") => Some("light"),
                    Some("dark") => Some("dark"),
                    _ => None,
                },
                token,
            }),
            Ok(None) => Err(to_sign_in(&guest, &parts.method)),
            Err(refusal) => Err(answer::plain(locale, &refusal)),
        }
    }
}

type Known = (Actor, Live, Vec<Acting>);

/// The actor of a live session, noted as in use. Two statements, and a third at most every five minutes.
async fn recognise(app: &App, token: [u8; 32], address: String) -> Result<Option<Known>, Refusal> {
    let known = look(app, token, address).await?;
    if let Some((_, live, _)) = &known
        && app.clock.now() - live.seen_at > TOUCH
    {
        let id = live.id;
        let noted =
            app.change(move |tx, draw| Box::pin(async move { Ok(store::touch(tx, id, draw.now).await?) })).await;
        // A full disk must not keep anybody from reading.
        if let Err(refusal) = noted {
            tracing::warn!(?refusal, "a session was not noted as in use");
        }
    }
    Ok(known)
}

async fn look(app: &App, token: [u8; 32], address: String) -> Result<Option<Known>, Refusal> {
    let now = app.clock.now();
    let day = clock::day(now).to_string();
    let mut tx = app.read().await?;
    let Some(live) = store::live(&mut tx, token, now, &day).await? else {
        return Ok(None);
    };
    let rights = store::rights(&mut tx, live.person, live.organisation, live.position, &day).await?;
    let actor = Actor {
        person: Some(live.person),
        name: live.name.clone(),
        organisation: live.organisation,
        position: Some(live.position),
        title: live.title.clone(),
        department: live.department,
        roles: rights.roles,
        substitutes: rights.substitutes,
        source: Source::Web,
        address,
        session: Some(live.id),
        weak: live.asks_strong && !live.strong,
    };
    Ok(Some((actor, live, rights.actings)))
}

/// The sign-in page, which leads back; a form that was sent without a session leads back to where it stood.
fn to_sign_in(guest: &Guest, method: &Method) -> Response {
    let place = if method == Method::GET { guest.path.as_str() } else { "/" };
    let next = serde_urlencoded::to_string([("next", place)]).unwrap_or_default();
    answer::go(&format!("/sign-in?{next}"))
}
