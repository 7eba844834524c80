//! `/documents/{id}/files/{file}/text`: what could be read in a file that this machine cannot show as pages.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::ids::{DocumentId, FileId};
use luuvet_pages::Limits;

use crate::app::App;
use crate::documents::file::{WORKBOOK, readable_whole};
use crate::documents::list::Shelf;
use crate::documents::permitted;
use crate::documents::store::{Document, StoredFile};
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "documents/views/text.html")]
struct TextPage {
    p: Page,
    d: Document,
    file: StoredFile,
    paragraphs: Vec<String>,
    /// Of a workbook: its sheets, each with its rows.
    sheets: Vec<Sheet>,
}

/// A sheet of a workbook: rows of cells.
type Sheet = Vec<Vec<String>>;

/// Rows of a sheet that are shown; the file has the rest.
const ROWS: usize = 1000;

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, file)): Path<(DocumentId, FileId)>,
) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor, id, file).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId, file: FileId) -> Result<TextPage, Refusal> {
    let p = Page::load(app, visitor, "", "").await?;
    let mut tx = app.read().await?;
    let (d, files) = permitted::find(&mut tx, &p.visitor.actor, id).await?;
    drop(tx);
    let file = files.into_iter().find(|found| found.id == file).ok_or(Refusal::NotFound)?;
    readable_whole(&file)?;
    let bytes = app.blobs.get(file.hash).await?;
    let read = tokio::task::spawn_blocking(move || luuvet_pages::text(&bytes, &Limits::default())).await;
    let pages = read.map_err(|error| Refusal::Broken(error.to_string()))?;
    let pages = pages.map_err(|_| Refusal::invalid(Problem::new("file-no-text").with("name", &file.name)))?;
    let (mut paragraphs, mut sheets) = (Vec::new(), Vec::new());
    if file.media_type == WORKBOOK {
        sheets = pages.iter().map(|page| sheet(page)).filter(|rows| !rows.is_empty()).collect();
    } else {
        paragraphs = pages.iter().flat_map(|page| page.lines()).map(str::to_owned).collect();
    }
    let p = p.at(Shelf::of(&d.direction).entry()).named(file.name.clone());
    Ok(TextPage { p, d, file, paragraphs, sheets })
}

fn sheet(text: &str) -> Sheet {
    let filled = text.lines().filter(|line| !line.trim().is_empty());
    filled.take(ROWS).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}
