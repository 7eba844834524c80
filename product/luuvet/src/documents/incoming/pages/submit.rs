//! Submitting with a proposal.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::access::Action;
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::documents::incoming::pages::{document, incoming, plain, require, seats};
use crate::documents::incoming::store::rules::{self, Target};
use crate::documents::incoming::store::{self, Seat};
use crate::documents::incoming::submit::SubmitIncoming;
use crate::documents::store::{Document, StoredFile};
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/incoming/views/submit.html")]
struct SubmitPage {
    p: Page,
    d: Document,
    files: Vec<StoredFile>,
    form: Form,
    seats: Vec<Seat>,
    /// Whom the rule names, in words; empty when nobody leads here.
    rule: String,
    /// The rule sends it straight on to its lead.
    straight: bool,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, Form::default(), 200).await
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, form: Form) -> Result<SubmitPage, Refusal> {
    let (d, files) = incoming(app, &visitor.actor, id).await?;
    require(&visitor.actor, Action::SubmitIncoming)?;
    let seats = seats(app, &visitor.actor).await?;
    let title = text(visitor.locale, "deed-submit-incoming");
    let p = Page::load(app, visitor, "nav-incoming", title).await?;
    let day = p.today().to_string();
    let mut tx = app.read().await?;
    let target = rules::target(&mut tx, d.organisation, &d.kind, &d.subject, &day).await?;
    let (owner, straight) = match target {
        Some(Target::Position(position)) => (Some(crate::documents::store::Owner::Position(position)), false),
        Some(Target::Straight(owner)) => (Some(owner), true),
        None => (None, false),
    };
    let rule = match owner {
        Some(owner) => store::owner_name(&mut tx, d.organisation, owner, &day).await?.unwrap_or_default(),
        None => String::new(),
    };
    Ok(SubmitPage { p, d, files, form, seats, rule, straight })
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
    form: Form,
) -> Response {
    let done = async {
        let verb = SubmitIncoming { document: id, proposal: form.value("proposal").to_owned(), to: form.parse("to")? };
        app.perform(&visitor.actor, verb).await
    };
    match done.await {
        Ok(()) => document(id),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, id, form, status).await
        }
        Err(refusal) => plain(&visitor, &refusal),
    }
}
