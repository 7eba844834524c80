//! An issued document of another organisation arrives.

use luuvet_domain::access::Role;
use luuvet_domain::delivery::Report;
use luuvet_domain::ids::{DocumentId, FileId, OrganisationId, PositionId, TaskId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::documents::days;
use crate::documents::delivery;
use crate::documents::exchange::{Answered, Envelope};
use crate::documents::incoming::report;
use crate::documents::incoming::store::{self, NewArrival, Source};
use crate::documents::outgoing::store::drafts::Related;
use crate::documents::store::{Grantee, NewDocument, NewTask, Owner, documents, files, grants, relations, tasks};
use crate::organisations::mergers;
use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Done, Verb, Work};

/// Takes in an envelope for `organisation` and answers its document here. An envelope that was taken in before gives the
/// same answer and writes nothing.
///
/// # Errors
/// The database's; an organisation without a clerk and without a head cannot receive.
pub async fn receive(app: &App, organisation: OrganisationId, envelope: Envelope) -> Result<DocumentId, Refusal> {
    let (sender, document) = (envelope.sender, envelope.document);
    if let Some(earlier) = store::earlier(&mut app.read().await?, organisation, sender, document).await? {
        return Ok(earlier);
    }
    let actor = Actor::system(organisation, luuvet_domain::trace::Source::Job);
    match app.perform(&actor, Receive { envelope }).await {
        // Another job was faster: its document is the answer.
        Err(refusal @ Refusal::Meanwhile(_)) => {
            let earlier = store::earlier(&mut app.read().await?, organisation, sender, document).await?;
            earlier.ok_or(refusal)
        }
        other => other,
    }
}

/// A document of another organisation arrives; the system of the recipient does it. The sender hears that it was
/// delivered. Through [`receive`], which makes twice the same as once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Receive {
    /// What was sent.
    pub envelope: Envelope,
}

impl Verb for Receive {
    type Out = DocumentId;
    const NAME: &'static str = "receive";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<DocumentId>, Refusal> {
        let (organisation, envelope) = (work.organisation(), &self.envelope);
        let earlier = store::earlier(work.tx, organisation, envelope.sender, envelope.document).await?;
        if earlier.is_some() {
            return Err(Refusal::Meanwhile(Problem::new("arrived-before")));
        }
        let id: DocumentId = work.id();
        let answered = answered_here(work, envelope.sender, envelope.answers.as_ref()).await?;
        let clerk = first_reader(work).await?;
        write(work, id, clerk, envelope, answered.as_ref().map(|(document, _)| *document)).await?;
        for file in &envelope.files {
            let (file_id, now): (FileId, i64) = (work.id(), work.now());
            files::add(work.tx, organisation, id, file_id, file, None, clerk, now).await?;
        }
        for (ordinal, demand) in (1..).zip(&envelope.demands) {
            store::insert_demand(work.tx, organisation, id, ordinal, demand).await?;
        }
        relate(work, id, envelope).await?;
        lay_before_clerk(work, id, clerk, &envelope.urgency, envelope.restricted).await?;
        if let (Some((_, drafter)), Some(answers)) = (answered, &envelope.answers) {
            grants::grant(work.tx, organisation, id, Grantee::Position(drafter), "answer").await?;
            let (symbol, day) = (&envelope.symbol, envelope.day);
            let noted = delivery::answered(work, answers, id, answers.recipient, symbol, day).await;
            // Somebody whom we did not ask may answer too: then there is nothing to settle.
            if !matches!(noted, Err(Refusal::NotFound)) {
                noted?;
            }
        }
        report(work, id, Report::Deliver).await?;
        let event = Event::new(EventKind::DocumentArrived, Subject::Document(id.0))
            .id("sender", envelope.sender.0)
            .private("issuer", &envelope.sender_name)
            .private("subject", &envelope.subject);
        work.finish(event, id).await
    }
}

/// The document of ours that is answered, with who wrote it; none when we have no such document, or never sent it to
/// whoever answers: nobody answers for another one.
async fn answered_here(
    work: &mut Work<'_>,
    sender: OrganisationId,
    answers: Option<&Answered>,
) -> Result<Option<(DocumentId, PositionId)>, Refusal> {
    let Some(answers) = answers else { return Ok(None) };
    let organisation = work.organisation();
    let recipients = delivery::store::recipients::of_document(work.tx, organisation, answers.document).await?;
    let asked = recipients.iter().find(|one| one.id == answers.recipient).and_then(|one| one.target);
    let Some(asked) = asked.map(OrganisationId) else { return Ok(None) };
    // Or the organisation in which the one that was asked goes on.
    if asked != sender && !mergers::line_of(work.tx, asked).await?.contains(&sender) {
        return Ok(None);
    }
    let found = documents::find(work.tx, organisation, answers.document).await?;
    Ok(found.map(|document| (document.id, document.drafter)))
}

/// Relates the arrival to earlier ones of the same sender, as far as they came here.
async fn relate(work: &mut Work<'_>, id: DocumentId, envelope: &Envelope) -> Result<(), Refusal> {
    let (organisation, mut related) = (work.organisation(), Vec::new());
    for one in &envelope.relations {
        let other = store::earlier(work.tx, organisation, envelope.sender, one.document).await?;
        related.push(Related { kind: one.kind.clone(), wording: one.wording.clone(), other });
    }
    Ok(relations::set_relations(work.tx, organisation, id, &related).await?)
}

async fn write(
    work: &mut Work<'_>,
    id: DocumentId,
    clerk: PositionId,
    envelope: &Envelope,
    answers: Option<DocumentId>,
) -> Result<(), Refusal> {
    let (organisation, now) = (work.organisation(), work.now());
    let school_year = days::school_year(work.today())?;
    let main = envelope.files.first();
    let document = NewDocument {
        id,
        direction: "incoming",
        state: "arrived",
        kind: &envelope.kind,
        subject: &envelope.subject,
        urgency: &envelope.urgency,
        restricted: envelope.restricted,
        symbol: Some(&envelope.symbol),
        day: Some(envelope.day),
        issuer: &envelope.sender_name,
        signer: &envelope.signer,
        signer_title: &envelope.signer_title,
        school_year: &school_year,
        pages: main.map_or(0, |file| file.pages),
        drafter: clerk,
        department: None,
        answers,
    };
    documents::insert(work.tx, organisation, &document, now).await?;
    let arrival = NewArrival {
        document: id,
        source: "organisation",
        medium: "electronic",
        sender: Some(Source {
            organisation: envelope.sender,
            document: envelope.document,
            recipient: envelope.recipient,
        }),
        sender_name: &envelope.sender_name,
        content: main.map(|file| file.hash),
        original_holder: None,
    };
    store::insert(work.tx, organisation, &arrival, now).await?;
    Ok(())
}

/// The clerk, or whoever does a clerk's work where there is none.
pub(in crate::documents) async fn first_reader(work: &mut Work<'_>) -> Result<PositionId, Refusal> {
    let (organisation, day) = (work.organisation(), work.today().to_string());
    for role in [Role::Clerk, Role::ChiefOfOffice, Role::Head] {
        if let Some(position) = store::holders(work.tx, organisation, role, &day).await?.first() {
            return Ok(*position);
        }
    }
    Err(Refusal::invalid(Problem::new("no-clerk")))
}

/// Grants an arrived document to its first readers and opens the clerk's task. Of a restricted document these are the
/// clerk and the head, by name.
pub(super) async fn lay_before_clerk(
    work: &mut Work<'_>,
    id: DocumentId,
    clerk: PositionId,
    urgency: &str,
    restricted: bool,
) -> Result<(), Refusal> {
    let (organisation, now, day) = (work.organisation(), work.now(), work.today());
    grants::grant(work.tx, organisation, id, Grantee::Position(clerk), "register").await?;
    if restricted {
        let heads = store::holders(work.tx, organisation, Role::Head, &day.to_string()).await?;
        if let Some(head) = heads.first() {
            grants::grant(work.tx, organisation, id, Grantee::Position(*head), "head").await?;
        }
    } else {
        grants::grant_to_overseers(work.tx, organisation, id).await?;
    }
    let days = work.calendar().await?;
    let task = NewTask {
        id: work.id::<TaskId>(),
        document: id,
        kind: "register",
        owner: Owner::Position(clerk),
        giver: None,
        parent: None,
        step: None,
        instruction: "",
        due: Some(days::register_by(&days, urgency, day)?),
    };
    tasks::insert(work.tx, organisation, &task, now).await?;
    Ok(())
}
