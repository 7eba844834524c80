//! Making what is read out of what was written: Word drafts through LibreOffice when it is there, pictures as pages.
//!
//! Runs before the verb, on a blocking thread, under the bounds of the kit.

use luuvet_pages::combine::combine;
use luuvet_pages::compose::Moment;
use luuvet_pages::convert::{ConvertLimits, office_converter};
use luuvet_pages::{Kind, Limits};

use crate::app::App;
use crate::clock;
use crate::documents::file;
use crate::documents::store::NewFile;
use crate::refusal::{Problem, Refusal};
use crate::web::upload::Uploaded;
use crate::work::Actor;

/// Whether Word drafts become PDF by themselves on this machine.
#[must_use]
pub fn converts_word() -> bool {
    office_converter(None).is_some()
}

/// Takes in uploaded files under a role; a draft that is PDF is its own rendition, Word and pictures get one made.
///
/// # Errors
/// What the guard refuses; nothing of the refused file is kept.
pub async fn take_in(
    app: &App,
    actor: &Actor,
    uploaded: Vec<Uploaded>,
    role: &str,
    declared: bool,
) -> Result<Vec<NewFile>, Refusal> {
    if uploaded.is_empty() {
        return Err(Refusal::invalid(Problem::new("file-missing").at("file")));
    }
    let is_draft = role == "draft";
    let mut taken = Vec::new();
    let mut made: Option<Uploaded> = None;
    let mut pictures = Vec::new();
    for one in uploaded {
        let kind = one.kind().await?;
        let role = if is_draft && kind == Kind::Pdf { "rendition" } else { role };
        let (again, name) = (one.clone(), one.name.clone());
        // The guard looks first: the converter writes to the disk.
        taken.push(file::take_in(app, actor, one, role, declared).await?);
        match kind {
            Kind::Docx if is_draft => made = converted(again.whole().await?, &name).await?.or(made),
            Kind::Png | Kind::Jpeg if is_draft => pictures.push(again.whole().await?),
            _ => {}
        }
    }
    if !pictures.is_empty() {
        made = Some(combined(app, pictures, "du-thao.pdf").await?);
    }
    if let Some(made) = made {
        taken.push(file::take_in(app, actor, made, "rendition", declared).await?);
    }
    Ok(taken)
}

/// The PDF of a Word draft; none when this machine cannot make it, then the drafter adds it.
async fn converted(bytes: Vec<u8>, name: &str) -> Result<Option<Uploaded>, Refusal> {
    let Some(converter) = office_converter(None) else { return Ok(None) };
    let pdf = blocking(move || converter.to_pdf(&bytes, &ConvertLimits::default()).ok()).await?;
    Ok(pdf.map(|bytes| Uploaded::held("file", &format!("{}.pdf", stem(name)), bytes)))
}

/// Pictures as the pages of one PDF of this name.
///
/// # Errors
/// When one of them cannot be read.
pub async fn combined(app: &App, pictures: Vec<Vec<u8>>, name: &str) -> Result<Uploaded, Refusal> {
    let now = clock::local(app.clock.now());
    let made = Moment {
        year: u16::try_from(now.year()).unwrap_or_default(),
        month: now.month().unsigned_abs(),
        day: now.day().unsigned_abs(),
        hour: now.hour().unsigned_abs(),
        minute: now.minute().unsigned_abs(),
    };
    let bytes = blocking(move || {
        let pieces: Vec<&[u8]> = pictures.iter().map(Vec::as_slice).collect();
        combine(&pieces, "Dự thảo", made, &Limits::default())
    });
    let damaged = |_| Refusal::invalid(Problem::new("file-damaged").at("file").with("name", "ảnh"));
    let bytes = bytes.await?.map_err(damaged)?;
    Ok(Uploaded::held("file", name, bytes))
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Refusal::Broken(error.to_string()))
}
