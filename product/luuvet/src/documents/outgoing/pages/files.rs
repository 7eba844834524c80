//! Files of a draft, and files brought into a running circuit.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::ids::{DocumentId, FileId};

use super::draft;
use super::view::{Leaf, Listed, leaves};
use crate::app::App;
use crate::documents::outgoing::add_file::AddFile;
use crate::documents::outgoing::remove_file::RemoveFile;
use crate::documents::outgoing::rendition;
use crate::documents::permitted;
use crate::locale::text;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::upload::Upload;
use crate::web::visitor::Visitor;

pub async fn add(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, upload: Upload) -> Response {
    let form = upload.form.clone();
    match store(&app, &visitor, id, upload).await {
        Ok(()) => answer::go(&format!("/drafts/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let status = refusal.status();
            let form = form.refused(visitor.locale, &refusal);
            draft::with_errors(&app, visitor, id, &form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

async fn store(app: &App, visitor: &Visitor, id: DocumentId, upload: Upload) -> Result<(), Refusal> {
    {
        // Who may not see the document uploads nothing to it.
        let mut tx = app.read().await?;
        permitted::find(&mut tx, &visitor.actor, id).await?;
    }
    let role = match upload.form.value("role") {
        role @ ("rendition" | "attachment" | "basis") => role.to_owned(),
        _ => "draft".to_owned(),
    };
    let reason = upload.form.value("reason").to_owned();
    let declared = upload.form.has("declared");
    let files = rendition::take_in(app, &visitor.actor, upload.files, &role, declared).await?;
    app.perform(&visitor.actor, AddFile { document: id, files, reason }).await
}

pub async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, file)): Path<(DocumentId, FileId)>,
) -> Response {
    match app.perform(&visitor.actor, RemoveFile { document: id, file }).await {
        Ok(()) => answer::go(&format!("/drafts/{id}")),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

#[derive(Template)]
#[template(path = "documents/outgoing/views/bring.html")]
struct BringPage {
    p: Page,
    form: Form,
    id: DocumentId,
    leaves: Vec<Leaf>,
    files: Vec<Listed>,
}

pub async fn bring(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    bring_page(&app, visitor, id, Form::default(), 200).await
}

async fn bring_page(app: &App, visitor: Visitor, id: DocumentId, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    let page = async {
        let mut tx = app.read().await?;
        let (document, files) = permitted::find(&mut tx, &visitor.actor, id).await?;
        drop(tx);
        if document.state != "submitted" {
            return Err(Refusal::Meanwhile(Problem::new("bring-not-submitted")));
        }
        let p = Page::load(app, visitor, "nav-submissions", text(locale, "bring-title")).await?;
        Ok(BringPage { p, form, id, leaves: leaves(id, &files), files: Listed::all(&files) })
    };
    match page.await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

pub async fn brought(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, upload: Upload) -> Response {
    let form = upload.form.clone();
    match store(&app, &visitor, id, upload).await {
        Ok(()) => answer::go(&format!("/documents/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            bring_page(&app, visitor, id, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
