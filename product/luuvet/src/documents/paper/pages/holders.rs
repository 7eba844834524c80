//! `/documents/{id}/paper`: who holds the original of an outgoing document, and who got copies on paper.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::access::Action;
use luuvet_domain::ids::DocumentId;
use uuid::Uuid;

use crate::app::App;
use crate::documents::incoming::store::{self as seats, Seat};
use crate::documents::paper::hand_over::{HandOverPaper, ReceiptPaper};
use crate::documents::paper::store::{self, Handover, Paper};
use crate::documents::permitted;
use crate::documents::store::Document;
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/paper/views/holders.html")]
struct HoldersPage {
    p: Page,
    d: Document,
    form: Form,
    paper: Option<Paper>,
    handovers: Vec<Handover>,
    seats: Vec<Seat>,
    /// Whether the visitor hands things out.
    gives: bool,
}

impl HoldersPage {
    fn said(&self, one: &Handover) -> String {
        match (one.copies, one.from_title.as_str()) {
            (0, "") => self.p.t1("paper-taken", "to", &one.to_title),
            (0, from) => self.p.t2("original-given", "from", from, "to", &one.to_title),
            (count, _) => self.p.t2("paper-copies-given", "count", count, "to", &one.to_title),
        }
    }

    /// Whether the visitor is the one who receipts it.
    fn receipts(&self, one: &Handover) -> bool {
        let actor = &self.p.visitor.actor;
        one.received_at.is_none() && one.to.map_or_else(|| actor.may(Action::Number), |to| actor.handles(to))
    }

    fn copies(&self) -> i64 {
        self.handovers.iter().map(|one| one.copies).sum()
    }
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, Form::default().with("what", "copies").with("copies", "1"), 200).await
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, form: Form) -> Result<HoldersPage, Refusal> {
    let day = crate::clock::day(app.clock.now()).to_string();
    let mut tx = app.read().await?;
    let (d, _) = permitted::find(&mut tx, &visitor.actor, id).await?;
    if d.direction == "incoming" {
        return Err(Refusal::NotFound);
    }
    let paper = store::paper(&mut tx, d.organisation, id).await?;
    let handovers = store::handovers(&mut tx, d.organisation, id).await?;
    let seats = seats::positions_on(&mut tx, d.organisation, &day).await?;
    drop(tx);
    let actor = &visitor.actor;
    let holds = paper.as_ref().and_then(|paper| paper.holder).is_some_and(|holder| actor.handles(holder));
    let gives = actor.may(Action::Number) || holds;
    let title = text(visitor.locale, "paper-title");
    let p = Page::load(app, visitor, "nav-outgoing", title).await?;
    Ok(HoldersPage { p, d, form, paper, handovers, seats, gives })
}

pub(super) async fn hand_over(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
    form: Form,
) -> Response {
    let done = async {
        let copies = if form.value("what") == "original" { 0 } else { form.parse("copies")?.unwrap_or(1).max(1) };
        let verb = HandOverPaper { document: id, copies, to: form.parse("to")?, name: form.value("name").to_owned() };
        app.perform(&visitor.actor, verb).await
    };
    match done.await {
        Ok(()) => answer::go(&format!("/documents/{id}/paper")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, id, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

pub(super) async fn receipt(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, handover)): Path<(DocumentId, Uuid)>,
) -> Response {
    match app.perform(&visitor.actor, ReceiptPaper { document: id, handover }).await {
        Ok(()) => answer::go(&format!("/documents/{id}/paper")),
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
