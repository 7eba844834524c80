//! Forms with files.
//!
//! Nothing clear reaches the disk until the guard against state secrets has looked at a file (invariant 5): small files
//! stay in memory, larger ones are ciphertext under a key in memory ([`spool`]). The declaration comes first in the form,
//! before the first byte of a file. A request that is dropped leaves nothing.

mod spool;
mod uploaded;

use std::path::Path;
use std::time::Duration;

use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::response::Response;
use luuvet_blobs::BlobError;
use luuvet_pages::{Kind, sniff};

use crate::app::App;
use crate::chance;
use crate::refusal::{Problem, Refusal};
use crate::web::answer;
use crate::web::form::Form;

pub use spool::Spooled;
pub use uploaded::Uploaded;

/// Most bytes of all files of one request: a scan of hundreds of pages as PDF.
pub const LARGEST: usize = 1_100_000_000;
/// Most bytes of all files of one request that have to be read whole: everything but PDF, and every file that is printed on
/// or shown page by page.
pub const WHOLE: usize = 64_000_000;
/// Bytes of one request's files that stay in memory.
const HELD: usize = 8_000_000;
/// Most files of one request.
const FILES: usize = 20;
/// Most parts of one request.
const PARTS: usize = 1_000;
/// Longest value of a field.
const VALUE: usize = 1_000_000;
/// How long the sender may be silent, and how long the whole may take.
const SILENCE: Duration = Duration::from_secs(60);
const LONGEST: Duration = Duration::from_hours(6);
/// First bytes that tell a PDF.
const HEAD: usize = 1024;
/// Bytes that go to the disk together.
const PIECE: usize = 256 << 10;

/// A form with the files that came with it.
#[derive(Debug, Default)]
pub struct Upload {
    /// The other fields.
    pub form: Form,
    /// The files, empty inputs left out.
    pub files: Vec<Uploaded>,
}

impl FromRequest<App> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let locale = answer::locale(request.headers());
        let read = async {
            let multipart = Multipart::from_request(request, app).await.map_err(|_| unreadable())?;
            read(multipart, &app.settings.uploads).await
        };
        let read = tokio::time::timeout(LONGEST, read).await.unwrap_or_else(|_| Err(slow()));
        read.map_err(|refusal| answer::plain(locale, &refusal))
    }
}

/// Removes what programs that ended have left of uploads. Only for a program that begins.
///
/// # Errors
/// When the disk refuses.
pub fn clear(folder: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn unreadable() -> Refusal {
    Refusal::invalid(Problem::new("form-unreadable"))
}

fn slow() -> Refusal {
    Refusal::invalid(Problem::new("upload-slow").at("file"))
}

pub(crate) fn too_large(limit: usize) -> Refusal {
    Refusal::invalid(Problem::new("file-too-large").at("file").with("limit", limit / 1_000_000))
}

/// What one request has brought so far.
#[derive(Default)]
struct Sum {
    all: usize,
    whole: usize,
    held: usize,
    parts: usize,
}

async fn read(mut multipart: Multipart, folder: &Path) -> Result<Upload, Refusal> {
    let (mut upload, mut sum) = (Upload::default(), Sum::default());
    while let Some(mut field) = next(multipart.next_field()).await? {
        sum.parts += 1;
        let name = field.name().unwrap_or_default().to_owned();
        // An input without a file comes with an empty name; an empty file has one.
        let Some(file) = field.file_name().map(|name| (plain_name(name), name.is_empty())) else {
            let value = value(&mut field, &mut sum).await?;
            upload.form = upload.form.with(&name, value);
            continue;
        };
        let taken = file_of(&mut field, folder, &mut sum, (&name, &file.0)).await?;
        if file.1 && taken.size() == 0 {
            continue;
        }
        if upload.files.len() >= FILES {
            return Err(too_large(WHOLE));
        }
        upload.files.push(taken);
    }
    Ok(upload)
}

/// Waits for the sender, not for ever.
async fn next<T>(
    coming: impl Future<Output = Result<T, axum::extract::multipart::MultipartError>>,
) -> Result<T, Refusal> {
    tokio::time::timeout(SILENCE, coming).await.map_err(|_| slow())?.map_err(|_| unreadable())
}

async fn value(field: &mut Field<'_>, sum: &mut Sum) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    while let Some(piece) = next(field.chunk()).await? {
        sum.whole += piece.len();
        if bytes.len() + piece.len() > VALUE || sum.whole > WHOLE || sum.parts > PARTS {
            return Err(too_large(WHOLE));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

async fn file_of(
    field: &mut Field<'_>,
    folder: &Path,
    sum: &mut Sum,
    (input, name): (&str, &str),
) -> Result<Uploaded, Refusal> {
    let (mut held, mut spooled): (Vec<u8>, Option<spool::Spool>) = (Vec::new(), None);
    let mut head = Vec::with_capacity(HEAD);
    while let Some(piece) = next(field.chunk()).await? {
        held.extend_from_slice(&piece);
        sum.all += piece.len();
        head.extend_from_slice(&piece[..piece.len().min(HEAD - head.len())]);
        sum.whole += if sniff(&head) == Kind::Pdf { 0 } else { piece.len() };
        if sum.all > LARGEST || sum.parts > PARTS {
            return Err(too_large(LARGEST));
        }
        if sum.whole > WHOLE {
            return Err(too_large(WHOLE));
        }
        match spooled.take() {
            None if sum.held + held.len() <= HELD => {}
            None => spooled = Some(written(spool::Spool::new(folder, secret()?).map_err(failed)?, &mut held).await?),
            Some(spool) if held.len() >= PIECE => spooled = Some(written(spool, &mut held).await?),
            earlier => spooled = earlier,
        }
    }
    let Some(spool) = spooled else {
        sum.held += held.len();
        return Ok(Uploaded::held(input, name, held));
    };
    let spool = written(spool, &mut held).await?;
    let spooled = blocking(move || spool.finish()).await?;
    Ok(Uploaded::spooled(input, name, spooled))
}

/// Writes what is held, as ciphertext.
async fn written(mut spool: spool::Spool, held: &mut Vec<u8>) -> Result<spool::Spool, Refusal> {
    let bytes = std::mem::take(held);
    blocking(move || spool.write(&bytes).map(|()| spool)).await
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T, Refusal> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| Refusal::Broken(error.to_string()))?;
    done.map_err(failed)
}

fn failed(error: std::io::Error) -> Refusal {
    BlobError::Storage(error).into()
}

fn secret() -> Result<[u8; 32], Refusal> {
    chance::seed().map_err(|error| Refusal::Broken(error.to_string()))
}

/// The file's name without folders and control characters, at most 200 letters.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    let clean = vietnamese::fold::nfc(clean.trim());
    if clean.is_empty() { "tep".to_owned() } else { clean }
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn a_name_brings_no_folder() {
        assert_eq!(plain_name("C:\\tam\\Báo cáo.docx"), "Báo cáo.docx");
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("\u{0}"), "tep");
    }
}
