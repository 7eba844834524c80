//! `/search`, and `/search/table.xlsx`: exactly what is filtered, to take along.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use luuvet_db::Tx;
use luuvet_domain::documents::Kind;

use super::export;
use super::filter::{Asked, DIRECTIONS, states};
use super::store::{self, Found};
use crate::app::App;
use crate::clock;
use crate::documents::list::stamp;
use crate::refusal::Refusal;
use crate::sign_in;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;
use crate::work::Actor;

/// Documents of one page.
const LIMIT: usize = 50;
/// Documents read at once for a file.
const BATCH: i64 = 1_000;
/// Documents of one file; who needs more narrows the days.
const MOST: usize = 20_000;

/// The pages.
pub fn routes() -> Router<App> {
    Router::new().route("/search", get(show)).route("/search/table.xlsx", get(table))
}

#[derive(Template)]
#[template(path = "search/views/search.html")]
struct SearchPage {
    p: Page,
    asked: Asked,
    form: Form,
    begun: bool,
    found: Vec<Found>,
    more: Option<String>,
    states: Vec<&'static str>,
}

impl SearchPage {
    fn stamp(&self, found: &Found) -> Option<&'static str> {
        stamp(&found.urgency)
    }

    fn directions(&self) -> &'static [&'static str] {
        DIRECTIONS
    }

    /// The kinds by their names.
    fn kinds(&self) -> Vec<(&'static str, String)> {
        let mut kinds: Vec<_> =
            Kind::ALL.iter().map(|kind| (kind.code(), self.p.t(&format!("kind-{}", kind.code())))).collect();
        kinds.sort_by_cached_key(|(_, name)| vietnamese::fold::fold(name));
        kinds
    }

    fn table(&self) -> String {
        format!("/search/table.xlsx?{}", self.asked.query(""))
    }
}

async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    let locale = visitor.locale;
    match build(&app, visitor, asked.trimmed()).await {
        Ok((page, status)) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn build(app: &App, visitor: Visitor, asked: Asked) -> Result<(SearchPage, u16), Refusal> {
    let p = Page::load(app, visitor, "nav-search", "").await?.titled("nav-search");
    let mut page = SearchPage {
        form: Form::default().with("person", &asked.person).with("from", &asked.from).with("until", &asked.until),
        p,
        asked,
        begun: false,
        found: Vec::new(),
        more: None,
        states: states(),
    };
    let today = page.p.today();
    let (filter, after) = match page.asked.understand(today) {
        Ok(understood) => understood,
        Err(refusal) => {
            page.form = page.form.refused(page.p.locale, &refusal);
            page.begun = true;
            return Ok((page, refusal.status()));
        }
    };
    if !filter.is_empty() {
        let limit = i64::try_from(LIMIT + 1).unwrap_or(i64::MAX);
        let (mut tx, actor) = (app.read().await?, &page.p.visitor.actor);
        page.found = store::find(&mut tx, actor, &filter, after, limit, today).await?;
        page.begun = true;
    }
    let full = page.found.len() > LIMIT;
    page.found.truncate(LIMIT);
    let last = page.found.last().filter(|_| full);
    page.more = last.map(|last| format!("/search?{}", page.asked.query(&last.after().to_string())));
    Ok((page, 200))
}

async fn table(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    match make(&app, &visitor, &asked.trimmed()).await {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, export::XLSX),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"van-ban.xlsx\""),
                (header::CONTENT_SECURITY_POLICY, "sandbox"),
            ];
            (headers, bytes).into_response()
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn make(app: &App, visitor: &Visitor, asked: &Asked) -> Result<Vec<u8>, Refusal> {
    let mut tx = app.read().await?;
    let found = all(&mut tx, &visitor.actor, asked, clock::day(app.clock.now())).await?;
    drop(tx);
    note(app, visitor).await?;
    let (locale, organisation) = (visitor.locale, visitor.live.organisation_name.clone());
    let made = tokio::task::spawn_blocking(move || export::excel(locale, &organisation, &found));
    made.await.map_err(|error| Refusal::Broken(error.to_string()))?
}

/// Everything that fits, page by page.
async fn all(tx: &mut Tx, actor: &Actor, asked: &Asked, today: jiff::civil::Date) -> Result<Vec<Found>, Refusal> {
    let (filter, _) = asked.understand(today)?;
    let (mut all, mut after): (Vec<Found>, _) = (Vec::new(), None);
    while all.len() < MOST {
        let batch = store::find(tx, actor, &filter, after, BATCH, today).await?;
        let is_last = i64::try_from(batch.len()).is_ok_and(|count| count < BATCH);
        after = batch.last().map(Found::after);
        all.extend(batch);
        if is_last {
            return Ok(all);
        }
    }
    Err(Refusal::invalid(crate::refusal::Problem::new("search-too-many").with("limit", MOST)))
}

/// Reading so much at once leaves a line in the access log.
async fn note(app: &App, visitor: &Visitor) -> Result<(), Refusal> {
    let (organisation, person) = (visitor.actor.organisation, visitor.actor.person);
    let address = visitor.actor.address.clone();
    app.change(move |tx, draw| {
        let address = address.clone();
        Box::pin(async move {
            let (id, at) = (draw.request(), draw.now);
            Ok(sign_in::store::log(tx, id, at, Some(organisation), person, "documents-excel", &address).await?)
        })
    })
    .await
}
