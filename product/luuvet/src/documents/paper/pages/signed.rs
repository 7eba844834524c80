//! `/documents/{id}/paper-signed`: a draft is entered as signed on paper; `/documents/{id}/scan`: a better scan.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::access::Action;
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::documents::outgoing::store::choices;
use crate::documents::paper::enter_paper::EnterPaper;
use crate::documents::paper::replace_scan::ReplaceScan;
use crate::documents::paper::{scan, store};
use crate::documents::permitted;
use crate::documents::store::Document;
use crate::locale::text;
use crate::organisations::fields::day_or_today;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::upload::Upload;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/paper/views/signed.html")]
struct SignedPage {
    p: Page,
    d: Document,
    form: Form,
    /// Whether the kind stands on the head's list today.
    listed: bool,
    /// The lines of the signature.
    signature: Vec<String>,
    /// Whether only the scan is replaced.
    scan_only: bool,
}

impl SignedPage {
    /// The symbol of an official letter names a unit.
    fn asks_unit(&self) -> bool {
        self.d.kind == "official-letter" || !self.form.error("unit").is_empty()
    }
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, Form::default().with("number", "yes"), false, 200).await
}

pub(super) async fn show_scan(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, Form::default(), true, 200).await
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, form: Form, scan_only: bool, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, form, scan_only).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, form: Form, scan_only: bool) -> Result<SignedPage, Refusal> {
    let day = crate::clock::day(app.clock.now()).to_string();
    let mut tx = app.read().await?;
    let (d, _) = permitted::find(&mut tx, &visitor.actor, id).await?;
    let is_draft = matches!(d.state.as_str(), "draft" | "returned" | "withdrawn");
    let is_on_paper = store::paper(&mut tx, d.organisation, id).await?.is_some();
    let may = visitor.actor.may(Action::Number) && d.direction != "incoming";
    if !may || (!scan_only && !visitor.actor.handles(d.drafter)) || (scan_only && !is_on_paper) {
        return Err(Refusal::NotFound);
    }
    if scan_only == is_draft {
        return Err(Refusal::Meanwhile(Problem::new("document-moved-on")));
    }
    let listed = store::is_listed(&mut tx, d.organisation, &d.kind, &day).await?;
    let choices = choices::choices(&mut tx, d.organisation, &day).await?;
    drop(tx);
    let signature = d.signer_id.map(|signer| choices.signature(signer, d.mandate)).unwrap_or_default();
    let title = text(visitor.locale, if scan_only { "paper-scan-title" } else { "paper-signed-title" });
    let p = Page::load(app, visitor, "nav-outgoing", title).await?;
    Ok(SignedPage { p, d, form, listed, signature, scan_only })
}

pub(super) async fn enter(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
    upload: Upload,
) -> Response {
    let form = upload.form.clone();
    let done = async {
        may(&app, &visitor, id).await?;
        let signed = day_or_today(&form, "signed", app.clock.now())?;
        let files = scan::take_in(&app, &visitor.actor, upload.files, form.has("declared")).await?;
        let verb = EnterPaper {
            document: id,
            signed,
            reason: form.value("reason").to_owned(),
            files,
            number: form.has("number"),
            unit: form.value("unit").to_owned(),
        };
        app.perform(&visitor.actor, verb).await
    };
    let done = done.await.map(|_| ());
    then(&app, visitor, id, form, false, done).await
}

pub(super) async fn replace(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
    upload: Upload,
) -> Response {
    let form = upload.form.clone();
    let done = async {
        may(&app, &visitor, id).await?;
        let files = scan::take_in(&app, &visitor.actor, upload.files, form.has("declared")).await?;
        app.perform(&visitor.actor, ReplaceScan { document: id, files }).await
    };
    let done = done.await;
    then(&app, visitor, id, form, true, done).await
}

/// Who may not see the document, or not number, uploads nothing to it.
async fn may(app: &App, visitor: &Visitor, id: DocumentId) -> Result<(), Refusal> {
    permitted::find(&mut app.read().await?, &visitor.actor, id).await?;
    if visitor.actor.may(Action::Number) { Ok(()) } else { Err(Refusal::NotFound) }
}

async fn then(
    app: &App,
    visitor: Visitor,
    id: DocumentId,
    form: Form,
    scan_only: bool,
    done: Result<(), Refusal>,
) -> Response {
    match done {
        Ok(()) => answer::go(&format!("/documents/{id}")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(app, visitor, id, form, scan_only, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}
