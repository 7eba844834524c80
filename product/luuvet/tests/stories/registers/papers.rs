//! Approved documents and clerks, without the circuit that leads there.

use luuvet::app::App;
use luuvet::documents::registers::store::{numbers, series};
use luuvet::documents::store::grants::{grant, grant_to_overseers};
use luuvet::documents::store::{Grantee, NewDocument, NewTask, Owner, documents, tasks};
use luuvet::refusal::Refusal;
use luuvet::work::{Actor, Done, Verb, Work};
use luuvet_domain::access::Role;
use luuvet_domain::ids::{DepartmentId, DocumentId, OrganisationId, PersonId, PositionId, RegisterId, TaskId};
use luuvet_domain::registers::audit::faults;
use luuvet_domain::trace::{Event, EventKind, Source, Subject};
use serde::Serialize;

use crate::support::world::Place;

/// A document that has been approved and waits for its number.
#[derive(Clone, Serialize)]
pub struct Approved {
    pub kind: &'static str,
    pub subject: String,
    pub restricted: bool,
    pub department: DepartmentId,
    pub drafter: PositionId,
    pub clerk: PositionId,
}

impl Verb for Approved {
    type Out = DocumentId;
    const NAME: &'static str = "approved-for-a-story";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<DocumentId>, Refusal> {
        let (organisation, now, id): (_, _, DocumentId) = (work.organisation(), work.now(), work.id());
        let new = NewDocument {
            id,
            direction: "outgoing",
            state: "approved",
            kind: self.kind,
            subject: &self.subject,
            urgency: "normal",
            restricted: self.restricted,
            symbol: None,
            day: None,
            issuer: "Trường THPT Hiệp Hòa số 3",
            signer: "Người Đứng Đầu",
            signer_title: "Hiệu trưởng",
            school_year: "2023-2024",
            pages: 1,
            drafter: self.drafter,
            department: Some(self.department),
            answers: None,
        };
        documents::insert(work.tx, organisation, &new, now).await?;
        grant(work.tx, organisation, id, Grantee::Position(self.clerk), "task").await?;
        if !self.restricted {
            grant_to_overseers(work.tx, organisation, id).await?;
        }
        let task = NewTask {
            id: work.id::<TaskId>(),
            document: id,
            kind: "number",
            owner: Owner::Position(self.clerk),
            giver: None,
            parent: None,
            step: None,
            instruction: "",
            due: None,
        };
        tasks::insert(work.tx, organisation, &task, now).await?;
        work.finish(Event::new(EventKind::DocumentApproved, Subject::Document(id.0)), id).await
    }
}

impl Approved {
    pub fn notice(place: &Place, subject: &str) -> Self {
        Self {
            kind: "notice",
            subject: subject.to_owned(),
            restricted: false,
            department: place.team,
            drafter: place.staff,
            clerk: place.clerk,
        }
    }

    pub async fn make(&self, app: &App, place: &Place) -> DocumentId {
        app.perform(&clerk(place), self.clone()).await.unwrap()
    }
}

/// The clerk of a place.
pub fn clerk(place: &Place) -> Actor {
    let mut actor = Actor::system(place.id, Source::Cli);
    actor.person = Some(PersonId(uuid::Uuid::from_u128(7)));
    actor.position = Some(place.clerk);
    actor.department = Some(place.office);
    actor.roles = vec![Role::Clerk, Role::Staff];
    actor
}

/// The register of this direction and year, checked against every rule; gives its rows as texts with their documents.
pub async fn sound(app: &App, organisation: OrganisationId, direction: &str, year: i16) -> Vec<(String, DocumentId)> {
    let mut tx = app.read().await.unwrap();
    let all = series::of_year(&mut tx, organisation, direction, year).await.unwrap();
    assert_eq!(all.len(), 1, "one register, however many began at once");
    let rows = numbers::after(&mut tx, organisation, all[0].id, None).await.unwrap();
    assert_eq!(faults(&all[0].numbers, &rows), []);
    rows.into_iter().filter_map(|row| Some((row.number.to_string(), row.document?))).collect()
}

/// The only register of this direction and year.
pub async fn register(app: &App, organisation: OrganisationId, direction: &str, year: i16) -> RegisterId {
    let mut tx = app.read().await.unwrap();
    series::of_year(&mut tx, organisation, direction, year).await.unwrap()[0].id
}
