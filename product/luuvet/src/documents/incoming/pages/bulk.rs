//! Registering many at once: each item says what became of it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::documents::incoming::pages::{incoming, plain, register::as_it_came};
use crate::locale::{sentence, text};
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// Most documents at once: a page of the list.
const MOST: usize = 50;

/// What became of one.
struct Item {
    id: DocumentId,
    /// Number and symbol, else the subject; empty when it cannot be seen.
    name: String,
    /// The arrival number, or why it got none.
    outcome: Result<i64, String>,
}

#[derive(Template)]
#[template(path = "documents/incoming/views/bulk.html")]
struct BulkPage {
    p: Page,
    items: Vec<Item>,
}

pub(super) async fn register(State(app): State<App>, visitor: Visitor, form: Form) -> Response {
    let locale = visitor.locale;
    let ids: Vec<DocumentId> = form.values("id").iter().filter_map(|id| id.parse().ok()).collect();
    if ids.is_empty() || ids.len() > MOST {
        let problem = Problem::new("bulk-count").with("limit", MOST);
        return plain(&visitor, &Refusal::invalid(problem));
    }
    let mut items = Vec::new();
    for id in ids {
        items.push(one(&app, &visitor, id, form.value("then") == "submit").await);
    }
    match Page::load(&app, visitor, "nav-incoming", text(locale, "bulk-title")).await {
        Ok(p) => answer::html(&BulkPage { p, items }),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn one(app: &App, visitor: &Visitor, id: DocumentId, submit: bool) -> Item {
    let said = |refusal: &Refusal| {
        let words: Vec<String> = refusal.problems().iter().map(|problem| sentence(visitor.locale, problem)).collect();
        words.join(" ")
    };
    let found = match incoming(app, &visitor.actor, id).await {
        Ok((document, _)) => document,
        Err(refusal) => return Item { id, name: String::new(), outcome: Err(said(&refusal)) },
    };
    let outcome = app.perform(&visitor.actor, as_it_came(id, submit)).await;
    Item { id, name: found.symbol.unwrap_or(found.subject), outcome: outcome.map_err(|refusal| said(&refusal)) }
}
