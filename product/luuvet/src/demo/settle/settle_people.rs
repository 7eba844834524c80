//! Entering people with their positions.

use luuvet_domain::access::{Action, Role};
use luuvet_domain::ids::{DepartmentId, PersonId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::store;
use crate::refusal::Refusal;
use crate::sign_in;
use crate::work::{Done, Verb, Work};

/// Most people in one go: the verb stays within its time.
pub const MOST: usize = 20;

/// People begin to work here.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SettlePeople {
    /// From this day, ISO.
    pub from_day: String,
    /// argon2id of the password that all of them have.
    pub password_hash: String,
    /// At most [`MOST`].
    pub people: Vec<NewPerson>,
}

/// A person with the positions that he or she holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewPerson {
    /// The name; by role, so it may hold a digit ("Văn thư THPT Hiệp Hòa số 3").
    pub full_name: String,
    /// The name to sign in with.
    pub login: String,
    /// At least one.
    pub posts: Vec<NewPost>,
}

/// A position.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewPost {
    /// The unit that it is in.
    pub department: Option<DepartmentId>,
    /// Its title.
    pub title: String,
    /// Where it stands in lists.
    pub ordinal: i64,
    /// What it may do.
    pub roles: Vec<Role>,
}

impl Verb for SettlePeople {
    type Out = Vec<(PersonId, Vec<PositionId>)>;
    const NAME: &'static str = "settle-people";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Self::Out>, Refusal> {
        work.require(Action::ManagePeople)?;
        if self.people.len() > MOST {
            return Err(Refusal::Broken(format!("{} people in one go", self.people.len())));
        }
        let mut settled = Vec::with_capacity(self.people.len());
        let mut events = Vec::new();
        for person in &self.people {
            settled.push(self.settle(work, person, &mut events).await?);
        }
        let Some(last) = events.pop() else { return Err(Refusal::NotFound) };
        events.into_iter().for_each(|event| work.note(event));
        work.finish(last, settled).await
    }
}

impl SettlePeople {
    async fn settle(
        &self,
        work: &mut Work<'_>,
        new: &NewPerson,
        events: &mut Vec<Event>,
    ) -> Result<(PersonId, Vec<PositionId>), Refusal> {
        let (person, organisation, now): (PersonId, _, _) = (work.id(), work.organisation(), work.now());
        store::insert_person(work.tx, person, &new.full_name, now).await?;
        sign_in::store::put_login(work.tx, person, &new.login, Some(&self.password_hash)).await?;
        events.push(Event::new(EventKind::PersonEntered, Subject::Person(person.0)).private("name", &new.full_name));
        let mut positions = Vec::with_capacity(new.posts.len());
        for post in &new.posts {
            let id: PositionId = work.id();
            let (title, day) = (&post.title, &self.from_day);
            store::insert_position(work.tx, organisation, id, post.department, title, post.ordinal, day).await?;
            for role in &post.roles {
                store::insert_role(work.tx, organisation, id, role.code()).await?;
            }
            store::insert_holding(work.tx, organisation, id, person, day).await?;
            let event = Event::new(EventKind::PositionOpened, Subject::Position(id.0)).code("day", day);
            events.push(event.private("title", title));
            positions.push(id);
        }
        Ok((person, positions))
    }
}
