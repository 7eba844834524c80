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
    let Some((approved, printed)) = wanted(app, organisation, document).await? else { return Ok(()) };
    let bytes = app.blobs.get(approved.hash).await?;
    let symbol = printed.symbol.clone();
    let made = tokio::task::spawn_blocking(move || made(&bytes, &printed)).await;
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

/// The file to print on and what to print; none when there is nothing to do.
async fn wanted(
    app: &App,
    organisation: OrganisationId,
    id: DocumentId,
) -> Result<Option<(StoredFile, Printed)>, Refusal> {
    let mut tx = app.read().await?;
    let document = documents::find(&mut tx, organisation, id).await?.ok_or(Refusal::NotFound)?;
    let stored = files::of_document(&mut tx, organisation, id).await?;
    let approval = facts::approval(&mut tx, organisation, id, document.version).await?;
    let approved = printable(approval.as_ref(), &stored);
    if outgoing(&document) != Some(State::Numbered) || issued(&document, approved, &stored).is_some() {
        return Ok(None);
    }
    let (Some(symbol), Some(day)) = (document.symbol, document.day) else { return Ok(None) };
    let approved = approved.ok_or_else(|| Refusal::invalid(Problem::new("issue-rendition-missing")))?.clone();
    let name = organisations::store::name_on(&mut tx, organisation, &day.to_string()).await?;
    let place = name.map(|name| name.place).unwrap_or_default();
    Ok(Some((approved, Printed { symbol, day, place })))
}

fn made(approved: &[u8], printed: &Printed) -> Result<(Vec<u8>, i64, bool), PageError> {
    let made = print(approved, printed)?;
    let limits = Limits::default();
    let pages = i64::try_from(inspect(&made, &limits)?.pages).unwrap_or(0);
    let has_text = text(&made, &limits)?.iter().any(|page| !page.trim().is_empty());
    Ok((made, pages, has_text))
}
