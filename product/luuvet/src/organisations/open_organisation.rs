//! Opening an organisation here: its name, its parents, and the first administrator who enters everybody else.

use luuvet_domain::ids::{OrganisationId, PersonId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::enter_person::enter;
use crate::organisations::store::{self, OrganisationName};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// An organisation begins to work here. Performed by the system for the new organisation's own id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenOrganisation {
    /// How it is called, from which day on.
    pub name: OrganisationName,
    /// Its parents: line (`managing`, `professional`), the organisation when it is here, and its name for letterheads.
    pub parents: Vec<Parent>,
    /// The first administrator.
    pub administrator: FirstAdministrator,
}

/// A parent on one line (records-rules §8.3: a school may have two).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parent {
    /// `managing` or `professional`.
    pub line: String,
    /// When it is here.
    pub organisation: Option<OrganisationId>,
    /// As it stands above the organisation's name in a letterhead.
    pub name: String,
}

/// The person who can enter others.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FirstAdministrator {
    /// Full name.
    pub full_name: String,
    /// The position's title.
    pub title: String,
    /// The name to sign in with.
    pub login: String,
    /// argon2id, hashed before.
    pub password_hash: String,
}

impl Verb for OpenOrganisation {
    type Out = (OrganisationId, PersonId, PositionId);
    const NAME: &'static str = "open-organisation";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Self::Out>, Refusal> {
        if work.actor.person.is_some() {
            return Err(Refusal::NotFound);
        }
        Refusal::unless_empty(self.problems())?;
        let (id, now) = (work.organisation(), work.now());
        store::insert_organisation(work.tx, id, &self.name, now).await?;
        for parent in &self.parents {
            let above = parent.organisation.map(|parent| parent.0);
            store::insert_parent(work.tx, id, &parent.line, above, &parent.name, &self.name.from_day).await?;
        }
        let first = &self.administrator;
        let person = enter(work, &first.full_name, Some((&first.login, Some(&first.password_hash)))).await?;
        let position: PositionId = work.id();
        store::insert_position(work.tx, id, position, None, &first.title, LAST, &self.name.from_day).await?;
        store::insert_holding(work.tx, id, position, person, &self.name.from_day).await?;
        store::insert_role(work.tx, id, position, "administrator").await?;
        let event = Event::new(EventKind::OrganisationOpened, Subject::Organisation(id.0))
            .code("day", &self.name.from_day)
            .private("name", &self.name.name);
        work.finish(event, (id, person, position)).await
    }
}

/// Positions of administrators are offered after those of the work itself.
const LAST: i64 = 900;

impl OpenOrganisation {
    fn problems(&self) -> Vec<Problem> {
        let required = [("name", &self.name.name), ("symbol", &self.name.symbol), ("place", &self.name.place)];
        let mut problems: Vec<Problem> = required
            .into_iter()
            .filter(|(_, value)| value.trim().is_empty())
            .map(|(field, _)| Problem::new("field-empty").at(field))
            .collect();
        if self.parents.iter().any(|parent| !matches!(parent.line.as_str(), "managing" | "professional")) {
            problems.push(Problem::new("field-choose").at("line"));
        }
        problems
    }
}
