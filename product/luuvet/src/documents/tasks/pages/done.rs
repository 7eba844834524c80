//! `/documents/{id}/done`: a teacher's loop. One line or a photo, one button at the thumb.

use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::clock;
use crate::documents::permitted;
use crate::documents::store::Task;
use crate::documents::tasks::acknowledge::Acknowledge;
use crate::documents::tasks::finish_task::FinishTask;
use crate::documents::tasks::pages::finish::evidence;
use crate::documents::tasks::pages::{after, forms};
use crate::documents::tasks::store;
use crate::documents::tasks::support::GiveSupport;
use crate::locale::text;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::upload::{Upload, Uploaded};
use crate::web::visitor::Visitor;

/// The form.
pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    let locale = visitor.locale;
    match mine(&app, &visitor, id).await {
        Ok(task) => page(&app, visitor, task, Form::default(), 200).await,
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn page(app: &App, visitor: Visitor, task: Task, form: Form, status: u16) -> Response {
    let (document, action) = (task.document, format!("/documents/{}/done", task.document));
    forms::show(app, visitor, document, Some(task), ("done", action), form, status).await
}

/// Does what the reader's work asks for: finishes a lead, supports, acknowledges.
pub async fn send(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, upload: Upload) -> Response {
    let locale = visitor.locale;
    let task = match mine(&app, &visitor, id).await {
        Ok(task) => task,
        Err(refusal) => return answer::plain(locale, &refusal),
    };
    let Upload { form, files } = upload;
    match perform(&app, &visitor, &task, &form, files).await {
        Ok(done) => after::next(&app, &visitor, &task, form.value("basket"), done, true).await,
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(locale, &refusal), refusal.status());
            page(&app, visitor, task, form, status).await
        }
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

/// The reader's most pressing open work with a document.
async fn mine(app: &App, visitor: &Visitor, id: DocumentId) -> Result<Task, Refusal> {
    let day = clock::day(app.clock.now()).to_string();
    let mut tx = app.read().await?;
    permitted::find(&mut tx, &visitor.actor, id).await?;
    let own = store::own(&mut tx, &visitor.actor, id, &day).await?;
    let of = |kind: &str, state: &str| own.iter().find(|task| task.kind == kind && task.state == state);
    let task = of("lead", "open").or_else(|| of("support", "open")).or_else(|| of("inform", "open"));
    let task = task.or_else(|| of("inform", "finished").filter(|task| task.acknowledged_at.is_none()));
    task.cloned().ok_or_else(|| Refusal::Meanwhile(Problem::new("task-not-now")))
}

async fn perform(
    app: &App,
    visitor: &Visitor,
    task: &Task,
    form: &Form,
    files: Vec<Uploaded>,
) -> Result<&'static str, Refusal> {
    let line = form.value("result").to_owned();
    match task.kind.as_str() {
        "lead" => {
            let evidence = evidence(app, visitor, form, files).await?;
            // A photo is a result: it says so itself.
            let shown = line.is_empty() && evidence.is_some();
            let result = if shown { text(visitor.locale, "result-photo") } else { line };
            let verb = FinishTask { task: task.id, result, answer: None, dossier: None, evidence };
            app.perform(&visitor.actor, verb).await?;
            Ok("finish")
        }
        "support" => {
            let opinion = (!line.is_empty()).then_some(line);
            app.perform(&visitor.actor, GiveSupport { task: task.id, opinion }).await?;
            Ok("support")
        }
        _ => {
            app.perform(&visitor.actor, Acknowledge { task: task.id }).await?;
            Ok("acknowledge")
        }
    }
}
