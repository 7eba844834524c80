//! Taking in a file: what is it, does it bear a mark of secrecy, and then the blob.
//!
//! The uploader has declared that it holds no state secret. Every piece of text in it (pages, drawn forms, headers, notes,
//! cells, properties) and its name are looked at before anything clear reaches the disk; a file that bears MẬT, TỐI MẬT or TUYỆT MẬT is refused, and the refusal is traced without its
//! content. A scan without text cannot be recognised: the page says so.

use luuvet_domain::secrecy::{self, Piece, Place};
use luuvet_domain::trace::{Event, EventKind, Subject};
use luuvet_pages::limits::What;
use luuvet_pages::{Kind, Limits, PageError, Skeleton, Where, check_package, inspect, pieces, sniff};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::app::App;
use crate::documents::secrets::store::contents;
use crate::documents::store::{NewFile, StoredFile};
use crate::refusal::{Problem, Refusal};
use crate::web::upload::{self, Uploaded, WHOLE};
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
    let name = uploaded.name.clone();
    if uploaded.size() == 0 {
        return Err(Refusal::invalid(Problem::new("file-empty").at("file").with("name", name)));
    }
    let size = i64::try_from(uploaded.size()).unwrap_or(i64::MAX);
    let (look, hash, bytes) = looked(&uploaded, role).await?;
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
    let hash = match bytes {
        Some(bytes) => app.blobs.put(bytes).await?,
        None => app.blobs.put_from(uploaded.reader(), hash).await?,
    };
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

/// Large files are looked at one after the other: each takes its share of memory.
static LARGE: Semaphore = Semaphore::const_new(1);
/// What the guard keeps of a large file, in bytes: what is no picture.
const KEPT: usize = 16 << 20;

/// What is in a file, its hash, and its bytes where they are in memory anyhow. Nothing of it is on the disk yet but as
/// ciphertext.
async fn looked(uploaded: &Uploaded, role: &str) -> Result<(Look, [u8; 32], Option<Vec<u8>>), Refusal> {
    let broken = |error: tokio::task::JoinError| Refusal::Broken(error.to_string());
    let name = uploaded.name.clone();
    if uploaded.is_spooled() && uploaded.kind().await? == Kind::Pdf {
        if uploaded.size() > WHOLE as u64 && !BESIDE.contains(&role) {
            return Err(upload::too_large(WHOLE));
        }
        let _turn = LARGE.acquire().await.map_err(|error| Refusal::Broken(error.to_string()))?;
        let (one, called) = (uploaded.clone(), name.clone());
        let looked = tokio::task::spawn_blocking(move || (look_past_pictures(&one, &called), one.hash()));
        let (look, hash) = looked.await.map_err(broken)?;
        match look {
            // What is not plain enough for that may still be read as a whole.
            Err(PageError::Unclear(_) | PageError::TooLarge { what: What::Kept, .. })
                if uploaded.size() <= WHOLE as u64 => {}
            look => return Ok((look.map_err(|error| refused(&error, &name))?, hash, None)),
        }
    }
    let (bytes, called) = (uploaded.clone().whole().await?, name.clone());
    let looked = tokio::task::spawn_blocking(move || (look(&bytes, &called), Sha256::digest(&bytes).into(), bytes));
    let (look, hash, bytes) = looked.await.map_err(broken)?;
    Ok((look.map_err(|error| refused(&error, &name))?, hash, Some(bytes)))
}

/// Looks at a large PDF, of which pictures are nearly all.
fn look_past_pictures(uploaded: &Uploaded, name: &str) -> Result<Look, PageError> {
    let (found, read) = Skeleton::copy(uploaded.reader(), uploaded.size(), KEPT)?.look(&Limits::default())?;
    let (pages, has_text) = (i64::try_from(found.pages).unwrap_or(0), found.text_pages.contains(&true));
    Ok(Look { media_type: "application/pdf", pages, has_text, marked: is_marked(&read, name) })
}

/// The media type of a workbook.
pub const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// In what roles a workbook comes, or a PDF that is not read whole: nobody can sign or issue one.
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

/// Refuses a file whose bytes are too many to hold in memory: it can only be downloaded.
///
/// # Errors
/// When it is larger than what is read whole.
pub fn readable_whole(file: &StoredFile) -> Result<(), Refusal> {
    if is_large(file) {
        return Err(Refusal::invalid(Problem::new("file-only-download").with("name", &file.name)));
    }
    Ok(())
}

/// Whether a file can only be downloaded.
#[must_use]
pub fn is_large(file: &StoredFile) -> bool {
    file.size > WHOLE as i64
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
        PageError::TooLarge { .. } | PageError::Unclear(_) => "file-too-complex",
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
