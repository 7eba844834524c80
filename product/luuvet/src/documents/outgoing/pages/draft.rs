//! `/drafts/new` and `/drafts/{id}`: writing what a document says.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use luuvet_domain::ids::DocumentId;
use serde::Deserialize;

use super::input;
use super::recipients;
use super::related::{self, Choice};
use super::view::{Listed, Offers, Row, rows};
use crate::app::App;
use crate::documents::outgoing::change_draft::ChangeDraft;
use crate::documents::outgoing::draft::Draft;
use crate::documents::outgoing::rendition;
use crate::documents::outgoing::store::drafts::{Asked, Parts, Recipient};
use crate::documents::outgoing::store::{choices, drafts, lists};
use crate::documents::store::{Document, StoredFile};
use crate::documents::{copies, permitted};
use crate::locale::text;
use crate::organisations::calendar;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/outgoing/views/draft.html")]
struct DraftPage {
    p: Page,
    form: Form,
    offers: Offers,
    recipients: Vec<Row>,
    demands: Vec<Row>,
    relations: Vec<Row>,
    /// Recipients that were looked for without script.
    found_recipients: Vec<Choice>,
    bodies: Vec<Row>,
    /// Documents that were looked for without script.
    found: Vec<Choice>,
    asked: Vec<Asked>,
    files: Vec<Listed>,
    /// None before the draft is kept for the first time.
    id: Option<DocumentId>,
    action: String,
    /// Whether Word drafts become PDF here by themselves.
    converts: bool,
    has_rendition: bool,
}

/// What a new draft answers, and which kind it shall be.
#[derive(Debug, Default, Deserialize)]
pub struct Beginning {
    answers: Option<DocumentId>,
    kind: Option<String>,
    /// Whether it was signed on paper already.
    #[serde(default)]
    paper: String,
    /// What it is to an earlier document, and to which.
    relation: Option<String>,
    of: Option<DocumentId>,
}

impl Beginning {
    fn action(&self) -> String {
        let paper = if self.paper.is_empty() { "" } else { "&paper=yes" };
        match self.answers {
            Some(id) => format!("/drafts/new?answers={id}{paper}"),
            None if paper.is_empty() => "/drafts/new".to_owned(),
            None => "/drafts/new?paper=yes".to_owned(),
        }
    }
}

pub async fn new(State(app): State<App>, visitor: Visitor, Query(beginning): Query<Beginning>) -> Response {
    let locale = visitor.locale;
    match prefilled(&app, &visitor, &beginning).await {
        Ok((form, parts)) => show_form(&app, visitor, form, &parts, None, beginning.action(), 200).await,
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

/// A new form: for an answer with subject, kind, recipient and the demands that are still open.
async fn prefilled(app: &App, visitor: &Visitor, beginning: &Beginning) -> Result<(Form, Parts), Refusal> {
    let once = app.draw()?.request().to_string();
    let department = visitor.actor.department.map(|id| id.to_string()).unwrap_or_default();
    let kind = beginning.kind.as_deref().unwrap_or("official-letter");
    let form = Form::default()
        .with("once", once)
        .with("direction", "outgoing")
        .with("copies", "1")
        .with("department", department);
    if let (Some(relation), Some(of)) = (&beginning.relation, beginning.of) {
        let (form, kind) = related::begun(app, visitor, form, relation, of).await?;
        return Ok((form.with("kind", kind), Parts::default()));
    }
    let Some(incoming) = beginning.answers else {
        return Ok((form.with("kind", kind).with("urgency", "normal"), Parts::default()));
    };
    let mut tx = app.read().await?;
    let (answered, _) = permitted::find(&mut tx, &visitor.actor, incoming).await?;
    if answered.direction != "incoming" {
        return Err(Refusal::NotFound);
    }
    let parts = drafts::parts(&mut tx, answered.organisation, incoming, incoming).await?;
    let kind = beginning.kind.as_deref().unwrap_or(if parts.asked.is_empty() { kind } else { "report" });
    let subject = answered
        .symbol
        .as_deref()
        .map_or_else(|| answered.subject.clone(), |symbol| format!("Trả lời {symbol} {}", answered.subject));
    let mut form = form.with("kind", kind).with("subject", subject).with("urgency", &answered.urgency);
    if let Some((sender, name)) = lists::sender(&mut tx, answered.organisation, incoming).await? {
        let kind = if sender.is_some() { "organisation" } else { "outside" };
        let role = "lead".to_owned();
        let one = Recipient { kind: kind.to_owned(), target: sender, name, role, due: None };
        form = input::with_recipient(form, &one);
    }
    for one in parts.asked.iter().filter(|one| !one.taken) {
        form = form.with("answered", one.id.to_string());
    }
    Ok((form, parts))
}

async fn show_form(
    app: &App,
    visitor: Visitor,
    form: Form,
    parts: &Parts,
    document: Option<(&Document, &[StoredFile])>,
    action: String,
    status: u16,
) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, form, parts, document, action).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(
    app: &App,
    visitor: Visitor,
    form: Form,
    parts: &Parts,
    document: Option<(&Document, &[StoredFile])>,
    action: String,
) -> Result<DraftPage, Refusal> {
    let organisation = visitor.actor.organisation;
    let title =
        document.map_or_else(|| text(visitor.locale, "draft-new-title"), |(document, _)| document.subject.clone());
    let p = Page::load(app, visitor, "nav-submissions", title).await?;
    let mut tx = app.read().await?;
    let choices = choices::choices(&mut tx, organisation, &p.today().to_string()).await?;
    drop(tx);
    let found = related::find(app, &p.visitor, form.value("relation_q")).await?;
    let files = document.map_or(&[][..], |(_, files)| files);
    Ok(DraftPage {
        offers: Offers::new(&choices, p.today())?,
        recipients: rows(&form, "recipient_target", "recipient_name", "recipient_role", "recipient_due", 1),
        found_recipients: recipients::fitting(&choices, form.value("recipient_q"), p.locale),
        demands: rows(&form, "demand_rule", "demand_wording", "", "demand_day", 1),
        relations: rows(&form, "relation_kind", "relation_wording", "relation_other", "", 1),
        bodies: rows(&form, "body_target", "body_name", "body_signer", "body_title", 1),
        found,
        asked: parts.asked.clone(),
        files: Listed::all(files),
        id: document.map(|(document, _)| document.id),
        converts: rendition::converts_word(),
        has_rendition: files.iter().any(|file| file.role == "rendition"),
        p,
        form,
        action,
    })
}

pub async fn begin(
    State(app): State<App>,
    visitor: Visitor,
    Query(beginning): Query<Beginning>,
    form: Form,
) -> Response {
    if related::is_asking(&form) || recipients::is_asking(&form) {
        return match asked(&app, &visitor, beginning.answers).await {
            Ok(parts) => show_form(&app, visitor, form, &parts, None, beginning.action(), 200).await,
            Err(refusal) => answer::plain(visitor.locale, &refusal),
        };
    }
    let done = async {
        let content = read(&app, &visitor, &form).await?;
        let verb = Draft { answers: beginning.answers, content };
        match form.value("once") {
            "" => app.perform(&visitor.actor, verb).await,
            once => app.perform_once(&visitor.actor, once, verb).await,
        }
    };
    match done.await {
        Ok(id) if !beginning.paper.is_empty() => answer::go(&format!("/documents/{id}/paper-signed")),
        Ok(id) => answer::go(&format!("/drafts/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            match asked(&app, &visitor, beginning.answers).await {
                Ok(parts) => show_form(&app, visitor, form, &parts, None, beginning.action(), status).await,
                Err(refusal) => answer::plain(visitor.locale, &refusal),
            }
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

/// The demands of the document that is answered.
async fn asked(app: &App, visitor: &Visitor, answers: Option<DocumentId>) -> Result<Parts, Refusal> {
    let Some(incoming) = answers else { return Ok(Parts::default()) };
    let mut tx = app.read().await?;
    permitted::find(&mut tx, &visitor.actor, incoming).await?;
    let parts = drafts::parts(&mut tx, visitor.actor.organisation, incoming, incoming).await?;
    Ok(Parts { asked: parts.asked, ..Parts::default() })
}

/// What the form says, read against what can be chosen today.
async fn read(
    app: &App,
    visitor: &Visitor,
    form: &Form,
) -> Result<crate::documents::outgoing::content::Content, Refusal> {
    let today = crate::clock::day(app.clock.now());
    let mut tx = app.read().await?;
    let choices = choices::choices(&mut tx, visitor.actor.organisation, &today.to_string()).await?;
    let days = calendar::of(&mut tx, visitor.actor.organisation).await?;
    input::content(form, &choices, &days, today)
}

pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, None, 200).await
}

/// The draft's page; `typed` is a form that comes back.
pub async fn page(app: &App, visitor: Visitor, id: DocumentId, typed: Option<Form>, status: u16) -> Response {
    let locale = visitor.locale;
    match stored(app, &visitor, id).await {
        Ok((document, files, parts)) => {
            let form = typed.unwrap_or_else(|| input::form(&document, &parts));
            show_form(app, visitor, form, &parts, Some((&document, &files)), format!("/drafts/{id}"), status).await
        }
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

/// The draft as it is kept, with what a refused upload was told.
pub async fn with_errors(app: &App, visitor: Visitor, id: DocumentId, told: &Form, status: u16) -> Response {
    match stored(app, &visitor, id).await {
        Ok((document, files, parts)) => {
            let form = input::form(&document, &parts).told(told);
            show_form(app, visitor, form, &parts, Some((&document, &files)), format!("/drafts/{id}"), status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn stored(app: &App, visitor: &Visitor, id: DocumentId) -> Result<(Document, Vec<StoredFile>, Parts), Refusal> {
    let mut tx = app.read().await?;
    let (document, files) = permitted::find(&mut tx, &visitor.actor, id).await?;
    let is_draft = matches!(document.state.as_str(), "draft" | "returned" | "withdrawn");
    if !is_draft || !visitor.actor.handles(document.drafter) {
        return Err(Refusal::NotFound);
    }
    let parts = drafts::parts(&mut tx, document.organisation, id, document.answers.unwrap_or(id)).await?;
    Ok((document, files, parts))
}

pub async fn change(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    if related::is_asking(&form) || recipients::is_asking(&form) {
        return page(&app, visitor, id, Some(form), 200).await;
    }
    match save(&app, &visitor, id, &form).await {
        Ok(()) if form.value("then") == "submit" => answer::go(&format!("/documents/{id}/submit")),
        Ok(()) => answer::go(&format!("/drafts/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, id, Some(form), status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

/// Keeps what is typed while it is typed; what cannot be kept yet stays in the page.
pub async fn autosave(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    match save(&app, &visitor, id, &form).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn save(app: &App, visitor: &Visitor, id: DocumentId, form: &Form) -> Result<(), Refusal> {
    let content = read(app, visitor, form).await?;
    app.perform(&visitor.actor, ChangeDraft { document: id, content }).await?;
    copies::rendition::refresh(app, &visitor.actor, id).await
}
