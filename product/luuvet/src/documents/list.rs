//! `/incoming` and `/outgoing`: what a person may see of a direction, newest first.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use luuvet_db::Tx;
use luuvet_domain::ids::DocumentId;
use serde::Deserialize;

use crate::app::App;
use crate::documents::store::lists::{self, After, Listed};
use crate::locale::{Locale, text};
use crate::refusal::Refusal;
use crate::time::{Ago, ago};
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;
use crate::work::Actor;

/// Rows of one page.
pub const PAGE: i64 = 50;

/// The lists.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/incoming", get(|app, visitor, query| show(app, visitor, query, Shelf::Incoming)))
        .route("/outgoing", get(|app, visitor, query| show(app, visitor, query, Shelf::Outgoing)))
}

/// A list that a document was opened from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Văn bản đến.
    Incoming,
    /// Văn bản đi.
    Outgoing,
}

impl Shelf {
    /// The shelf of a document's direction.
    #[must_use]
    pub fn of(direction: &str) -> Self {
        if direction == "incoming" { Self::Incoming } else { Self::Outgoing }
    }

    /// Its address.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Incoming => "/incoming",
            Self::Outgoing => "/outgoing",
        }
    }

    /// Its entry in the rail.
    #[must_use]
    pub fn entry(self) -> &'static str {
        match self {
            Self::Incoming => "nav-incoming",
            Self::Outgoing => "nav-outgoing",
        }
    }

    /// The direction's code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Incoming => "incoming",
            Self::Outgoing => "outgoing",
        }
    }
}

/// A row as it is shown.
#[derive(Clone, Debug)]
pub struct Row {
    /// The document.
    pub id: DocumentId,
    /// Number and symbol, or the arrival's, or what stands in their place.
    pub number: String,
    /// Trích yếu; for a restricted one that is not the reader's, a word.
    pub subject: String,
    /// Sender or kind, and state.
    pub meta: String,
    /// The stamp of urgency.
    pub stamp: Option<&'static str>,
    /// When it came or began.
    pub at: Ago,
    /// Whether it is the one that is open.
    pub current: bool,
}

/// A page of rows, and where the next one begins.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The rows.
    pub rows: Vec<Row>,
    /// The address of the next page.
    pub more: Option<String>,
}

/// Reads a page of a shelf: one statement.
///
/// # Errors
/// The database's.
pub async fn load(
    tx: &mut Tx,
    actor: &Actor,
    shelf: Shelf,
    after: Option<After>,
    open: Option<DocumentId>,
    (locale, now): (Locale, i64),
) -> Result<Rows, Refusal> {
    let mut found = lists::page(tx, actor, shelf.code(), after, PAGE + 1).await?;
    let full = i64::try_from(found.len()).is_ok_and(|n| n > PAGE);
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let more = found.last().filter(|_| full).map(|last| format!("{}?after={}", shelf.path(), After::of(last)));
    let rows = found.into_iter().map(|listed| row(listed, open, locale, now)).collect();
    Ok(Rows { rows, more })
}

fn row(listed: Listed, open: Option<DocumentId>, locale: Locale, now: i64) -> Row {
    let state = text(locale, &format!("state-{}", listed.state));
    let from =
        if listed.direction == "incoming" { listed.issuer } else { text(locale, &format!("kind-{}", listed.kind)) };
    Row {
        id: listed.id,
        number: listed.symbol.unwrap_or_else(|| text(locale, "no-number")),
        subject: listed.subject,
        meta: format!("{from} · {state}"),
        stamp: stamp(&listed.urgency),
        at: ago(locale, listed.sort_key, now),
        current: open == Some(listed.id),
    }
}

/// The stamp of an urgency's code; none for a usual document.
#[must_use]
pub fn stamp(urgency: &str) -> Option<&'static str> {
    luuvet_domain::documents::Urgency::from_code(urgency).ok().and_then(|urgency| urgency.stamp())
}

#[derive(Template)]
#[template(path = "documents/views/list.html")]
struct ListPage {
    p: Page,
    shelf: Shelf,
    list: Rows,
}

#[derive(Deserialize)]
struct Ask {
    after: Option<After>,
}

async fn show(State(app): State<App>, visitor: Visitor, Query(ask): Query<Ask>, shelf: Shelf) -> Response {
    let locale = visitor.locale;
    match build(&app, visitor, ask.after, shelf).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn build(app: &App, visitor: Visitor, after: Option<After>, shelf: Shelf) -> Result<ListPage, Refusal> {
    let p = Page::load(app, visitor, shelf.entry(), "").await?;
    let p = p.titled(shelf.entry());
    let mut tx = app.read().await?;
    let list = load(&mut tx, &p.visitor.actor, shelf, after, None, (p.locale, p.now)).await?;
    Ok(ListPage { p, shelf, list })
}
