//! Work as a directive leaves it: an incoming document with its tasks.

use luuvet::documents::incoming::store::{self as arrivals, NewArrival};
use luuvet::documents::store::{self, Grantee, NewDocument, NewTask, Owner};
use luuvet_domain::ids::{DocumentId, PositionId, TaskId};

use super::Story;
use super::world::Place;

/// What somebody is given: kind, owner, due day.
pub type Given = (&'static str, Owner, Option<&'static str>);

/// A document in progress with its tasks, in the order in which they were given.
pub struct Case {
    pub document: DocumentId,
    pub tasks: Vec<TaskId>,
}

impl Case {
    /// The head has directed a document: every owner sees it, and so does whoever sees everything.
    pub async fn directed(story: &Story, place: &Place, subject: &'static str, given: Vec<Given>) -> Self {
        let document = DocumentId(story.app.draw().unwrap().request());
        let tasks: Vec<TaskId> = given.iter().map(|_| TaskId(story.app.draw().unwrap().request())).collect();
        let (organisation, head, clerk) = (place.id, place.head, place.clerk);
        let ids = tasks.clone();
        story
            .app
            .change(move |tx, draw| {
                let (given, ids) = (given.clone(), ids.clone());
                Box::pin(async move {
                    store::documents::insert(tx, organisation, &new(document, subject, clerk), draw.now).await?;
                    let arrival = NewArrival {
                        document,
                        source: "paper",
                        medium: "paper",
                        sender: None,
                        sender_name: "Sở Giáo dục và Đào tạo Bắc Giang",
                        content: None,
                        original_holder: Some(clerk),
                    };
                    arrivals::insert(tx, organisation, &arrival, draw.now).await?;
                    store::grants::grant_to_overseers(tx, organisation, document).await?;
                    for ((kind, owner, due), id) in given.iter().zip(&ids) {
                        let task = NewTask {
                            id: *id,
                            document,
                            kind,
                            owner: *owner,
                            giver: Some(head),
                            parent: None,
                            step: None,
                            instruction: "Thực hiện theo văn bản",
                            due: due.map(|day| day.parse().unwrap()),
                        };
                        store::tasks::insert(tx, organisation, &task, draw.now).await?;
                        let grantee = match owner {
                            Owner::Position(id) => Grantee::Position(*id),
                            Owner::Department(id) => Grantee::Department(*id),
                        };
                        store::grants::grant(tx, organisation, document, grantee, "task").await?;
                    }
                    Ok(())
                })
            })
            .await
            .unwrap();
        Self { document, tasks }
    }
}

fn new(id: DocumentId, subject: &str, clerk: PositionId) -> NewDocument<'_> {
    NewDocument {
        id,
        direction: "incoming",
        state: "directed",
        kind: "notice",
        subject,
        urgency: "urgent",
        restricted: false,
        symbol: Some("135/TB-SGDĐT"),
        day: None,
        issuer: "Sở Giáo dục và Đào tạo Bắc Giang",
        signer: "",
        signer_title: "",
        school_year: "2023-2024",
        pages: 1,
        drafter: clerk,
        department: None,
        answers: None,
    }
}
