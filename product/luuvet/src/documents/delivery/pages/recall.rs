//! `/documents/{id}/recall`.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::documents::delivery::deeds::outgoing;
use crate::documents::delivery::recall_document::RecallDocument;
use crate::documents::permitted::find;
use crate::documents::store::Document;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/delivery/views/recall.html")]
struct RecallPage {
    p: Page,
    d: Document,
    form: Form,
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

async fn load(app: &App, visitor: Visitor, id: DocumentId, form: Form) -> Result<RecallPage, Refusal> {
    let p = Page::load(app, visitor, "nav-outgoing", "").await?;
    let (d, _) = find(&mut app.read().await?, &p.visitor.actor, id).await?;
    outgoing(&d).ok_or(Refusal::NotFound)?;
    let title = p.t("recall-title");
    Ok(RecallPage { p: Page { title, ..p }, d, form })
}

pub(super) async fn recall(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
    form: Form,
) -> Response {
    let verb = RecallDocument { document: id, reason: form.value("reason").to_owned() };
    match app.perform(&visitor.actor, verb).await {
        Ok(()) => answer::go(&format!("/documents/{id}/delivery")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, id, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
