//! Another organisation asks this one to approve a document that both issue.

use luuvet_domain::access::Role;
use luuvet_domain::documents::Direction;
use luuvet_domain::documents::outgoing::State;
use luuvet_domain::ids::{DocumentId, FileId, OrganisationId, PositionId, TaskId};
use luuvet_domain::trace::{Event, EventKind, Source, Subject};
use serde::{Deserialize, Serialize};

use super::Request;
use crate::app::App;
use crate::documents::days;
use crate::documents::incoming::receive::first_reader;
use crate::documents::incoming::store::holders;
use crate::documents::joint::store::{self, Asked};
use crate::documents::outgoing::store::keep_manifest;
use crate::documents::store::{Grantee, NewDocument, NewTask, Owner, documents, files, grants, tasks};
use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Done, Verb, Work};

/// Takes in a request for `organisation` and answers its document here. One that was taken in before gives the same
/// answer and writes nothing.
///
/// # Errors
/// The database's; an organisation without a clerk and without a head cannot receive.
pub async fn receive(app: &App, organisation: OrganisationId, request: Request) -> Result<DocumentId, Refusal> {
    let name = request.name.clone();
    if let Some((earlier, _)) = store::known(&mut app.read().await?, organisation, &name).await? {
        return Ok(earlier);
    }
    match app.perform(&Actor::system(organisation, Source::Exchange), ReceiveRequest { request }).await {
        // Another job was faster: its document is the answer.
        Err(refusal @ Refusal::Meanwhile(_)) => {
            let earlier = store::known(&mut app.read().await?, organisation, &name).await?;
            earlier.map(|(document, _)| document).ok_or(refusal)
        }
        other => other,
    }
}

/// A request to co-sign arrives: a document with the files of the manifest, before the head; the clerk sees it too.
/// Through [`receive`], which makes twice the same as once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReceiveRequest {
    /// What is asked.
    pub request: Request,
}

impl Verb for ReceiveRequest {
    type Out = DocumentId;
    const NAME: &'static str = "receive-request";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<DocumentId>, Refusal> {
        let (organisation, now, request) = (work.organisation(), work.now(), &self.request);
        if store::known(work.tx, organisation, &request.name).await?.is_some() {
            return Err(Refusal::Meanwhile(Problem::new("joint-known")));
        }
        let id: DocumentId = work.id();
        let clerk = first_reader(work).await?;
        let leader = leader(work).await?.unwrap_or(clerk);
        write(work, id, clerk, request).await?;
        for file in &request.files {
            let file_id: FileId = work.id();
            files::add(work.tx, organisation, id, file_id, file, None, clerk, now).await?;
        }
        keep_manifest(work.tx, organisation, id, 1, request.hash, request.manifest.clone()).await?;
        for (position, reason) in [(leader, "step"), (clerk, "register")] {
            grants::grant(work.tx, organisation, id, Grantee::Position(position), reason).await?;
        }
        let task = NewTask {
            id: work.id::<TaskId>(),
            document: id,
            kind: "step",
            owner: Owner::Position(leader),
            giver: None,
            parent: None,
            step: None,
            instruction: "",
            due: None,
        };
        tasks::insert(work.tx, organisation, &task, now).await?;
        let event = Event::new(EventKind::JointRequested, Subject::Document(id.0))
            .id("sender", request.name.lead.0)
            .private("issuer", &request.lead_name)
            .private("subject", &request.subject)
            .private("manifest", hex::encode(request.hash));
        work.finish(event, id).await
    }
}

/// Who signs for the organisation: its head; while nobody is, a deputy.
async fn leader(work: &mut Work<'_>) -> Result<Option<PositionId>, Refusal> {
    let (organisation, day) = (work.organisation(), work.today().to_string());
    for role in [Role::Head, Role::Deputy] {
        if let Some(position) = holders(work.tx, organisation, role, &day).await?.first() {
            return Ok(Some(*position));
        }
    }
    Ok(None)
}

async fn write(work: &mut Work<'_>, id: DocumentId, clerk: PositionId, request: &Request) -> Result<(), Refusal> {
    let (organisation, now) = (work.organisation(), work.now());
    let school_year = days::school_year(work.today())?;
    let pages = request.files.iter().find(|file| file.role == "rendition").map_or(0, |file| file.pages);
    let document = NewDocument {
        id,
        direction: Direction::Internal.code(),
        state: State::Submitted.code(),
        kind: &request.kind,
        subject: &request.subject,
        urgency: &request.urgency,
        restricted: request.restricted,
        symbol: None,
        day: None,
        issuer: &request.lead_name,
        signer: &request.signer,
        signer_title: &request.signer_title,
        school_year: &school_year,
        pages,
        drafter: clerk,
        department: None,
        answers: None,
    };
    documents::insert(work.tx, organisation, &document, now).await?;
    let asked = Asked {
        name: request.name.clone(),
        lead_name: request.lead_name.clone(),
        manifest: request.hash,
        state: "asked".to_owned(),
        signer: String::new(),
        title: String::new(),
        reason: String::new(),
        answered_at: None,
    };
    Ok(store::insert_request(work.tx, organisation, id, &asked).await?)
}
