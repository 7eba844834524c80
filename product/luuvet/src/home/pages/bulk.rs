//! One deed for many rows, each on its own, with what became of each.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use luuvet_domain::ids::TaskId;

use crate::app::App;
use crate::clock;
use crate::documents::tasks::acknowledge::Acknowledge;
use crate::documents::tasks::support::GiveSupport;
use crate::documents::{permitted, tasks};
use crate::home::lists::{PAGE, View};
use crate::locale::{sentence, text};
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "home/views/results.html")]
struct ResultsPage {
    p: Page,
    results: Vec<Outcome>,
    back: String,
}

/// What became of one row.
struct Outcome {
    name: String,
    /// Why it was not done; none when it was.
    refused: Option<String>,
}

/// `POST /bulk`: `do` is `acknowledge` or `no-opinion`, `id` the tasks, at most one page of them.
pub async fn bulk(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let locale = visitor.locale;
    match run(&app, visitor, &form).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn run(app: &App, visitor: Visitor, form: &Form) -> Result<ResultsPage, Refusal> {
    let ids: Vec<TaskId> = form.values("id").iter().filter_map(|id| id.parse().ok()).take(PAGE).collect();
    if ids.is_empty() {
        return Err(Refusal::invalid(Problem::new("field-choose")));
    }
    let mut results = Vec::new();
    for id in ids {
        let done = match form.value("do") {
            "acknowledge" => app.perform(&visitor.actor, Acknowledge { task: id }).await,
            "no-opinion" => app.perform(&visitor.actor, GiveSupport { task: id, opinion: None }).await,
            _ => return Err(Refusal::NotFound),
        };
        if let Err(refusal @ Refusal::Broken(_)) = done {
            return Err(refusal);
        }
        let refused = done.err().map(|refusal| {
            refusal.problems().iter().map(|problem| sentence(visitor.locale, problem)).collect::<Vec<_>>().join(" ")
        });
        results.push(Outcome { name: name(app, &visitor, id).await?, refused });
    }
    let view = View::of(form.value("basket"), None, "");
    let back = view.map_or_else(|| "/".to_owned(), |view| format!("/work?{}", view.query()));
    let title = text(visitor.locale, "bulk-results");
    let p = Page::load(app, visitor, "nav-work", title).await?;
    Ok(ResultsPage { p, results, back })
}

/// Number and subject of a row, for whoever may see them.
async fn name(app: &App, visitor: &Visitor, id: TaskId) -> Result<String, Refusal> {
    let day = clock::day(app.clock.now()).to_string();
    let mut tx = app.read().await?;
    match tasks::owned::seen(&mut tx, &visitor.actor, id, &day).await {
        Ok(task) => {
            let (document, _) = permitted::find(&mut tx, &visitor.actor, task.document).await?;
            Ok(format!("{} {}", document.symbol.unwrap_or_default(), document.subject))
        }
        Err(Refusal::NotFound) => Ok(String::new()),
        Err(refusal) => Err(refusal),
    }
}
