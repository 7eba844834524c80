//! `/dossiers`: the list with opening one, and the page of one with closing it.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use luuvet_domain::access::Action;
use luuvet_domain::ids::DossierId;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::App;
use crate::dossiers::close::CloseDossier;
use crate::dossiers::open::OpenDossier;
use crate::dossiers::store::{self, Dossier, Filed};
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// Rows shown at once.
const PAGE: usize = 50;

/// The pages of this part.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/dossiers", get(list).post(open))
        .route("/dossiers/{id}", get(show))
        .route("/dossiers/{id}/close", post(close))
}

/// What the address says: open or closed ones, and after which row.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    state: String,
    after: Option<String>,
}

impl Asked {
    /// The key `<microseconds>.<id>`, or the start.
    fn key(&self, start: (i64, Uuid)) -> Result<(i64, Uuid), Refusal> {
        let Some(after) = &self.after else { return Ok(start) };
        let parsed = after.split_once('.').and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
        parsed.ok_or(Refusal::NotFound)
    }
}

#[derive(Template)]
#[template(path = "dossiers/views/dossiers.html")]
struct DossiersPage {
    p: Page,
    closed: bool,
    dossiers: Vec<Dossier>,
    next: Option<String>,
    form: Form,
}

async fn list(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    list_page(&app, visitor, &asked, Form::default(), 200).await
}

async fn list_page(app: &App, visitor: Visitor, asked: &Asked, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, asked, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, asked: &Asked, form: Form) -> Result<DossiersPage, Refusal> {
    let closed = asked.state == "closed";
    let title = text(visitor.locale, "nav-dossiers");
    let p = Page::load(app, visitor, "nav-dossiers", title).await?;
    let mut tx = app.read().await?;
    let mut dossiers = store::list(&mut tx, &p.visitor.actor, closed, asked.key((i64::MAX, Uuid::max()))?).await?;
    let more = dossiers.len() > PAGE;
    dossiers.truncate(PAGE);
    let next = dossiers.last().filter(|_| more).map(|last| format!("{}.{}", last.opened_at, last.id));
    Ok(DossiersPage { p, closed, dossiers, next, form })
}

async fn open(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let value = |name: &str| form.value(name).to_owned();
    let verb = OpenDossier {
        title: value("title"),
        number: value("number"),
        school_year: value("school_year"),
        retention: value("retention"),
        restricted: form.has("restricted"),
    };
    match app.perform(&visitor.actor, verb).await {
        Ok(id) => answer::go(&format!("/dossiers/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            list_page(&app, visitor, &Asked::default(), form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

#[derive(Template)]
#[template(path = "dossiers/views/dossier.html")]
struct DossierPage {
    p: Page,
    dossier: Dossier,
    documents: Vec<Filed>,
    next: Option<String>,
    form: Form,
}

impl DossierPage {
    /// Whether this reader may close it.
    fn can_close(&self) -> bool {
        let actor = &self.p.visitor.actor;
        let is_keeper = actor.handles(self.dossier.owner) || actor.may(Action::SeeAllDocuments);
        self.dossier.closed_at.is_none() && actor.may(Action::File) && is_keeper
    }
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DossierId>,
    Query(asked): Query<Asked>,
) -> Response {
    page(&app, visitor, id, &asked, Form::default(), 200).await
}

async fn page(app: &App, visitor: Visitor, id: DossierId, asked: &Asked, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load_one(app, visitor, id, asked, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load_one(
    app: &App,
    visitor: Visitor,
    id: DossierId,
    asked: &Asked,
    form: Form,
) -> Result<DossierPage, Refusal> {
    let (organisation, grantees) = (visitor.actor.organisation, visitor.actor.grantees());
    let mut p = Page::load(app, visitor, "nav-dossiers", "").await?;
    let mut tx = app.read().await?;
    let dossier = store::find(&mut tx, &p.visitor.actor, id).await?.ok_or(Refusal::NotFound)?;
    let after = asked.key((0, Uuid::nil()))?;
    let mut documents = store::documents(&mut tx, organisation, id, after, &grantees).await?;
    let more = documents.len() > PAGE;
    documents.truncate(PAGE);
    let next = documents.last().filter(|_| more).map(|last| format!("{}.{}", last.at, last.id));
    p.title.clone_from(&dossier.title);
    let form = if form.has("retention") { form } else { form.with("retention", &*dossier.retention) };
    Ok(DossierPage { p, dossier, documents, next, form })
}

async fn close(State(app): State<App>, visitor: Visitor, Path(id): Path<DossierId>, form: Form) -> Response {
    let done = match form.parse::<u32>("sheets") {
        Ok(sheets) => {
            let retention = form.value("retention").to_owned();
            app.perform(&visitor.actor, CloseDossier { dossier: id, retention, sheets }).await
        }
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) => answer::go(&format!("/dossiers/{id}?done=close-dossier")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, id, &Asked::default(), form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
