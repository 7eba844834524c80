//! Registering and refusing.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::access::Action;
use luuvet_domain::documents::{Kind, Urgency};
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::clock;
use crate::documents::incoming::pages::{document, incoming, plain, read, require};
use crate::documents::incoming::refuse::Refuse;
use crate::documents::incoming::register::Register;
use crate::documents::incoming::store::{self, Arrival, Same};
use crate::documents::store::{Document, StoredFile};
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/incoming/views/register.html")]
struct RegisterPage {
    p: Page,
    d: Document,
    files: Vec<StoredFile>,
    arrival: Arrival,
    same: Vec<Same>,
    form: Form,
    kinds: &'static [Kind],
    urgencies: &'static [Urgency],
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, None, 200).await
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, form: Option<Form>, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, form: Option<Form>) -> Result<RegisterPage, Refusal> {
    let (d, files) = incoming(app, &visitor.actor, id).await?;
    require(&visitor.actor, Action::Register)?;
    let title = text(visitor.locale, "deed-register");
    let p = Page::load(app, visitor, "nav-incoming", title).await?;
    let mut tx = app.read().await?;
    let arrival = store::arrival(&mut tx, d.organisation, id).await?.ok_or(Refusal::NotFound)?;
    let same = store::same_particulars(&mut tx, d.organisation, &d).await?;
    let form = form.unwrap_or_else(|| read::filled(&d));
    Ok(RegisterPage { p, d, files, arrival, same, form, kinds: Kind::ALL, urgencies: Urgency::ALL })
}

pub(super) async fn register(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
    form: Form,
) -> Response {
    match perform(&app, &visitor, id, &form).await {
        Ok(()) => document(id),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, id, Some(form), status).await
        }
        Err(refusal) => plain(&visitor, &refusal),
    }
}

async fn perform(app: &App, visitor: &Visitor, id: DocumentId, form: &Form) -> Result<(), Refusal> {
    let twin_of = match form.value("twin_of") {
        "anyway" => None,
        _ => form.parse("twin_of")?,
    };
    let verb = Register {
        document: id,
        particulars: Some(read::particulars(form, clock::day(app.clock.now()))?),
        authentic: form.has("authentic"),
        anyway: form.value("twin_of") == "anyway",
        twin_of,
        then_submit: (form.value("then") == "submit").then(|| form.value("proposal").to_owned()),
    };
    app.perform(&visitor.actor, verb).await.map(|_| ())
}

/// Registers as it came and submits at once.
pub(super) async fn register_and_submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
) -> Response {
    match app.perform(&visitor.actor, as_it_came(id, true)).await {
        Ok(_) => document(id),
        // What has to be looked at first is asked on the form.
        Err(refusal @ Refusal::Invalid(_)) => {
            let form = match incoming(&app, &visitor.actor, id).await {
                Ok((d, _)) => read::filled(&d).refused(visitor.locale, &refusal),
                Err(refusal) => return plain(&visitor, &refusal),
            };
            page(&app, visitor, id, Some(form), refusal.status()).await
        }
        Err(refusal) => plain(&visitor, &refusal),
    }
}

/// Registering with the particulars as they came.
pub(super) fn as_it_came(document: DocumentId, submit: bool) -> Register {
    Register {
        document,
        particulars: None,
        authentic: false,
        anyway: false,
        twin_of: None,
        then_submit: submit.then(String::new),
    }
}

#[derive(Template)]
#[template(path = "documents/incoming/views/refuse.html")]
struct RefusePage {
    p: Page,
    d: Document,
    form: Form,
}

pub(super) async fn show_refuse(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    refuse_page(&app, visitor, id, Form::default(), 200).await
}

async fn refuse_page(app: &App, visitor: Visitor, id: DocumentId, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    let loaded = async {
        let (d, _) = incoming(app, &visitor.actor, id).await?;
        require(&visitor.actor, Action::Refuse)?;
        let p = Page::load(app, visitor, "nav-incoming", text(locale, "deed-refuse")).await?;
        Ok::<_, Refusal>(RefusePage { p, d, form })
    };
    match loaded.await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

pub(super) async fn refuse(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<DocumentId>,
    form: Form,
) -> Response {
    let verb = Refuse { document: id, reason: form.value("reason").to_owned() };
    match app.perform(&visitor.actor, verb).await {
        Ok(()) => document(id),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            refuse_page(&app, visitor, id, form, status).await
        }
        Err(refusal) => plain(&visitor, &refusal),
    }
}
