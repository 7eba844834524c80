//! The page of a deed: which document, and a few fields.

use askama::Template;
use axum::response::Response;
use luuvet_db::Tx;
use uuid::Uuid;

use crate::app::App;
use crate::clock;
use crate::documents::permitted;
use crate::documents::store::{Document, Task};
use crate::documents::tasks::owned;
use crate::documents::tasks::store::{self, Holder};
use crate::dossiers;
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// What a form offers to choose from.
#[derive(Debug, Default)]
pub(super) struct Choices {
    /// Positions with their holders.
    pub holders: Vec<Holder>,
    /// Open dossiers: id, number and title.
    pub dossiers: Vec<(String, String)>,
    /// Issued documents that answer this one: id, number and subject.
    pub answers: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "documents/tasks/views/deed.html")]
struct DeedPage {
    p: Page,
    /// Which deed: the last part of the address.
    deed: &'static str,
    document: Document,
    task: Option<Task>,
    action: String,
    choices: Choices,
    form: Form,
}

impl DeedPage {
    fn multipart(&self) -> bool {
        matches!(self.deed, "finish" | "done")
    }

    /// The kind of the work; empty when it is about the whole document.
    fn kind(&self) -> &str {
        self.task.as_ref().map_or("", |task| &task.kind)
    }

    fn chosen(&self, field: &str, holder: &Holder) -> bool {
        self.form.is(field, &holder.position.to_string())
    }
}

/// Shows the form of a deed with a task.
pub(super) async fn of_task(
    app: &App,
    visitor: Visitor,
    task: Task,
    deed: &'static str,
    form: Form,
    status: u16,
) -> Response {
    let action = format!("/tasks/{}/{deed}", task.id);
    let document = task.document;
    show(app, visitor, document, Some(task), (deed, action), form, status).await
}

/// Shows the form of a deed with a document.
pub(super) async fn show(
    app: &App,
    visitor: Visitor,
    document: luuvet_domain::ids::DocumentId,
    task: Option<Task>,
    (deed, action): (&'static str, String),
    form: Form,
    status: u16,
) -> Response {
    let locale = visitor.locale;
    let title = text(locale, &format!("task-form-{deed}"));
    let loaded = async {
        let mut tx = app.read().await?;
        let (document, _) = permitted::find(&mut tx, &visitor.actor, document).await?;
        let choices = choices(app, &mut tx, &visitor, &document, deed).await?;
        drop(tx);
        let p = Page::load(app, visitor, "nav-work", title).await?;
        Ok::<_, Refusal>(DeedPage { p, deed, document, task, action, choices, form })
    };
    match loaded.await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn choices(
    app: &App,
    tx: &mut Tx,
    visitor: &Visitor,
    document: &Document,
    deed: &str,
) -> Result<Choices, Refusal> {
    let (organisation, day) = (visitor.actor.organisation, clock::day(app.clock.now()).to_string());
    let mut choices = Choices::default();
    match deed {
        "assign" => {
            let department = visitor.actor.department.map_or(Uuid::nil(), |department| department.0);
            choices.holders = store::holders(tx, organisation, department, &day).await?;
            choices.holders.retain(|holder| visitor.actor.position != Some(holder.position));
        }
        "reassign" => choices.holders = store::holders(tx, organisation, Uuid::nil(), &day).await?,
        "finish" | "file" => {
            let open = dossiers::store::list(tx, &visitor.actor, false, (i64::MAX, Uuid::max())).await?;
            choices.dossiers =
                open.into_iter().map(|one| (one.id.to_string(), format!("{} {}", one.number, one.title))).collect();
            if deed == "finish" {
                choices.answers = store::answers(tx, &visitor.actor, document.id).await?;
            }
        }
        _ => {}
    }
    Ok(choices)
}

/// A task of the reader's, for a page.
pub(super) async fn seen(app: &App, visitor: &Visitor, id: luuvet_domain::ids::TaskId) -> Result<Task, Refusal> {
    let day = clock::day(app.clock.now()).to_string();
    owned::seen(&mut app.read().await?, &visitor.actor, id, &day).await
}
