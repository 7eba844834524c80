//! The pages of a copy: made when it is begun, anew when its draft changes, and with number and date when it is issued.

use luuvet_db::Tx;
use luuvet_domain::documents::Kind;
use luuvet_domain::ids::DocumentId;
use luuvet_pages::compose::Moment;
use luuvet_pages::{Limits, inspect, text};

use super::form::{Form, copied};
use super::store;
use crate::app::App;
use crate::clock;
use crate::documents::outgoing::add_file::AddFile;
use crate::documents::outgoing::store::{choices, drafts};
use crate::documents::permitted;
use crate::documents::store::{Document, NewFile};
use crate::organisations;
use crate::refusal::{Problem, Refusal};
use crate::work::Actor;

/// The name of a copy's form.
#[must_use]
pub fn title(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::TrueCopy => Some("SAO Y"),
        Kind::ExtractCopy => Some("TRÍCH SAO"),
        Kind::CopyOfCopy => Some("SAO LỤC"),
        _ => None,
    }
}

/// What is needed to make the pages of a copy.
pub struct Making {
    /// The hash of the copied PDF.
    pub source: [u8; 32],
    /// What the form says.
    pub form: Form,
    /// The moment in the file's metadata.
    pub made: Moment,
}

/// What the pages of a document are made of, when it is a copy.
///
/// # Errors
/// The database's.
pub async fn making(tx: &mut Tx, document: &Document, now: i64) -> Result<Option<Making>, Refusal> {
    let organisation = document.organisation;
    let Some(source) = store::source(tx, organisation, document.id).await? else { return Ok(None) };
    let kind = Kind::from_code(&document.kind).unwrap_or(Kind::TrueCopy);
    let Some(title) = title(kind) else { return Ok(None) };
    let today = document.day.unwrap_or_else(|| clock::day(now));
    let day = today.to_string();
    let name = organisations::store::name_on(tx, organisation, &day).await?.ok_or(Refusal::NotFound)?;
    let choices = choices::choices(tx, organisation, &day).await?;
    let parts = drafts::parts(tx, organisation, document.id, document.id).await?;
    let kinds = luuvet_domain::documents::Kinds::built_in().map_err(|error| Refusal::Broken(error.to_string()))?;
    let short = kinds.of(kind).abbreviation.clone().unwrap_or_default();
    let at = clock::local(document.created_at);
    let form = Form {
        title: title.to_owned(),
        body: name.name.clone(),
        symbol: format!("{short}-{}", name.symbol),
        place: name.place.clone(),
        number: document.symbol.clone().zip(document.day),
        year: today.year(),
        lines: document.signer_id.map(|signer| choices.signature(signer, document.mandate)).unwrap_or_default(),
        part: source.part,
        recipients: parts.recipients.into_iter().map(|one| one.name).collect(),
    };
    let made = Moment {
        year: u16::try_from(at.year()).unwrap_or_default(),
        month: at.month().unsigned_abs(),
        day: at.day().unsigned_abs(),
        hour: at.hour().unsigned_abs(),
        minute: at.minute().unsigned_abs(),
    };
    Ok(Some(Making { source: source.file, form, made }))
}

/// Makes the pages of a copy that is being drafted, and puts them in place of those that it has when they differ. Does
/// nothing for a document that is no copy.
///
/// # Errors
/// A copied file that cannot be read; not the drafter; the database's.
pub async fn refresh(app: &App, actor: &Actor, document: DocumentId) -> Result<(), Refusal> {
    let mut tx = app.read().await?;
    let (found, files) = permitted::find(&mut tx, actor, document).await?;
    let making = making(&mut tx, &found, app.clock.now()).await?;
    drop(tx);
    let Some(Making { source, form, made }) = making else { return Ok(()) };
    let bytes = app.blobs.get(source).await?;
    let name = format!("{}.pdf", vietnamese::fold::fold(&form.title).replace(' ', "-"));
    let composed = tokio::task::spawn_blocking(move || {
        let made = copied(&bytes, &form, made)?;
        let limits = Limits::default();
        let pages = i64::try_from(inspect(&made, &limits)?.pages).unwrap_or(0);
        let has_text = text(&made, &limits)?.iter().any(|page| !page.trim().is_empty());
        Ok::<_, luuvet_pages::PageError>((made, pages, has_text))
    });
    let composed = composed.await.map_err(|error| Refusal::Broken(error.to_string()))?;
    let (made, pages, has_text) = composed.map_err(|error| {
        tracing::info!(%error, "a copy cannot be made");
        Refusal::invalid(Problem::new("copy-file-missing").at("kind"))
    })?;
    let size = i64::try_from(made.len()).unwrap_or(i64::MAX);
    let hash = app.blobs.put(made).await?;
    if files.iter().any(|file| file.role == "rendition" && file.hash == hash) {
        return Ok(());
    }
    let media_type = "application/pdf".to_owned();
    let file = NewFile { role: "rendition".to_owned(), name, media_type, hash, size, pages, has_text };
    app.perform(actor, AddFile { document, files: vec![file], reason: String::new() }).await
}
