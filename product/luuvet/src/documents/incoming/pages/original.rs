//! Who holds the paper original, and handing it over.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::documents::incoming::hand_over::{HandOverOriginal, ReceiptOriginal};
use crate::documents::incoming::pages::{incoming, plain, seats};
use crate::documents::incoming::store::{self, Arrival, Handover, Seat};
use crate::documents::store::Document;
use crate::locale::text;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/incoming/views/original.html")]
struct OriginalPage {
    p: Page,
    d: Document,
    arrival: Arrival,
    handovers: Vec<Handover>,
    seats: Vec<Seat>,
    form: Form,
    /// The visitor holds it and has not receipted it.
    to_receipt: bool,
}

impl OriginalPage {
    /// When a hand-over was receipted, in words.
    fn receipted(&self, handover: &Handover) -> String {
        handover.received_at.map(|at| self.p.ago(at).words).unwrap_or_default()
    }
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

async fn load(app: &App, visitor: Visitor, id: DocumentId, form: Form) -> Result<OriginalPage, Refusal> {
    let (d, _) = incoming(app, &visitor.actor, id).await?;
    let seats = seats(app, &visitor.actor).await?;
    let title = text(visitor.locale, "original-title");
    let p = Page::load(app, visitor, "nav-incoming", title).await?;
    let mut tx = app.read().await?;
    let arrival = store::arrival(&mut tx, d.organisation, id).await?.ok_or(Refusal::NotFound)?;
    let handovers = store::handovers(&mut tx, d.organisation, id).await?;
    let holder = arrival.original_holder.filter(|holder| p.visitor.actor.handles(*holder));
    let to_receipt = handovers.iter().any(|one| one.received_at.is_none() && Some(one.to_id) == holder);
    Ok(OriginalPage { p, d, arrival, handovers, seats, form, to_receipt })
}

pub(super) async fn hand_over(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
    form: Form,
) -> Response {
    let done = async {
        let to = form.parse("to")?.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("to")))?;
        app.perform(&visitor.actor, HandOverOriginal { document: id, to }).await
    };
    match done.await {
        Ok(()) => answer::go(&format!("/documents/{id}/hand-over")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, id, form, status).await
        }
        Err(refusal) => plain(&visitor, &refusal),
    }
}

pub(super) async fn receipt(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    match app.perform(&visitor.actor, ReceiptOriginal { document: id }).await {
        Ok(()) => answer::go(&format!("/documents/{id}/hand-over")),
        Err(refusal) => plain(&visitor, &refusal),
    }
}
