//! `/registers/import`: an old register from Excel, looked at before it is taken.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use luuvet_domain::access::Action;

use super::only;
use crate::app::App;
use crate::documents::registers::import_history::ImportHistory;
use crate::documents::registers::old_book::{self, OldBook};
use crate::documents::registers::store::{OldLine, Waiting, history};
use crate::locale::text;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::upload::{Upload, Uploaded};
use crate::web::visitor::Visitor;

/// Lines that the preview shows.
const SHOWN: usize = 20;

#[derive(Template)]
#[template(path = "documents/registers/views/import.html")]
struct ImportPage {
    p: Page,
    form: Form,
    errors: Vec<(usize, &'static str)>,
    shown: Vec<OldLine>,
    count: usize,
    waiting: Option<uuid::Uuid>,
}

impl ImportPage {
    /// A day of the old register as people write it.
    fn on(&self, day: &str) -> String {
        day.parse().map_or_else(|_| day.to_owned(), vietnamese::dates::short)
    }
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    let form = Form::default().with("direction", "outgoing");
    page(&app, visitor, form, OldBook::default(), None, 200).await
}

async fn page(
    app: &App,
    visitor: Visitor,
    form: Form,
    book: OldBook,
    waiting: Option<uuid::Uuid>,
    status: u16,
) -> Response {
    let locale = visitor.locale;
    let loaded = async {
        only(&visitor.actor, Action::OpenRegister)?;
        let p = Page::load(app, visitor, "nav-registers", text(locale, "register-import")).await?;
        let count = book.lines.len();
        let shown = book.lines.into_iter().take(SHOWN).collect();
        Ok(ImportPage { p, form, errors: book.errors, shown, count, waiting })
    };
    match loaded.await {
        Ok(page) => answer::html_with(status, &page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

pub(super) async fn import(State(app): State<App>, visitor: Visitor, upload: Upload) -> Response {
    let Upload { form, files } = upload;
    if form.has("waiting") {
        return match take(&app, &visitor, &form).await {
            Ok(id) => answer::go(&format!("/registers/{id}")),
            Err(refusal) => answer::plain(visitor.locale, &refusal),
        };
    }
    match look(&app, &visitor, &form, files).await {
        Ok((book, waiting)) => {
            let status = if book.errors.is_empty() { 200 } else { 422 };
            page(&app, visitor, form, book, waiting, status).await
        }
        Err(refusal @ Refusal::Invalid(_)) => {
            let (form, status) = (form.refused(visitor.locale, &refusal), refusal.status());
            page(&app, visitor, form, OldBook::default(), None, status).await
        }
        Err(refusal) => answer::plain(visitor.locale, &refusal),
    }
}

/// Reads the file and keeps what was read until the clerk says the word; with an error in any row nothing is kept.
async fn look(
    app: &App,
    visitor: &Visitor,
    form: &Form,
    files: Vec<Uploaded>,
) -> Result<(OldBook, Option<uuid::Uuid>), Refusal> {
    only(&visitor.actor, Action::OpenRegister)?;
    if !form.has("declared") {
        return Err(Refusal::invalid(Problem::new("secrecy-undeclared").at("declared")));
    }
    let year: i16 = form.parse("year")?.ok_or_else(|| Refusal::invalid(Problem::new("field-empty").at("year")))?;
    let file = files.into_iter().next();
    let file = file.ok_or_else(|| Refusal::invalid(Problem::new("field-empty").at("file")))?;
    let bytes = file.whole().await?;
    let read = tokio::task::spawn_blocking(move || old_book::read(bytes, year));
    let book = read.await.map_err(|error| Refusal::Broken(error.to_string()))?;
    if book.marked {
        return Err(Refusal::invalid(Problem::new("secrecy-marked").at("file")));
    }
    if !book.errors.is_empty() {
        return Ok((book, None));
    }
    let lines = serde_json::to_string(&book.lines).map_err(|error| Refusal::Broken(error.to_string()))?;
    let (organisation, position) = (visitor.actor.organisation, visitor.actor.position.ok_or(Refusal::NotFound)?);
    let (name, direction) = (form.value("name").to_owned(), form.value("direction").to_owned());
    let id = app
        .change(move |tx, draw| {
            let id = draw.request();
            let (name, direction, lines) = (name.clone(), direction.clone(), lines.clone());
            let waiting = Waiting { id, name, direction, year: year.into(), lines };
            Box::pin(async move {
                history::keep(tx, organisation, position, &waiting, draw.now).await?;
                Ok(id)
            })
        })
        .await?;
    Ok((book, Some(id)))
}

async fn take(app: &App, visitor: &Visitor, form: &Form) -> Result<luuvet_domain::ids::RegisterId, Refusal> {
    let id: uuid::Uuid = form.parse("waiting")?.ok_or(Refusal::NotFound)?;
    let (organisation, position) = (visitor.actor.organisation, visitor.actor.position.ok_or(Refusal::NotFound)?);
    let kept = history::kept(&mut app.read().await?, organisation, position, id).await?.ok_or(Refusal::NotFound)?;
    let verb = ImportHistory {
        name: kept.name,
        direction: kept.direction,
        year: i16::try_from(kept.year).unwrap_or(0),
        lines: serde_json::from_str(&kept.lines).map_err(|error| Refusal::Broken(error.to_string()))?,
    };
    app.perform(&visitor.actor, verb).await
}
