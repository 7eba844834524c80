//! The job that hands an issued document to one recipient.

use luuvet_db::Tx;
use luuvet_domain::documents::outgoing::State;
use luuvet_domain::ids::{DemandId, OrganisationId};
use luuvet_jobs::Job;

use super::deeds::outgoing;
use super::issue::not_numbered;
use super::store::{Recipient, answers, facts, recipients};
use super::{recall, take_report};
use crate::app::App;
use crate::documents::exchange::{Answered, Delivery, Envelope, EnvelopeDemand, EnvelopeRelation, Report};
use crate::documents::incoming::receive::receive;
use crate::documents::incoming::store::sender_of;
use crate::documents::secrets::clean;
use crate::documents::secrets::store::purges;
use crate::documents::store::{Document, NewFile, StoredFile, documents, files, relations};
use crate::organisations;
use crate::organisations::mergers;
use crate::refusal::Refusal;

/// Hands a document over; its body is a [`Delivery`]. The recipient takes it once however often this runs, and reports
/// by itself that it was delivered.
///
/// # Errors
/// The recipient's refusal; the database's. Then it is tried again, later each time.
pub async fn deliver(app: &App, job: &Job) -> Result<(), Refusal> {
    let delivery: Delivery = super::body(job)?;
    let sender = OrganisationId(job.organisation_id);
    let Some((to, envelope)) = envelope(app, sender, &delivery).await? else { return Ok(()) };
    // Who was merged meanwhile goes on elsewhere; the name on the document stays.
    let goes_to = mergers::successor(&mut app.read().await?, to).await?;
    let arrived = receive(app, goes_to, envelope).await?;
    let known = sender_of(&mut app.read().await?, goes_to, arrived).await?;
    if known.is_none_or(|(source, _)| source.recipient != delivery.recipient) {
        redirected(app, sender, &delivery).await?;
    }
    // Removed as a state secret while it was on its way.
    clean::overtake(app, sender, delivery.document, goes_to).await?;
    // Recalled while it was on its way: the recall may have looked before it arrived.
    let document = documents::find(&mut app.read().await?, sender, delivery.document).await?;
    if document.as_ref().and_then(outgoing) == Some(State::Recalled) {
        recall::one(app, sender, &delivery).await?;
    }
    Ok(())
}

/// Who gets a document for itself and for one that was merged into it takes it in once and reports for one row: the other
/// row is delivered all the same.
async fn redirected(app: &App, sender: OrganisationId, delivery: &Delivery) -> Result<(), Refusal> {
    let report = Report {
        to: sender,
        document: delivery.document,
        recipient: delivery.recipient,
        what: luuvet_domain::delivery::Report::Deliver.code().to_owned(),
        at: app.clock.now(),
        number: None,
        reason: String::new(),
    };
    take_report::take(app, report).await
}

/// The envelope and whom it goes to; none when there is nothing to send any more.
async fn envelope(
    app: &App,
    sender: OrganisationId,
    delivery: &Delivery,
) -> Result<Option<(OrganisationId, Envelope)>, Refusal> {
    let mut tx = app.read().await?;
    let document = documents::find(&mut tx, sender, delivery.document).await?.ok_or(Refusal::NotFound)?;
    if !matches!(outgoing(&document), Some(State::Issued | State::Replaced | State::Revoked)) {
        return Ok(None);
    }
    if purges::of_document(&mut tx, sender, delivery.document).await?.is_some_and(|purge| purge.is_done()) {
        return Ok(None);
    }
    let all = recipients::of_document(&mut tx, sender, delivery.document).await?;
    let recipient = all.into_iter().find(|one| one.id == delivery.recipient).ok_or(Refusal::NotFound)?;
    let Some(to) = recipient.target.filter(|_| recipient.kind == "organisation") else { return Ok(None) };
    let stored = files::of_document(&mut tx, sender, delivery.document).await?;
    let (Some(symbol), Some(day)) = (document.symbol.clone(), document.day) else {
        return Err(Refusal::invalid(not_numbered()));
    };
    let name = organisations::store::name_on(&mut tx, sender, &day.to_string()).await?;
    let demands = match recipient.role.as_str() {
        "inform" => Vec::new(),
        _ => answers::demands(&mut tx, sender, delivery.document).await?,
    };
    let answered = match document.answers {
        Some(incoming) => facts::answered(&mut tx, sender, incoming, document.id, to).await?,
        None => None,
    };
    let envelope = Envelope {
        sender,
        sender_name: name.map_or_else(|| document.issuer.clone(), |name| name.name),
        document: document.id,
        recipient: recipient.id,
        symbol,
        day,
        answers: answered.map(|(document, recipient, demands)| Answered { document, recipient, demands }),
        demands: demands.into_iter().map(demand).collect(),
        relations: related(&mut tx, &document).await?,
        files: sent(&stored),
        ..addressed(&document, &recipient)
    };
    Ok(Some((OrganisationId(to), envelope)))
}

/// What the document and the recipient's row say.
fn addressed(document: &Document, recipient: &Recipient) -> Envelope {
    Envelope {
        sender: document.organisation,
        sender_name: String::new(),
        document: document.id,
        recipient: recipient.id,
        kind: document.kind.clone(),
        subject: document.subject.clone(),
        urgency: document.urgency.clone(),
        restricted: document.restricted,
        symbol: String::new(),
        day: document.day.unwrap_or_default(),
        signer: document.signer.clone(),
        signer_title: document.signer_title.clone(),
        role: recipient.role.clone(),
        due: recipient.due,
        demands: Vec::new(),
        files: Vec::new(),
        answers: None,
        relations: Vec::new(),
    }
}

/// What the document is to earlier ones that were sent from here: the recipient marks those that it has.
async fn related(tx: &mut Tx, document: &Document) -> Result<Vec<EnvelopeRelation>, Refusal> {
    let all = relations::named(tx, document.organisation, document.id).await?;
    let of = |(kind, document, wording)| EnvelopeRelation { kind, document, wording };
    Ok(all.into_iter().map(of).collect())
}

fn demand(demand: answers::Demand) -> EnvelopeDemand {
    let answers::Demand { id, wording, stated, excludes, due } = demand;
    EnvelopeDemand { id: DemandId(id.0), wording, stated, excludes, due }
}

/// The issued rendition first, then what is attached; drafts and bases stay.
fn sent(stored: &[StoredFile]) -> Vec<NewFile> {
    let of = |role: &'static str| stored.iter().filter(move |file| file.role == role);
    of("issued").chain(of("attachment")).map(copied).collect()
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
