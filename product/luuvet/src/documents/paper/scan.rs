//! The scan of a document that was signed on paper: one PDF, pictures joined to one.

use luuvet_pages::Kind;

use crate::app::App;
use crate::documents::file;
use crate::documents::outgoing::rendition;
use crate::documents::store::{Document, NewFile, StoredFile, files};
use crate::refusal::{Problem, Refusal};
use crate::web::upload::Uploaded;
use crate::work::{Actor, Work};

/// Whether a file is a scan that can be read page by page.
#[must_use]
pub fn is_scan(file: &NewFile) -> bool {
    file.role == "scan" && file.media_type == "application/pdf" && file.pages > 0
}

/// Takes in scans past the guard: pictures become one PDF, the first PDF is the scan, further ones are attached.
///
/// # Errors
/// What the guard refuses; a file that is neither PDF nor picture.
pub async fn take_in(
    app: &App,
    actor: &Actor,
    uploaded: Vec<Uploaded>,
    declared: bool,
) -> Result<Vec<NewFile>, Refusal> {
    if uploaded.is_empty() {
        return Err(Refusal::invalid(Problem::new("paper-scan-missing").at("file")));
    }
    let (mut taken, mut pictures): (Vec<NewFile>, Vec<Vec<u8>>) = (Vec::new(), Vec::new());
    let first_pdf = |taken: &[NewFile]| if taken.iter().any(is_scan) { "attachment" } else { "scan" };
    for one in uploaded {
        match one.kind().await? {
            Kind::Pdf => taken.push(file::take_in(app, actor, one, first_pdf(&taken), declared).await?),
            Kind::Png | Kind::Jpeg => {
                pictures.push(one.clone().whole().await?);
                // The guard looks at each; the picture itself is not kept beside the PDF.
                file::take_in(app, actor, one, "scan", declared).await?;
            }
            _ => return Err(Refusal::invalid(Problem::new("paper-scan-kind").at("file").with("name", one.name))),
        }
    }
    if !pictures.is_empty() {
        let joined = rendition::combined(app, pictures, "ban-quet.pdf").await?;
        let role = first_pdf(&taken);
        taken.push(file::take_in(app, actor, joined, role, declared).await?);
    }
    Ok(taken)
}

/// Puts scans in place of earlier ones.
///
/// # Errors
/// The database's.
pub async fn put(work: &mut Work<'_>, document: &Document, old: &[StoredFile], new: &[NewFile]) -> Result<(), Refusal> {
    let (organisation, now, by) = (work.organisation(), work.now(), work.position()?);
    for earlier in old.iter().filter(|file| file.role == "scan") {
        files::remove(work.tx, organisation, document.id, earlier.id, now).await?;
    }
    for one in new {
        let id = work.id();
        files::add(work.tx, organisation, document.id, id, one, None, by, now).await?;
    }
    Ok(())
}
