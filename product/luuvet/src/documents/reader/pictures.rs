//! Pictures of pages and downloads of files: only through a document that the person may see.
//!
//! A picture is made once per content, page and width and kept in the folder of previews, which can be deleted at any
//! time. Browsers ask each time whether it is still theirs to see.

use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use luuvet_domain::ids::{DocumentId, FileId};
use luuvet_pages::{Limits, page_png};
use serde::Deserialize;
use tokio::sync::Semaphore;
use tokio_util::io::ReaderStream;

use crate::app::App;
use crate::documents::file::readable_whole;
use crate::documents::permitted;
use crate::documents::store::StoredFile;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::visitor::Visitor;

/// Widths in pixels that pictures are made in; a request gets the next larger one.
const WIDTHS: [u32; 3] = [600, 1000, 1600];
/// Pictures made at the same time.
const HANDS: usize = 2;

static HANDS_FREE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(HANDS));

#[derive(Deserialize)]
pub(super) struct Width {
    #[serde(default)]
    w: u32,
}

/// `/documents/{id}/files/{file}/pages/{page}`: the page as PNG.
pub(super) async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Path((document, file, page)): Path<(DocumentId, FileId, usize)>,
    Query(width): Query<Width>,
    headers: HeaderMap,
) -> Response {
    let found = picture(&app, &visitor, document, file, page, width.w, &headers).await;
    found.unwrap_or_else(|refusal| answer::plain(visitor.locale, &refusal))
}

async fn picture(
    app: &App,
    visitor: &Visitor,
    document: DocumentId,
    file: FileId,
    page: usize,
    width: u32,
    headers: &HeaderMap,
) -> Result<Response, Refusal> {
    let file = find(app, visitor, document, file).await?;
    let width = WIDTHS.into_iter().find(|w| *w >= width).unwrap_or(WIDTHS[WIDTHS.len() - 1]);
    let name = format!("{}-{page}-{width}.png", hex::encode(file.hash));
    let tag = format!("\"{}-{page}-{width}\"", hex::encode(&file.hash[..16]));
    if headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == tag.as_bytes()) {
        return Ok(StatusCode::NOT_MODIFIED.into_response());
    }
    let kept = app.settings.previews.join(&name);
    let bytes = match tokio::fs::read(&kept).await {
        Ok(bytes) => bytes,
        Err(_) => draw(app, &file, page, width, &kept).await?,
    };
    let kind = HeaderValue::from_static("image/png");
    let keep = HeaderValue::from_static("private, no-cache");
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.headers_mut().insert(header::CACHE_CONTROL, keep);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

async fn draw(
    app: &App,
    file: &StoredFile,
    page: usize,
    width: u32,
    kept: &std::path::Path,
) -> Result<Vec<u8>, Refusal> {
    readable_whole(file)?;
    let _hand = HANDS_FREE.acquire().await.map_err(|error| Refusal::Broken(error.to_string()))?;
    let bytes = app.blobs.get(file.hash).await?;
    let drawn = tokio::task::spawn_blocking(move || page_png(&bytes, page, width, &Limits::default()));
    let drawn = drawn.await.map_err(|error| Refusal::Broken(error.to_string()))?;
    let picture = drawn.map_err(|error| {
        tracing::info!(%error, "no picture of a page");
        Refusal::invalid(Problem::new("no-picture").with("page", page))
    })?;
    // A preview that cannot be kept is drawn again next time.
    if tokio::fs::create_dir_all(&app.settings.previews).await.is_ok() {
        let temporary = kept.with_extension(format!("{page}.part"));
        if tokio::fs::write(&temporary, &picture).await.is_ok() {
            let _ = tokio::fs::rename(&temporary, kept).await;
        }
    }
    Ok(picture)
}

async fn find(app: &App, visitor: &Visitor, document: DocumentId, file: FileId) -> Result<StoredFile, Refusal> {
    let mut tx = app.read().await?;
    let (_, files) = permitted::find(&mut tx, &visitor.actor, document).await?;
    files.into_iter().find(|found| found.id == file).ok_or(Refusal::NotFound)
}

/// `/documents/{id}/files/{file}/download`: the file as it came, never shown by the browser as a page.
pub(super) async fn download(
    State(app): State<App>,
    visitor: Visitor,
    Path((document, file)): Path<(DocumentId, FileId)>,
) -> Response {
    let sent = send(&app, &visitor, document, file).await;
    sent.unwrap_or_else(|refusal| answer::plain(visitor.locale, &refusal))
}

async fn send(app: &App, visitor: &Visitor, document: DocumentId, file: FileId) -> Result<Response, Refusal> {
    let file = find(app, visitor, document, file).await?;
    let path = app.blobs.local(file.hash).await?;
    let opened = tokio::fs::File::open(path).await.map_err(|error| Refusal::Broken(error.to_string()))?;
    let name: String = url_encode(&file.name);
    let mut response = Body::from_stream(ReaderStream::new(opened)).into_response();
    let headers = response.headers_mut();
    let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
    headers.insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    if let Ok(kind) = HeaderValue::from_str(&file.media_type) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(file.size));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    Ok(response)
}

/// A file name for a header (RFC 5987): everything but letters, digits and a few signs as %XX.
fn url_encode(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
