//! What came as several files becomes a document's files.

use luuvet_pages::{Limits, combine};

use crate::app::App;
use crate::documents::store::NewFile;
use crate::refusal::{Problem, Refusal};

/// The main file first. Pictures alone become one PDF, a page each: a phone sends them one by one.
///
/// # Errors
/// When a picture cannot be read, or the store's.
pub async fn order(app: &App, mut files: Vec<NewFile>, paper: bool, title: &str) -> Result<Vec<NewFile>, Refusal> {
    let main = if paper { "scan" } else { "issued" };
    let is_picture = |file: &NewFile| file.media_type.starts_with("image/");
    if files.len() > 1 && files.iter().all(is_picture) {
        files = vec![bound(app, files, title).await?];
    }
    if let Some(first) = files.first_mut() {
        first.role = main.to_owned();
    }
    Ok(files)
}

async fn bound(app: &App, files: Vec<NewFile>, title: &str) -> Result<NewFile, Refusal> {
    let mut pictures = Vec::new();
    for file in &files {
        pictures.push(app.blobs.get(file.hash).await?);
    }
    // The moment of the first page, whatever the hour: the same pictures give the same bytes.
    let moment = luuvet_pages::compose::Moment { year: 2024, month: 1, day: 1, hour: 0, minute: 0 };
    let (title, name) = (title.to_owned(), files.first().map_or_else(String::new, |file| file.name.clone()));
    let combined = tokio::task::spawn_blocking(move || {
        let pictures: Vec<&[u8]> = pictures.iter().map(Vec::as_slice).collect();
        combine(&pictures, &title, moment, &Limits::default())
    });
    let bytes = combined.await.map_err(|error| Refusal::Broken(error.to_string()))?;
    let bytes = bytes.map_err(|_| Refusal::invalid(Problem::new("file-damaged").at("file").with("name", &name)))?;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let hash = app.blobs.put(bytes).await?;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    Ok(NewFile {
        role: String::new(),
        name: format!("{stem}.pdf"),
        media_type: "application/pdf".to_owned(),
        hash,
        size,
        pages: i64::try_from(files.len()).unwrap_or(0),
        has_text: false,
    })
}
