//! `/documents/{id}/delivery`: who has received, opened, registered, answered; and reminding them.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use luuvet_domain::ids::{DocumentId, RecipientId};

use crate::app::App;
use crate::documents::delivery::deeds::outgoing;
use crate::documents::delivery::export::export;
use crate::documents::delivery::remind_recipient::RemindRecipient;
use crate::documents::delivery::sheet::Sheet;
use crate::documents::delivery::store::recipients;
use crate::documents::permitted::find;
use crate::documents::store::{Document, grants};
use crate::locale::sentence;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/delivery/views/delivery.html")]
struct DeliveryPage {
    p: Page,
    d: Document,
    sheet: Sheet,
    /// What came of each reminder: the name and a sentence.
    results: Vec<(String, String)>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, Vec::new()).await
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, results: Vec<(String, String)>) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, results).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(
    app: &App,
    visitor: Visitor,
    id: DocumentId,
    results: Vec<(String, String)>,
) -> Result<DeliveryPage, Refusal> {
    let p = Page::load(app, visitor, "nav-outgoing", "").await?;
    let mut tx = app.read().await?;
    let (d, _) = find(&mut tx, &p.visitor.actor, id).await?;
    outgoing(&d).ok_or(Refusal::NotFound)?;
    let all = recipients(&mut tx, d.organisation, id).await?;
    let mut sheet = Sheet::of(&d, &all, &p.visitor.actor, p.today());
    sheet.keep_to(&grants::answers_seen(&mut tx, d.organisation, id, &p.visitor.actor.grantees()).await?);
    let title = p.t1("delivery-title", "symbol", d.symbol.as_deref().unwrap_or_default());
    Ok(DeliveryPage { p: Page { title, ..p }, d, sheet, results })
}

/// Reminds one, or all that are ticked; says of each what came of it.
pub(super) async fn remind(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
    form: Form,
) -> Response {
    let names = match names(&app, &visitor, id).await {
        Ok(names) => names,
        Err(refusal) => return answer::plain(visitor.locale, &refusal),
    };
    let mut results = Vec::new();
    for (recipient, name) in names {
        if !form.is("recipient", &recipient.to_string()) {
            continue;
        }
        let done = app.perform(&visitor.actor, RemindRecipient { document: id, recipient }).await;
        let said = match done {
            Ok(count) => {
                let count = [("count", crate::locale::Arg::Count(count))];
                crate::locale::text_with(visitor.locale, "delivery-reminded", &count)
            }
            Err(refusal @ (Refusal::Forbidden(_) | Refusal::NotFound | Refusal::Broken(_))) => {
                return answer::plain(visitor.locale, &refusal);
            }
            Err(refusal) => told(&visitor, &refusal),
        };
        results.push((name, said));
    }
    if results.is_empty() {
        let refusal = Refusal::invalid(Problem::new("remind-nobody"));
        results.push((String::new(), told(&visitor, &refusal)));
    }
    page(&app, visitor, id, results).await
}

fn told(visitor: &Visitor, refusal: &Refusal) -> String {
    let all: Vec<String> = refusal.problems().iter().map(|problem| sentence(visitor.locale, problem)).collect();
    all.join(" ")
}

async fn names(app: &App, visitor: &Visitor, id: DocumentId) -> Result<Vec<(RecipientId, String)>, Refusal> {
    let mut tx = app.read().await?;
    let (d, _) = find(&mut tx, &visitor.actor, id).await?;
    let all = recipients(&mut tx, d.organisation, id).await?;
    Ok(all.into_iter().map(|one| (one.id, one.name)).collect())
}

/// The same for a spreadsheet.
pub(super) async fn table(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor, id, Vec::new()).await {
        Ok(page) => {
            let name = "attachment; filename=\"noi-nhan.csv\"".to_owned();
            let headers =
                [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
            (headers, export(&page.sheet, locale)).into_response()
        }
        Err(refusal) => answer::plain(locale, &refusal),
    }
}
