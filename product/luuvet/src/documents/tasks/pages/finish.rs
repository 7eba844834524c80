//! `/tasks/{id}/finish`: the result, with an answer, a dossier or evidence.

use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::ids::TaskId;

use crate::app::App;
use crate::documents::file::take_in;
use crate::documents::store::{NewFile, Task};
use crate::documents::tasks::finish_task::FinishTask;
use crate::documents::tasks::pages::{after, forms};
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::upload::{Upload, Uploaded};
use crate::web::visitor::Visitor;

/// The form.
pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<TaskId>) -> Response {
    let locale = visitor.locale;
    match forms::seen(&app, &visitor, id).await {
        Ok(task) => forms::of_task(&app, visitor, task, "finish", Form::default(), 200).await,
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

/// Finishes, and goes on to the next of the basket.
pub async fn send(State(app): State<App>, visitor: Visitor, Path(id): Path<TaskId>, upload: Upload) -> Response {
    let locale = visitor.locale;
    let task = match forms::seen(&app, &visitor, id).await {
        Ok(task) => task,
        Err(refusal) => return answer::plain(locale, &refusal),
    };
    let Upload { form, files } = upload;
    match finish(&app, &visitor, &task, &form, files).await {
        Ok(()) => after::next(&app, &visitor, &task, form.value("basket"), "finish", true).await,
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(locale, &refusal), refusal.status());
            forms::of_task(&app, visitor, task, "finish", form, status).await
        }
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn finish(app: &App, visitor: &Visitor, task: &Task, form: &Form, files: Vec<Uploaded>) -> Result<(), Refusal> {
    let (answer, dossier) = (form.parse("answer")?, form.parse("dossier")?);
    let evidence = evidence(app, visitor, form, files).await?;
    let result = form.value("result").to_owned();
    app.perform(&visitor.actor, FinishTask { task: task.id, result, answer, dossier, evidence }).await
}

/// The first file, taken in past the guard.
pub(super) async fn evidence(
    app: &App,
    visitor: &Visitor,
    form: &Form,
    files: Vec<Uploaded>,
) -> Result<Option<NewFile>, Refusal> {
    match files.into_iter().next() {
        Some(file) => Ok(Some(take_in(app, &visitor.actor, file, "attachment", form.has("declared")).await?)),
        None => Ok(None),
    }
}
