//! `/incoming/new`: files first, with the declaration; then what the document bears. Duplicates are shown before
//! anything is written.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::documents::{Kind, Urgency};
use luuvet_domain::ids::FileId;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::App;
use crate::clock;
use crate::documents::file::take_in;
use crate::documents::incoming::arrive::Arrive;
use crate::documents::incoming::join_twin::JoinTwin;
use crate::documents::incoming::order::order;
use crate::documents::incoming::pages::{document, plain, read, require};
use crate::documents::incoming::particulars::Particulars;
use crate::documents::incoming::store::arriving::{self, Waiting};
use crate::documents::incoming::store::{self, Same};
use crate::documents::store::NewFile;
use crate::locale::{sentence, text};
use crate::organisations::calendar;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::upload::{Upload, Uploaded};
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/incoming/views/new.html")]
struct NewPage {
    p: Page,
    form: Form,
    form_id: Uuid,
    files: Vec<NewFile>,
    same: Vec<Same>,
    kinds: &'static [Kind],
    urgencies: &'static [Urgency],
    /// Whether it is on paper.
    paper: bool,
}

impl NewPage {
    /// Whether a file has no text in which a mark of secrecy would be recognised.
    fn unread(&self) -> bool {
        self.files.iter().any(|file| !file.has_text)
    }
}

#[derive(Deserialize)]
pub(super) struct Ask {
    form: Option<Uuid>,
    #[serde(default)]
    medium: String,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Query(ask): Query<Ask>) -> Response {
    let form_id = match (ask.form, app.draw()) {
        (Some(form), _) => form,
        (None, Ok(draw)) => draw.request(),
        (None, Err(refusal)) => return plain(&visitor, &refusal),
    };
    let form = Form::default().with("urgency", "normal").with("kind", "official-letter").with("medium", ask.medium);
    page(&app, visitor, form, form_id, Vec::new(), 200).await
}

async fn page(app: &App, visitor: Visitor, form: Form, form_id: Uuid, same: Vec<Same>, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, form, form_id, same).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, form: Form, form_id: Uuid, same: Vec<Same>) -> Result<NewPage, Refusal> {
    require(&visitor.actor, Action::Register)?;
    let waiting = waiting(&visitor, form_id)?;
    let title = text(visitor.locale, "incoming-new");
    let p = Page::load(app, visitor, "nav-incoming", title).await?;
    let files = arriving::waiting(&mut app.read().await?, waiting).await?;
    let paper = form.value("medium") == "paper";
    Ok(NewPage { p, form, form_id, files, same, kinds: Kind::ALL, urgencies: Urgency::ALL, paper })
}

fn waiting(visitor: &Visitor, form: Uuid) -> Result<Waiting, Refusal> {
    let person = visitor.actor.person.ok_or(Refusal::NotFound)?;
    Ok(Waiting { organisation: visitor.actor.organisation, person, form })
}

/// `/incoming/files`: takes files for a form. A script sends one at a time and shows how far it is.
pub(super) async fn take_files(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    upload: Upload,
) -> Response {
    // A script asks for a sentence, a navigation for a page.
    let by_script = headers.get("sec-fetch-dest").is_some_and(|value| value == "empty");
    let Upload { form, files } = upload;
    let Ok(form_id) = form.value("form").parse::<Uuid>() else {
        return plain(&visitor, &Refusal::NotFound);
    };
    let declared = form.has("declared");
    match keep(&app, &visitor, form_id, declared, files).await {
        Ok(()) => answer::go(&format!("/incoming/new?form={form_id}&medium={}", medium(&form))),
        Err(refusal) if !by_script => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, form, form_id, Vec::new(), status).await
        }
        Err(refusal) => {
            let words: Vec<String> =
                refusal.problems().iter().map(|problem| sentence(visitor.locale, problem)).collect();
            let status = StatusCode::from_u16(refusal.status()).unwrap_or_default();
            (status, words.join(" ")).into_response()
        }
    }
}

fn medium(form: &Form) -> &'static str {
    if form.value("medium") == "paper" { "paper" } else { "" }
}

async fn keep(
    app: &App,
    visitor: &Visitor,
    form_id: Uuid,
    declared: bool,
    files: Vec<Uploaded>,
) -> Result<(), Refusal> {
    require(&visitor.actor, Action::Register)?;
    if files.is_empty() {
        return Err(Refusal::invalid(Problem::new("arrival-file-missing").at("file")));
    }
    let waiting = waiting(visitor, form_id)?;
    for file in files {
        let file = take_in(app, &visitor.actor, file, "attachment", declared).await?;
        let id = FileId(app.draw()?.request());
        let kept = app.change(move |tx, draw| {
            let file = file.clone();
            Box::pin(async move { Ok(arriving::keep(tx, waiting, id, &file, draw.now).await?) })
        });
        kept.await?;
    }
    Ok(())
}

/// `/incoming/new`: takes the document in, joins it to its twin, or shows what seems to be the same.
pub(super) async fn arrive(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let Ok(form_id) = form.value("form").parse::<Uuid>() else {
        return plain(&visitor, &Refusal::NotFound);
    };
    let today = clock::day(app.clock.now());
    match take(&app, &visitor, &form, form_id, today).await {
        Ok(Taken::Document(id)) => document(id),
        Ok(Taken::Same(same)) => page(&app, visitor, form, form_id, same, 422).await,
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, form, form_id, Vec::new(), status).await
        }
        Err(refusal) => plain(&visitor, &refusal),
    }
}

enum Taken {
    Document(luuvet_domain::ids::DocumentId),
    Same(Vec<Same>),
}

async fn take(app: &App, visitor: &Visitor, form: &Form, form_id: Uuid, today: Date) -> Result<Taken, Refusal> {
    let actor = &visitor.actor;
    require(actor, Action::Register)?;
    let waiting = waiting(visitor, form_id)?;
    let paper = form.value("medium") == "paper";
    let particulars = read::particulars(form, today)?;
    let files = arriving::waiting(&mut app.read().await?, waiting).await?;
    let content = files.first().map(|file| file.hash);
    let files = order(app, files, paper, &particulars.subject).await?;
    let id = match form.parse("join")? {
        Some(twin) => {
            app.perform(actor, JoinTwin { document: twin, paper, files }).await?;
            twin
        }
        None => {
            let anyway = form.has("anyway");
            let bears = particulars.checked(today)?;
            let same = same(app, visitor, &files, content, &bears).await?;
            if !anyway && !same.is_empty() {
                return Ok(Taken::Same(same));
            }
            let pages = form.parse("pages")?.unwrap_or(0);
            let days = calendar::of(&mut app.read().await?, actor.organisation).await?;
            let answer_by = read::coming(form, "answer_by", &days, today)?;
            app.perform(actor, Arrive { paper, particulars, pages, answer_by, files, anyway }).await?
        }
    };
    app.change(move |tx, _| Box::pin(async move { Ok(arriving::forget(tx, waiting).await?) })).await?;
    Ok(Taken::Document(id))
}

async fn same(
    app: &App,
    visitor: &Visitor,
    files: &[NewFile],
    content: Option<[u8; 32]>,
    bears: &Particulars,
) -> Result<Vec<Same>, Refusal> {
    let organisation = visitor.actor.organisation;
    let content = files.first().map(|file| file.hash).or(content);
    Ok(store::duplicates(&mut app.read().await?, organisation, content, bears).await?)
}
