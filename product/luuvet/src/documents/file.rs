//! Taking in a file: what is it, does it bear a mark of secrecy, and then the blob.
//!
//! The uploader has declared that it holds no state secret. Text layer and metadata are looked at before anything clear
//! reaches the disk; a file that bears MẬT, TỐI MẬT or TUYỆT MẬT is refused, and the refusal is traced without its
//! content. A scan without text cannot be recognised: the page says so.

use luuvet_domain::secrecy::{self, Piece, Place};
use luuvet_domain::trace::{Event, EventKind, Subject};
use luuvet_pages::{Kind, Limits, PageError, check_package, inspect, sniff, text};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::documents::store::NewFile;
use crate::refusal::{Problem, Refusal};
use crate::web::upload::Uploaded;
use crate::work::{Actor, Done, Verb, Work};

/// What could be learnt of a file's content.
#[derive(Clone, Debug)]
struct Look {
    media_type: &'static str,
    pages: i64,
    has_text: bool,
    marked: bool,
}

/// Takes in a file for a document; `declared` says that the uploader has declared it free of state secrets.
///
/// # Errors
/// Not declared; a mark of secrecy (traced); a kind that is not taken; damaged, encrypted or too large.
pub async fn take_in(
    app: &App,
    actor: &Actor,
    uploaded: Uploaded,
    role: &str,
    declared: bool,
) -> Result<NewFile, Refusal> {
    if !declared {
        return Err(Refusal::invalid(Problem::new("secrecy-undeclared").at("declared")));
    }
    let Uploaded { name, bytes, .. } = uploaded;
    if bytes.is_empty() {
        return Err(Refusal::invalid(Problem::new("file-empty").at("file").with("name", name)));
    }
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let (look, bytes) = tokio::task::spawn_blocking(move || (look(&bytes), bytes))
        .await
        .map_err(|error| Refusal::Broken(error.to_string()))?;
    let look = look.map_err(|error| refused(&error, &name))?;
    if look.marked {
        app.perform(actor, RefuseSecret {}).await?;
        return Err(Refusal::invalid(Problem::new("secrecy-marked").at("file")));
    }
    let hash = app.blobs.put(bytes).await?;
    Ok(NewFile {
        role: role.to_owned(),
        name,
        media_type: look.media_type.to_owned(),
        hash,
        size,
        pages: look.pages,
        has_text: look.has_text,
    })
}

fn look(bytes: &[u8]) -> Result<Look, PageError> {
    let limits = Limits::default();
    let media_type = match sniff(bytes) {
        Kind::Pdf => "application/pdf",
        Kind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Kind::Png => "image/png",
        Kind::Jpeg => "image/jpeg",
        // Its directory stands at the end: what was cut off is damaged, whatever it was.
        Kind::OtherZip => return check_package(bytes, &limits).and(Err(PageError::NotRecognised)),
        // A workbook would have to be read for marks of secrecy first, and its text cannot be read yet.
        _ => return Err(PageError::NotRecognised),
    };
    let found = inspect(bytes, &limits)?;
    if found.encrypted {
        return Err(PageError::Encrypted);
    }
    let pages = match text(bytes, &limits) {
        Ok(pages) => pages,
        // A picture was recognised above; it has no text layer.
        Err(PageError::Unsupported(_) | PageError::NotRecognised) => Vec::new(),
        Err(error) => return Err(error),
    };
    let metadata = found.metadata.iter().map(|(_, value)| Piece { place: Place::Metadata, text: value });
    let body = pages.iter().enumerate().map(|(at, text)| {
        let page = u32::try_from(at + 1).unwrap_or(u32::MAX);
        Piece { place: Place::Page(page), text }
    });
    let pieces: Vec<Piece> = metadata.chain(body).collect();
    Ok(Look {
        media_type,
        pages: i64::try_from(found.pages).unwrap_or(0),
        has_text: pages.iter().any(|page| !page.trim().is_empty()),
        marked: !secrecy::marks(&pieces).is_empty(),
    })
}

fn refused(error: &PageError, name: &str) -> Refusal {
    let code = match error {
        PageError::NotRecognised | PageError::Unsupported(_) => "file-kind",
        PageError::Encrypted => "file-encrypted",
        PageError::TooLarge { .. } => "file-too-complex",
        PageError::Busy | PageError::System(_) => "file-later",
        _ => "file-damaged",
    };
    Refusal::invalid(Problem::new(code).at("file").with("name", name))
}

/// Notes that marked content was refused; nothing of it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct RefuseSecret {}

impl Verb for RefuseSecret {
    type Out = ();
    const NAME: &'static str = "refuse-secret";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let subject = Subject::Organisation(work.organisation().0);
        work.finish(Event::new(EventKind::SecretRefused, subject), ()).await
    }
}
