//! `/documents/{id}/recipients`: sending an issued document to more recipients.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use luuvet_domain::ids::DocumentId;

use crate::app::App;
use crate::documents::delivery::add_recipients::{AddRecipients, Addressee};
use crate::documents::delivery::deeds::outgoing;
use crate::documents::delivery::store::facts::{self, Choice};
use crate::documents::permitted::find;
use crate::documents::store::Document;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/delivery/views/add.html")]
struct AddPage {
    p: Page,
    d: Document,
    choices: Vec<Choice>,
    form: Form,
}

impl AddPage {
    fn of(&self, kind: &str) -> Vec<&Choice> {
        self.choices.iter().filter(|choice| choice.kind == kind).collect()
    }
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    page(&app, visitor, id, Form::default().with("role", "inform"), 200).await
}

async fn page(app: &App, visitor: Visitor, id: DocumentId, form: Form, status: u16) -> Response {
    let locale = visitor.locale;
    match load(app, visitor, id, form).await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, form: Form) -> Result<AddPage, Refusal> {
    let p = Page::load(app, visitor, "nav-outgoing", "").await?;
    let mut tx = app.read().await?;
    let (d, _) = find(&mut tx, &p.visitor.actor, id).await?;
    outgoing(&d).ok_or(Refusal::NotFound)?;
    let choices = facts::choices(&mut tx, d.organisation, &p.today().to_string()).await?;
    let title = p.t("add-title");
    Ok(AddPage { p: Page { title, ..p }, d, choices, form })
}

pub(super) async fn add(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>, form: Form) -> Response {
    let done = match verb(id, &form) {
        Ok(verb) => app.perform(&visitor.actor, verb).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(_) => answer::go(&format!("/documents/{id}/delivery")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, id, form, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

fn verb(document: DocumentId, form: &Form) -> Result<AddRecipients, Refusal> {
    let due: Option<Date> = form.parse("due")?;
    let known = form.values("to").iter().filter_map(|value| {
        let (kind, id) = value.split_once(':')?;
        Some(Addressee { kind: kind.to_owned(), target: id.parse().ok(), name: String::new() })
    });
    let outside = form.value("outside").lines().map(str::trim).filter(|name| !name.is_empty());
    let outside = outside.map(|name| Addressee { kind: "outside".into(), target: None, name: name.to_owned() });
    Ok(AddRecipients { document, to: known.chain(outside).collect(), role: form.value("role").to_owned(), due })
}
