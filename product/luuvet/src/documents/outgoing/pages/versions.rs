//! `/documents/{id}/versions`: every submitted version, and what changed from the one before.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use luuvet_domain::ids::DocumentId;
use luuvet_pages::Limits;

use crate::app::App;
use crate::documents::outgoing::difference::{self, Kept, Sign};
use crate::documents::outgoing::store::{self, SubmissionRow};
use crate::documents::permitted;
use crate::locale::text;
use crate::refusal::Refusal;
use crate::web::answer;
use crate::web::page::Page;
use crate::web::visitor::Visitor;

/// Versions whose texts are compared; older ones show metadata, recipients and files.
const COMPARED: usize = 3;

/// A version and what it changed.
struct Version {
    row: SubmissionRow,
    /// Name of the datum, before, after.
    facts: Vec<(String, String, String)>,
    recipients: Vec<(Sign, String)>,
    files: Vec<(Sign, String)>,
    text: Vec<(Sign, String)>,
    first: bool,
}

#[derive(Template)]
#[template(path = "documents/outgoing/views/versions.html")]
struct VersionsPage {
    p: Page,
    id: DocumentId,
    subject: String,
    versions: Vec<Version>,
}

pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<DocumentId>) -> Response {
    let locale = visitor.locale;
    match load(&app, visitor, id).await {
        Ok(page) => answer::html(&page),
        Err(refusal) => answer::plain(locale, &refusal),
    }
}

async fn load(app: &App, visitor: Visitor, id: DocumentId) -> Result<VersionsPage, Refusal> {
    let mut tx = app.read().await?;
    let (document, _) = permitted::find(&mut tx, &visitor.actor, id).await?;
    if document.direction == "incoming" {
        return Err(Refusal::NotFound);
    }
    let rows = store::submissions(&mut tx, document.organisation, id).await?;
    drop(tx);
    let kept: Vec<Kept> =
        rows.iter().map(|row| difference::read(&row.body)).collect::<Result<_, _>>().map_err(Refusal::Broken)?;
    let mut texts = Vec::new();
    for one in kept.iter().take(COMPARED) {
        texts.push(text_of(app, one).await?);
    }
    let mut versions = Vec::new();
    for (place, row) in rows.into_iter().enumerate() {
        let (new, old) = (&kept[place], kept.get(place + 1));
        let text = texts.get(place).zip(texts.get(place + 1));
        versions.push(version(row, new, old, text));
    }
    let title = text(visitor.locale, "versions-title");
    let p = Page::load(app, visitor, "nav-submissions", title).await?;
    Ok(VersionsPage { p, id, subject: document.subject.clone(), versions })
}

fn version(row: SubmissionRow, new: &Kept, old: Option<&Kept>, text: Option<(&Vec<String>, &Vec<String>)>) -> Version {
    let none = Kept::default();
    let (first, before) = (old.is_none(), old.unwrap_or(&none));
    let changed = |name: &String, value: &String| {
        let was = before.facts.get(name).cloned().unwrap_or_default();
        (was != *value).then(|| (name.clone(), was, value.clone()))
    };
    let file_lines = |kept: &Kept| -> Vec<String> {
        kept.files.iter().map(|(_, name, hash)| format!("{name} · {}", &hex::encode(hash)[..8])).collect()
    };
    let facts = if first { Vec::new() } else { new.facts.iter().filter_map(|(n, v)| changed(n, v)).collect() };
    let compare = |old: &[String], new: &[String]| if first { Vec::new() } else { difference::lines(old, new) };
    Version {
        recipients: compare(&before.recipients, &new.recipients),
        files: compare(&file_lines(before), &file_lines(new)),
        text: text.map(|(new, old)| difference::lines(old, new)).unwrap_or_default(),
        row,
        facts,
        first,
    }
}

/// The text of a version's rendition, line by line; empty for a scan or when its content is gone.
async fn text_of(app: &App, kept: &Kept) -> Result<Vec<String>, Refusal> {
    let Some((_, _, hash)) = kept.files.iter().find(|(role, _, _)| role == "rendition") else { return Ok(Vec::new()) };
    let Ok(bytes) = app.blobs.get(*hash).await else { return Ok(Vec::new()) };
    let read = tokio::task::spawn_blocking(move || luuvet_pages::text(&bytes, &Limits::default()));
    let pages = read.await.map_err(|error| Refusal::Broken(error.to_string()))?.unwrap_or_default();
    let lines = pages.iter().flat_map(|page| page.lines()).map(|line| line.trim().to_owned());
    Ok(lines.filter(|line| !line.is_empty()).take(difference::LINES).collect())
}
