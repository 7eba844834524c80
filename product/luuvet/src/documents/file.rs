//! Taking in a file: what is it, does it bear a mark of secrecy, and then the blob.
//!
//! The uploader has declared that it holds no state secret. Every piece of text in it (pages, drawn forms, headers, notes,
//! cells, properties) and its name are looked at before anything clear reaches the disk; a file that bears MẬT, TỐI MẬT or TUYỆT MẬT is refused, and the refusal is traced without its
//! content. A scan without text cannot be recognised: the page says so.

use luuvet_domain::secrecy::{self, Piece, Place};
use luuvet_domain::trace::{Event, EventKind, Subject};
use luuvet_pages::{Kind, Limits, PageError, Where, check_package, inspect, pieces, sniff};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::documents::secrets::store::contents;
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
    let called = name.clone();
    let looked = tokio::task::spawn_blocking(move || (look(&bytes, &called), Sha256::digest(&bytes).into(), bytes));
    let (look, hash, bytes) = looked.await.map_err(|error| Refusal::Broken(error.to_string()))?;
    let look = look.map_err(|error| refused(&error, &name))?;
    if look.marked {
        app.perform(actor, RefuseSecret {}).await?;
        return Err(Refusal::invalid(Problem::new("secrecy-marked").at("file")));
    }
    if look.media_type == WORKBOOK && !BESIDE.contains(&role) {
        return Err(Refusal::invalid(Problem::new("file-workbook").at("file").with("name", &name)));
    }
    if contents::is_purged(&mut app.read().await?, hash).await? {
        app.perform(actor, RefuseSecret {}).await?;
        return Err(Refusal::invalid(Problem::new("secrecy-purged").at("file")));
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

/// The media type of a workbook.
pub const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// In what roles a workbook comes: nobody can sign or issue one.
const BESIDE: [&str; 2] = ["attachment", "basis"];

fn look(bytes: &[u8], name: &str) -> Result<Look, PageError> {
    let limits = Limits::default();
    let media_type = match sniff(bytes) {
        Kind::Pdf => "application/pdf",
        Kind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Kind::Xlsx => WORKBOOK,
        Kind::Png => "image/png",
        Kind::Jpeg => "image/jpeg",
        // Its directory stands at the end: what was cut off is damaged, whatever it was.
        Kind::OtherZip => return check_package(bytes, &limits).and(Err(PageError::NotRecognised)),
        _ => return Err(PageError::NotRecognised),
    };
    let found = inspect(bytes, &limits)?;
    if found.encrypted {
        return Err(PageError::Encrypted);
    }
    let read = pieces(bytes, &limits)?;
    // A workbook has sheets and no pages that could be shown.
    let pages = if media_type == WORKBOOK { 0 } else { i64::try_from(found.pages).unwrap_or(0) };
    Ok(Look { media_type, pages, has_text: found.text_pages.contains(&true), marked: is_marked(&read, name) })
}

/// Whether a piece of the file, or its name, bears a mark of secrecy.
pub fn is_marked(read: &[(Where, String)], name: &str) -> bool {
    let named = Piece { place: Place::Metadata, text: name };
    let place = |place: Where| match place {
        Where::Page(page) => Place::Page(page),
        Where::Beside => Place::Metadata,
    };
    let pieces: Vec<Piece> =
        read.iter().map(|(at, text)| Piece { place: place(*at), text }).chain(std::iter::once(named)).collect();
    !secrecy::marks(&pieces).is_empty()
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
