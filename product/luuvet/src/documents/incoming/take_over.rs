//! Open work of a merged organisation comes, with its document.

use jiff::civil::Date;
use luuvet_domain::access::Role;
use luuvet_domain::ids::{DemandId, DocumentId, FileId, OrganisationId, PositionId, TaskId};
use luuvet_domain::trace::{Event, EventKind, Source as Way, Subject};
use luuvet_jobs::Job;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::documents::exchange::EnvelopeDemand;
use crate::documents::incoming::receive::first_reader;
use crate::documents::incoming::store::{self, Arrival, NewArrival, Source};
use crate::documents::store::{
    Document, Grantee, NewDocument, NewFile, NewTask, Owner, StoredFile, documents, files, grants, tasks,
};
use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Done, Verb, Work};

/// The job that hands a document with open work to the successor; its body is a [`HandedOn`].
pub const TAKE_OVER_DOCUMENT: &str = "take-over-document";

/// A document of a merged organisation on its way to the successor; everything else is read when the job runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HandedOn {
    /// The successor.
    pub into: OrganisationId,
    /// The merged organisation's name on the day.
    pub from_name: String,
    /// The merged organisation's document.
    pub document: DocumentId,
    /// What is open.
    pub tasks: Vec<HandedTask>,
}

/// A piece of open work, with its owner in the successor.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HandedTask {
    /// Its id, the same as before: keys begin with the organisation, and so doing it twice is seen.
    pub id: TaskId,
    /// `lead`, `support` or `inform`.
    pub kind: String,
    /// Whose it is from now on.
    pub owner: PositionId,
    /// What to do.
    pub instruction: String,
    /// The last day for it.
    pub due: Option<Date>,
}

/// Takes over a document that a merged organisation was working on, with that work. It keeps its sender, so that an
/// answer and every report go where they were going; what had been received here too gets the work alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TakeOverDocument {
    /// The merged organisation, and its name on the day.
    pub from: (OrganisationId, String),
    /// Its document.
    pub document: DocumentId,
    /// Who sent it, when it is an organisation that hears reports.
    pub sender: Option<Source>,
    /// `organisation`, `upload` or `paper`, and `electronic`, `paper` or `both`.
    pub way: (String, String),
    /// The arrival number and day that it had.
    pub arrival: Option<(i64, Date)>,
    /// What the document says of itself.
    pub says: Says,
    /// What its sender asks for and has not got.
    pub demands: Vec<EnvelopeDemand>,
    /// Its files.
    pub files: Vec<NewFile>,
    /// What is open.
    pub tasks: Vec<HandedTask>,
}

/// What a document says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Says {
    kind: String,
    subject: String,
    urgency: String,
    restricted: bool,
    symbol: Option<String>,
    day: Option<Date>,
    issuer: String,
    signer: String,
    signer_title: String,
    school_year: String,
    pages: i64,
}

impl Verb for TakeOverDocument {
    type Out = DocumentId;
    const NAME: &'static str = "take-over-document";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<DocumentId>, Refusal> {
        let (organisation, origin) = (work.organisation(), self.origin());
        let today = work.today().to_string();
        if let Some(first) = self.tasks.first()
            && crate::documents::tasks::store::find(work.tx, organisation, first.id, &today).await?.is_some()
        {
            return Err(Refusal::Meanwhile(Problem::new("arrived-before")));
        }
        let known = store::earlier(work.tx, organisation, origin.0, origin.1).await?;
        let id = match known {
            Some(id) => id,
            None => self.write(work).await?,
        };
        for task in &self.tasks {
            self.give(work, id, task).await?;
        }
        let event = Event::new(EventKind::DocumentTakenOver, Subject::Document(id.0))
            .id("from", self.from.0)
            .private("from", &self.from.1)
            .private("subject", &self.says.subject);
        let (number, day) = self
            .arrival
            .map_or_else(Default::default, |(number, day)| (number.to_string(), vietnamese::dates::short(day)));
        work.finish(event.code("number", number).code("day", day), id).await
    }
}

impl TakeOverDocument {
    /// By which sender and document it is known here.
    fn origin(&self) -> (OrganisationId, DocumentId) {
        self.sender.map_or((self.from.0, self.document), |sender| (sender.organisation, sender.document))
    }

    async fn write(&self, work: &mut Work<'_>) -> Result<DocumentId, Refusal> {
        let (organisation, now, id) = (work.organisation(), work.now(), work.id::<DocumentId>());
        let (clerk, says) = (first_reader(work).await?, &self.says);
        let document = NewDocument {
            id,
            direction: "incoming",
            state: "in-progress",
            kind: &says.kind,
            subject: &says.subject,
            urgency: &says.urgency,
            restricted: says.restricted,
            symbol: says.symbol.as_deref(),
            day: says.day,
            issuer: &says.issuer,
            signer: &says.signer,
            signer_title: &says.signer_title,
            school_year: &says.school_year,
            pages: says.pages,
            drafter: clerk,
            department: None,
            answers: None,
        };
        documents::insert(work.tx, organisation, &document, now).await?;
        let arrival = NewArrival {
            document: id,
            source: &self.way.0,
            medium: &self.way.1,
            sender: self.sender,
            sender_name: &says.issuer,
            content: self.files.first().map(|file| file.hash),
            original_holder: None,
        };
        store::insert(work.tx, organisation, &arrival, now).await?;
        if self.sender.is_none() {
            store::set_origin(work.tx, organisation, id, self.from.0, self.document).await?;
        }
        for file in &self.files {
            let file_id: FileId = work.id();
            files::add(work.tx, organisation, id, file_id, file, None, clerk, now).await?;
        }
        for (ordinal, demand) in (1..).zip(&self.demands) {
            store::insert_demand(work.tx, organisation, id, ordinal, demand).await?;
        }
        if says.restricted {
            let today = work.today().to_string();
            if let Some(head) = store::holders(work.tx, organisation, Role::Head, &today).await?.first() {
                grants::grant(work.tx, organisation, id, Grantee::Position(*head), "head").await?;
            }
        } else {
            grants::grant_to_overseers(work.tx, organisation, id).await?;
        }
        Ok(id)
    }

    async fn give(&self, work: &mut Work<'_>, id: DocumentId, task: &HandedTask) -> Result<(), Refusal> {
        let (organisation, now) = (work.organisation(), work.now());
        grants::grant(work.tx, organisation, id, Grantee::Position(task.owner), "handed-over").await?;
        let new = NewTask {
            id: task.id,
            document: id,
            kind: &task.kind,
            owner: Owner::Position(task.owner),
            giver: None,
            parent: None,
            step: None,
            instruction: &task.instruction,
            due: task.due,
        };
        Ok(tasks::insert(work.tx, organisation, &new, now).await?)
    }
}

/// Hands a document on once: it came before is done too.
///
/// # Errors
/// The database's; a document that is not there.
pub async fn take_over(app: &App, job: &Job) -> Result<(), Refusal> {
    let body: Result<HandedOn, _> = serde_json::from_str(&job.body);
    let handed = body.map_err(|error| Refusal::Broken(format!("the body of {}: {error}", job.id)))?;
    let from = OrganisationId(job.organisation_id);
    let mut tx = app.read().await?;
    let document = documents::find(&mut tx, from, handed.document).await?.ok_or(Refusal::NotFound)?;
    let arrival = store::arrival(&mut tx, from, handed.document).await?;
    let stored = files::of_document(&mut tx, from, handed.document).await?;
    drop(tx);
    let verb = packed(from, &handed, document, arrival, &stored);
    match app.perform(&Actor::system(handed.into, Way::Job), verb).await {
        Err(Refusal::Meanwhile(problem)) if problem.code == "arrived-before" => Ok(()),
        other => other.map(drop),
    }
}

fn packed(
    from: OrganisationId,
    handed: &HandedOn,
    document: Document,
    arrival: Option<Arrival>,
    stored: &[StoredFile],
) -> TakeOverDocument {
    let way = arrival.as_ref().map(|arrival| (arrival.source.clone(), arrival.medium.clone()));
    TakeOverDocument {
        from: (from, handed.from_name.clone()),
        document: document.id,
        sender: arrival.as_ref().and_then(|arrival| arrival.sender),
        way: way.unwrap_or_else(|| ("upload".to_owned(), "electronic".to_owned())),
        arrival: arrival.as_ref().and_then(|arrival| arrival.number.zip(arrival.day)),
        says: Says {
            kind: document.kind,
            subject: document.subject,
            urgency: document.urgency,
            restricted: document.restricted,
            symbol: document.symbol,
            day: document.day,
            issuer: document.issuer,
            signer: document.signer,
            signer_title: document.signer_title,
            school_year: document.school_year,
            pages: document.pages,
        },
        demands: arrival.map_or_else(Vec::new, |arrival| arrival.demands).into_iter().filter_map(demand).collect(),
        files: stored.iter().map(copied).collect(),
        tasks: handed.tasks.clone(),
    }
}

fn demand(one: store::ArrivalDemand) -> Option<EnvelopeDemand> {
    let (stated, due) = (one.stated.filter(|_| one.answered_by.is_none())?, one.due?);
    Some(EnvelopeDemand { id: DemandId(one.id.0), wording: one.wording, stated, excludes: one.excludes, due })
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
