//! A document arrives by upload or on paper.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::ids::{DemandId, DocumentId, FileId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::documents::days;
use crate::documents::exchange::EnvelopeDemand;
use crate::documents::incoming::particulars::Particulars;
use crate::documents::incoming::receive;
use crate::documents::incoming::store::{self, NewArrival};
use crate::documents::store::{NewDocument, NewFile, documents, files};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The clerk takes in a document: files that came outside the exchange, or paper with an optional scan. Paper stays with
/// the clerk until it is handed over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Arrive {
    /// On paper; else as files.
    pub paper: bool,
    /// What it bears.
    pub particulars: Particulars,
    /// Pages of the paper.
    pub pages: i64,
    /// The last day for an answer, when it asks for one.
    pub answer_by: Option<Date>,
    /// Main file first; already past the guard.
    pub files: Vec<NewFile>,
    /// Take it in though it seems to be here already.
    pub anyway: bool,
}

impl Verb for Arrive {
    type Out = DocumentId;
    const NAME: &'static str = "arrive";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<DocumentId>, Refusal> {
        work.require(Action::Register)?;
        let bears = self.particulars.checked(work.today())?;
        self.check()?;
        let (organisation, content) = (work.organisation(), self.files.first().map(|file| file.hash));
        if !self.anyway && !store::duplicates(work.tx, organisation, content, &bears).await?.is_empty() {
            return Err(Refusal::invalid(Problem::new("arrived-already").at("anyway")));
        }
        let (id, clerk, now): (DocumentId, _, i64) = (work.id(), work.position()?, work.now());
        self.write(work, id, &bears).await?;
        for file in &self.files {
            let file_id: FileId = work.id();
            files::add(work.tx, organisation, id, file_id, file, None, clerk, now).await?;
        }
        receive::lay_before_clerk(work, id, clerk, &bears.urgency, bears.restricted).await?;
        if self.paper {
            let handover: Uuid = work.id();
            store::hand_over(work.tx, organisation, id, handover, (None, clerk), now).await?;
            store::receipt(work.tx, organisation, id, clerk, now).await?;
        }
        let event = Event::new(EventKind::DocumentArrived, Subject::Document(id.0))
            .private("issuer", &bears.issuer)
            .private("subject", &bears.subject);
        work.finish(event, id).await
    }
}

impl Arrive {
    fn check(&self) -> Result<(), Refusal> {
        if !self.paper && self.files.is_empty() {
            return Err(Refusal::invalid(Problem::new("arrival-file-missing").at("file")));
        }
        if self.paper && self.files.is_empty() && !(1..=10_000).contains(&self.pages) {
            return Err(Refusal::invalid(Problem::new("pages-missing").at("pages")));
        }
        Ok(())
    }

    async fn write(&self, work: &mut Work<'_>, id: DocumentId, bears: &Particulars) -> Result<(), Refusal> {
        let (organisation, now, clerk) = (work.organisation(), work.now(), work.position()?);
        let school_year = days::school_year(work.today())?;
        let main = self.files.first();
        let document = NewDocument {
            id,
            direction: "incoming",
            state: "arrived",
            kind: &bears.kind,
            subject: &bears.subject,
            urgency: &bears.urgency,
            restricted: bears.restricted,
            symbol: bears.symbol(),
            day: bears.day,
            issuer: &bears.issuer,
            signer: &bears.signer,
            signer_title: &bears.signer_title,
            school_year: &school_year,
            pages: if self.pages > 0 { self.pages } else { main.map_or(0, |file| file.pages) },
            drafter: clerk,
            department: None,
            answers: None,
        };
        documents::insert(work.tx, organisation, &document, now).await?;
        let kind = if self.paper { "paper" } else { "upload" };
        let arrival = NewArrival {
            document: id,
            source: kind,
            medium: if self.paper { "paper" } else { "electronic" },
            sender: None,
            sender_name: &bears.issuer,
            content: main.map(|file| file.hash),
            original_holder: None,
        };
        store::insert(work.tx, organisation, &arrival, now).await?;
        if let Some(due) = self.answer_by {
            let demand =
                EnvelopeDemand { id: work.id::<DemandId>(), wording: String::new(), stated: due, excludes: false, due };
            store::insert_demand(work.tx, organisation, id, 1, &demand).await?;
        }
        Ok(())
    }
}
