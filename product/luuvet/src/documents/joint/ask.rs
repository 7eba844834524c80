//! Asking the further bodies, once the lead body's own leader has approved.

use luuvet_domain::ids::OrganisationId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use luuvet_jobs::Job;

use super::{ASK, Name, Request, Withdrawal};
use crate::app::App;
use crate::documents::delivery::approved::listed;
use crate::documents::joint::receive_request::receive;
use crate::documents::joint::{store, take_withdrawal};
use crate::documents::outgoing::store::submissions;
use crate::documents::store::{Document, NewFile, StoredFile, documents, files};
use crate::organisations;
use crate::organisations::mergers;
use crate::refusal::Refusal;
use crate::work::Work;

/// Asks every body that the document names. A paper bears their signatures already: its clerk records them.
///
/// # Errors
/// The database's.
pub async fn ask(work: &mut Work<'_>, document: &Document, on_paper: bool) -> Result<(), Refusal> {
    let (organisation, now, version) = (work.organisation(), work.now(), document.version);
    if store::ask(work.tx, organisation, document.id, version, now).await? == 0 {
        return Ok(());
    }
    let all = store::approvals(work.tx, organisation, document.id, version).await?;
    for one in all.iter().filter(|one| one.target.is_some() && !on_paper) {
        let name = Name { lead: organisation, document: document.id, version, body: one.id };
        work.enqueue(ASK, &name, now).await?;
    }
    let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
    let event = Event::new(EventKind::JointAsked, Subject::Document(document.id.0))
        .number("version", version)
        .number("count", i64::try_from(all.len()).unwrap_or(i64::MAX))
        .private("to", names.join("; "));
    work.note(event);
    Ok(())
}

/// The job that hands a request over; the body takes it once however often this runs.
///
/// # Errors
/// The database's; then it is tried again.
pub async fn hand_over(app: &App, job: &Job) -> Result<(), Refusal> {
    let name: Name = super::body(job)?;
    if name.lead != OrganisationId(job.organisation_id) {
        return Err(Refusal::NotFound);
    }
    let Some((to, request)) = request(app, &name).await? else { return Ok(()) };
    let to = mergers::successor(&mut app.read().await?, to).await?;
    receive(app, to, request).await?;
    // Returned while it was on its way: the withdrawal may have looked before it arrived.
    if state(app, &name).await?.is_none_or(|(state, _)| state == "void") {
        let withdrawal = Withdrawal { name, to, reason: String::new() };
        take_withdrawal::take(app, withdrawal).await?;
    }
    Ok(())
}

/// The state of an approval, and whom it asks.
async fn state(app: &App, name: &Name) -> Result<Option<(String, Option<OrganisationId>)>, Refusal> {
    let mut tx = app.read().await?;
    let all = store::approvals(&mut tx, name.lead, name.document, name.version).await?;
    let one = all.into_iter().find(|one| one.id == name.body);
    Ok(one.map(|one| (one.state, one.target.map(OrganisationId))))
}

/// The request and whom it goes to; none when nothing is asked any more.
async fn request(app: &App, name: &Name) -> Result<Option<(OrganisationId, Request)>, Refusal> {
    let Some((code, Some(to))) = state(app, name).await? else { return Ok(None) };
    if code != "asked" {
        return Ok(None);
    }
    let mut tx = app.read().await?;
    let document = documents::find(&mut tx, name.lead, name.document).await?.ok_or(Refusal::NotFound)?;
    let all = submissions(&mut tx, name.lead, name.document).await?;
    let submission = all.into_iter().find(|row| row.version == name.version).ok_or(Refusal::NotFound)?;
    let files = shown(&files::of_document(&mut tx, name.lead, name.document).await?, &submission.body)?;
    let day = crate::clock::day(app.clock.now()).to_string();
    let lead_name = organisations::store::name_on(&mut tx, name.lead, &day).await?;
    let request = Request {
        name: name.clone(),
        lead_name: lead_name.map_or_else(|| document.issuer.clone(), |name| name.name),
        kind: document.kind,
        subject: document.subject,
        urgency: document.urgency,
        restricted: document.restricted,
        signer: document.signer,
        signer_title: document.signer_title,
        hash: submission.manifest,
        manifest: submission.body,
        files,
    };
    Ok(Some((to, request)))
}

/// Every file of the manifest: who approves it sees all of it.
fn shown(stored: &[StoredFile], manifest: &[u8]) -> Result<Vec<NewFile>, Refusal> {
    let find = |(_, hash): &(String, [u8; 32])| {
        let file = stored.iter().find(|file| file.hash == *hash);
        file.map(copied).ok_or_else(|| Refusal::Broken("a file of an approved manifest is gone".to_owned()))
    };
    listed(manifest).iter().map(find).collect()
}

fn copied(file: &StoredFile) -> NewFile {
    NewFile {
        role: file.role.clone(),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        hash: file.hash,
        size: file.size,
        pages: file.pages,
        has_text: file.has_text,
    }
}
