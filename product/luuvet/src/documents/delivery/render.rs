//! The job that makes the issued rendition.

use luuvet_domain::documents::outgoing::State;
use luuvet_domain::ids::{DocumentId, OrganisationId};
use luuvet_domain::trace::Source;
use luuvet_jobs::Job;
use luuvet_pages::{Limits, PageError, inspect, text};

use super::approved::{issued, issued_name, printable};
use super::deeds::outgoing;
use super::keep_rendition::KeepRendition;
use super::print::{Printed, print};
use super::store::facts;
use crate::app::App;
use crate::documents::copies::form::copied;
use crate::documents::copies::rendition::{Making, making};
use crate::documents::store::{NewFile, StoredFile, documents, files};
use crate::organisations;
use crate::refusal::{Problem, Refusal};
use crate::work::Actor;

/// Makes the issued rendition of a numbered document, unless there is one: the approved rendition with number and date
/// printed. The job's body is the document's id.
///
/// # Errors
/// No rendition to print on; a file that cannot be read; the database's.
pub async fn render(app: &App, job: &Job) -> Result<(), Refusal> {
    let document: DocumentId = super::body(job)?;
    let organisation = OrganisationId(job.organisation_id);
    let Some(Wanted { approved, symbol, how }) = wanted(app, organisation, document).await? else { return Ok(()) };
    let from = if let How::Copy(making) = &how { making.source } else { approved.hash };
    let bytes = app.blobs.get(from).await?;
    let made = tokio::task::spawn_blocking(move || made(bytes, &how)).await;
    let (made, pages, has_text) = made
        .map_err(|error| Refusal::Broken(error.to_string()))?
        .map_err(|error| Refusal::Broken(format!("the issued rendition cannot be made: {error}")))?;
    let size = i64::try_from(made.len()).unwrap_or(i64::MAX);
    let hash = app.blobs.put(made).await?;
    let file = NewFile {
        role: "issued".to_owned(),
        name: issued_name(&symbol),
        media_type: "application/pdf".to_owned(),
        hash,
        size,
        pages,
        has_text,
    };
    let verb = KeepRendition { document, symbol, approved: approved.hash, file };
    match app.perform(&Actor::system(organisation, Source::Job), verb).await {
        // Another run was faster: the one that is there stays.
        Err(Refusal::Meanwhile(problem)) if problem.code == "issue-rendition-there" => Ok(()),
        other => other.map(|_| ()),
    }
}

/// How the issued rendition comes to be.
enum How {
    /// Number and date are printed on what was approved.
    Print(Printed),
    /// The paper was scanned after its number was given: it goes out as it is.
    AsIs,
    /// The copied pages with the form of a copy.
    Copy(Box<Making>),
}

/// What is to be made.
struct Wanted {
    approved: StoredFile,
    symbol: String,
    how: How,
}

/// The file that was approved, and what is made of it; none when there is nothing to do.
async fn wanted(app: &App, organisation: OrganisationId, id: DocumentId) -> Result<Option<Wanted>, Refusal> {
    let mut tx = app.read().await?;
    let document = documents::find(&mut tx, organisation, id).await?.ok_or(Refusal::NotFound)?;
    let stored = files::of_document(&mut tx, organisation, id).await?;
    let approval = facts::approval(&mut tx, organisation, id, document.version).await?;
    let approved = printable(approval.as_ref(), &stored);
    if outgoing(&document) != Some(State::Numbered) || issued(&document, approved, &stored).is_some() {
        return Ok(None);
    }
    let (Some(symbol), Some(day)) = (document.symbol.clone(), document.day) else { return Ok(None) };
    let approved = approved.ok_or_else(|| Refusal::invalid(Problem::new("issue-rendition-missing")))?.clone();
    let (_, numbered_at) = facts::filed_and_numbered(&mut tx, organisation, id).await?;
    let on_paper = approval.is_none();
    let how = if on_paper && numbered_at.is_some_and(|at| approved.added_at > at) {
        How::AsIs
    } else if let Some(making) = making(&mut tx, &document, app.clock.now()).await?.filter(|_| !on_paper) {
        How::Copy(Box::new(making))
    } else {
        let name = organisations::store::name_on(&mut tx, organisation, &day.to_string()).await?;
        let place = name.map(|name| name.place).unwrap_or_default();
        How::Print(Printed { symbol: symbol.clone(), day, place })
    };
    Ok(Some(Wanted { approved, symbol, how }))
}

/// The issued PDF with its pages counted, and whether it has text.
fn made(from: Vec<u8>, how: &How) -> Result<(Vec<u8>, i64, bool), PageError> {
    let made = match how {
        How::Print(printed) => print(&from, printed)?,
        How::AsIs => from,
        How::Copy(making) => copied(&from, &making.form, making.made)?,
    };
    let limits = Limits::default();
    let pages = i64::try_from(inspect(&made, &limits)?.pages).unwrap_or(0);
    let has_text = text(&made, &limits)?.iter().any(|page| !page.trim().is_empty());
    Ok((made, pages, has_text))
}
