//! The pages of co-issuing: a leader decides about another body's document; a clerk records who signed outside.

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use luuvet_domain::access::Action;
use luuvet_domain::ids::DocumentId;
use uuid::Uuid;

use super::settle::meanwhile;
use crate::app::App;
use crate::documents::joint::approve_joint::ApproveJoint;
use crate::documents::joint::record_body::{RecordBody, may_record};
use crate::documents::joint::refuse_joint::RefuseJoint;
use crate::documents::joint::store::{self, Approval, Asked};
use crate::documents::outgoing::pages::view::{Leaf, Listed, leaves};
use crate::documents::outgoing::store::choices;
use crate::documents::paper::{scan, store as paper};
use crate::documents::permitted;
use crate::documents::store::Document;
use crate::locale::text;
use crate::organisations::fields::day_or_today;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::upload::{LARGEST, Upload};
use crate::web::visitor::Visitor;

/// The pages of this part.
pub fn routes() -> Router<App> {
    let uploads = Router::new()
        .route("/documents/{id}/joint", get(show_record).post(record))
        .layer(DefaultBodyLimit::max(LARGEST + 1_000_000));
    Router::new()
        .route("/documents/{id}/co-sign", get(show).post(approve))
        .route("/documents/{id}/co-sign/refuse", post(refuse))
        .merge(uploads)
}

#[derive(Template)]
#[template(path = "documents/joint/views/co_sign.html")]
struct CoSignPage {
    p: Page,
    form: Form,
    d: Document,
    asked: Asked,
    leaves: Vec<Leaf>,
    files: Vec<Listed>,
    /// The lines of the leader's signature; empty for whoever is none.
    signature: Vec<String>,
    /// The manifest on this page.
    seen: String,
}

async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, Form::default(), 200).await
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, form: Form) -> Result<CoSignPage, Refusal> {
    let day = crate::clock::day(app.clock.now()).to_string();
    let mut tx = app.read().await?;
    let (d, files) = permitted::find(&mut tx, &visitor.actor, id).await?;
    let asked = store::joint(&mut tx, d.organisation, id, d.version).await?.request.ok_or(Refusal::NotFound)?;
    visitor.actor.require(Action::Approve)?;
    if asked.state != "asked" {
        return Err(meanwhile());
    }
    let choices = choices::choices(&mut tx, d.organisation, &day).await?;
    drop(tx);
    let own = visitor.actor.position;
    let signature = own.map(|own| choices.signature(own, None)).unwrap_or_default();
    let title = text(visitor.locale, "deed-co-sign");
    let p = Page::load(app, visitor, "nav-submissions", title).await?;
    let (leaves, files, seen) = (leaves(id, &files), Listed::all(&files), hex::encode(asked.manifest));
    Ok(CoSignPage { p, form, d, asked, leaves, files, signature, seen })
}

async fn answered(app: &App, visitor: Visitor, id: DocumentId, form: Form, done: Result<(), Refusal>) -> Response {
    match done {
        Ok(()) => answer::go(&format!("/documents/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(app, visitor, id, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn approve(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let verb = ApproveJoint { document: id, seen: form.value("seen").to_owned() };
    let done = app.perform(&visitor.actor, verb).await;
    answered(&app, visitor, id, form, done).await
}

async fn refuse(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let verb = RefuseJoint { document: id, reason: form.value("reason").to_owned() };
    let done = app.perform(&visitor.actor, verb).await;
    answered(&app, visitor, id, form, done).await
}

#[derive(Template)]
#[template(path = "documents/joint/views/record.html")]
struct RecordPage {
    p: Page,
    form: Form,
    d: Document,
    /// The bodies whose signature can be recorded.
    bodies: Vec<Approval>,
    on_paper: bool,
}

async fn show_record(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    record_page(&app, visitor, id, None, 200).await
}

async fn record_page(app: &App, visitor: Visitor, id: DocumentId, typed: Option<Form>, status: u16) -> Response {
    let locale = visitor.locale;
    match load_record(app, visitor, id, typed).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load_record(app: &App, visitor: Visitor, id: DocumentId, typed: Option<Form>) -> Result<RecordPage, Refusal> {
    let (d, bodies, on_paper) = recordable(app, &visitor, id).await?;
    let first = |bodies: &[Approval]| match bodies {
        [one] => Form::default().with("body", one.id.to_string()).with("signer", &one.signer).with("title", &one.title),
        _ => Form::default(),
    };
    let form = typed.unwrap_or_else(|| first(&bodies));
    let title = text(visitor.locale, "deed-record-body");
    let p = Page::load(app, visitor, "nav-outgoing", title).await?;
    Ok(RecordPage { p, form, d, bodies, on_paper })
}

/// The document with the bodies whose signature the visitor can record. Who may not number uploads nothing to it.
async fn recordable(app: &App, visitor: &Visitor, id: DocumentId) -> Result<(Document, Vec<Approval>, bool), Refusal> {
    let mut tx = app.read().await?;
    let (d, _) = permitted::find(&mut tx, &visitor.actor, id).await?;
    if !visitor.actor.may(Action::Number) || d.direction != "outgoing" {
        return Err(Refusal::NotFound);
    }
    let on_paper = paper::paper(&mut tx, d.organisation, id).await?.is_some();
    let mut bodies = store::approvals(&mut tx, d.organisation, id, d.version).await?;
    bodies.retain(|one| may_record(one, on_paper));
    if bodies.is_empty() {
        return Err(meanwhile());
    }
    Ok((d, bodies, on_paper))
}

async fn record(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, upload: Upload) -> Response {
    let form = upload.form.clone();
    let done = async {
        recordable(&app, &visitor, id).await?;
        let day = day_or_today(&form, "day", app.clock.now())?;
        let files = match upload.files.is_empty() {
            true => Vec::new(),
            false => scan::take_in(&app, &visitor.actor, upload.files, form.has("declared")).await?,
        };
        let verb = RecordBody {
            document: id,
            body: form.parse("body")?.unwrap_or(Uuid::nil()),
            signer: form.value("signer").to_owned(),
            title: form.value("title").to_owned(),
            day,
            files,
        };
        app.perform(&visitor.actor, verb).await
    };
    match done.await {
        Ok(()) => answer::go(&format!("/documents/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            record_page(&app, visitor, id, Some(form), status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
