//! What is done with the whole document: finish it, take it up again, file it.

use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::ids::{DocumentId, DossierId};

use crate::app::App;
use crate::documents::tasks::finish_document::{FinishDocument, Reopen};
use crate::documents::tasks::pages::forms;
use crate::dossiers::file::FileDocument;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::visitor::Visitor;

/// The form to finish.
pub async fn show_finish(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, "finish-document", Form::default(), 200).await
}

/// The form to take up again.
pub async fn show_reopen(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, "reopen", Form::default(), 200).await
}

/// The form to file.
pub async fn show_file(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, "file", Form::default(), 200).await
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, deed: &'static str, form: Form, status: u16) -> Response {
    let address = if deed == "finish-document" { "finish" } else { deed };
    let action = format!("/documents/{id}/{address}");
    forms::show(app, visitor, id, None, (deed, action), form, status).await
}

/// Finishes the document.
pub async fn finish(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let verb = FinishDocument { document: id, result: form.value("result").to_owned() };
    let done = app.perform(&visitor.actor, verb).await;
    on(&app, visitor, id, "finish-document", form, done).await
}

/// Takes the document up again.
pub async fn reopen(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let verb = Reopen { document: id, reason: form.value("reason").to_owned() };
    let done = app.perform(&visitor.actor, verb).await;
    on(&app, visitor, id, "reopen", form, done).await
}

/// Files the document.
pub async fn file(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let done = match form.parse::<DossierId>("dossier") {
        Ok(Some(dossier)) => app.perform(&visitor.actor, FileDocument { document: id, dossier }).await,
        Ok(None) => Err(Refusal::invalid(Problem::new("field-choose").at("dossier"))),
        Err(refusal) => Err(refusal),
    };
    on(&app, visitor, id, "file", form, done).await
}

async fn on(
    app: &App,
    visitor: Visitor,
    id: DocumentId,
    deed: &'static str,
    form: Form,
    done: Result<(), Refusal>,
) -> Response {
    match done {
        Ok(()) => answer::go(&format!("/documents/{id}?done={deed}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(app, visitor, id, deed, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
