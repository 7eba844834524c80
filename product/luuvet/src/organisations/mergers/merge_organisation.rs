//! Merging into another organisation.

use std::collections::BTreeMap;

use jiff::civil::Date;
use luuvet_domain::access::{Action, Role};
use luuvet_domain::ids::{DocumentId, OrganisationId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use super::store::{self, Held, OpenWork};
use super::take_over_people::{Newcomer, TAKE_OVER_PEOPLE, TakeOverPeople};
use crate::documents::days;
use crate::documents::incoming::take_over::{HandedOn, HandedTask, TAKE_OVER_DOCUMENT};
use crate::organisations::people::store as people;
use crate::organisations::store as organisations;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Where the holder of a position goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Go {
    /// Into a new position of the same title in the successor.
    Open,
    /// The same, and the position here stays held, for whoever keeps the archive.
    Both,
    /// The position here stays held.
    Keep,
    /// The holder leaves.
    Leave,
    /// Into a vacant position of the successor.
    Take(PositionId),
}

/// Where one holder goes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Moved {
    /// The position here.
    pub position: PositionId,
    /// Where to.
    pub go: Go,
}

/// The organisation ends today and goes on in another one that has agreed. Its documents, registers and trace stay as
/// they are and are still read by whoever stays. Everybody who holds a position is named; work on incoming documents
/// goes with its owner, or to `rest`; what is being written under the old name is finished or discarded first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MergeOrganisation {
    /// Into which.
    pub into: OrganisationId,
    /// Where everybody goes; who is not named stays.
    pub people: Vec<Moved>,
    /// The successor's position that gets open work whose owner does not move.
    pub rest: Option<PositionId>,
}

impl Verb for MergeOrganisation {
    type Out = ();
    const NAME: &'static str = "merge-organisation";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManageOrganisation)?;
        let (organisation, day, now) = (work.organisation(), work.today(), work.now());
        let today = day.to_string();
        if self.into == organisation {
            return Err(Refusal::invalid(Problem::new("merge-self").at("into")));
        }
        let into = organisations::name_on(work.tx, self.into, &today).await?;
        let into = into.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("into")))?;
        if store::merger(work.tx, organisation).await?.is_some() {
            return Err(Refusal::Meanwhile(Problem::new("merge-twice")));
        }
        let held = store::held(work.tx, organisation, &today).await?;
        let open = store::open_work(work.tx, organisation).await?;
        self.check(work, &into.name, &held, &open, &today).await?;
        let own = organisations::name_on(work.tx, organisation, &today).await?.unwrap_or_default();
        self.hand_on_people(work, &held, &own.name, day).await?;
        self.hand_on_work(work, &open, &own.name, &into.name, day).await?;
        for (name, last) in store::close_registers(work.tx, organisation, &today).await? {
            let event = Event::new(EventKind::RegisterClosed, Subject::Organisation(organisation.0));
            work.note(event.code("last", last.to_string()).private("name", name));
        }
        store::end_parents_and_standing(work.tx, organisation, &today).await?;
        store::merge(work.tx, organisation, self.into, &today, now).await?;
        let event = Event::new(EventKind::OrganisationMerged, Subject::Organisation(organisation.0));
        work.finish(event.id("into", self.into).code("day", today).private("name", into.name), ()).await
    }
}

impl MergeOrganisation {
    /// Everything that stands in the way, at once.
    async fn check(
        &self,
        work: &mut Work<'_>,
        into: &str,
        held: &[Held],
        open: &[OpenWork],
        day: &str,
    ) -> Result<(), Refusal> {
        let (organisation, mut problems) = (work.organisation(), Vec::new());
        if !store::has_agreed(work.tx, self.into, organisation).await? {
            problems.push(Problem::new("merge-not-agreed").at("into").with("name", into));
            return Refusal::unless_empty(problems);
        }
        let unfinished = open.iter().filter(|one| one.must_be_finished()).count();
        if unfinished > 0 {
            problems.push(Problem::new("merge-drafts").with("count", unfinished));
        }
        let reserved = store::reserved(work.tx, organisation).await?;
        if reserved > 0 {
            problems.push(Problem::new("merge-reserved").with("count", reserved));
        }
        let homeless = open.iter().filter(|one| one.is_incoming && self.owner(one).is_none()).count();
        if homeless > 0 {
            problems.push(Problem::new("merge-tasks").at("rest").with("count", homeless));
        }
        if let Some(rest) = self.rest {
            let holder = crate::documents::tasks::store::holder(work.tx, self.into, rest, day).await?;
            if holder.is_none() {
                problems.push(Problem::new("assign-nobody-there").at("rest"));
            }
        }
        for moved in &self.people {
            if let Go::Take(position) = moved.go {
                let vacant = people::vacancies(work.tx, self.into, day).await?.iter().any(|one| one.id == position);
                let twice = self.people.iter().filter(|other| other.go == moved.go).count() > 1;
                if !vacant || twice {
                    problems.push(Problem::new("merge-not-vacant").at("people"));
                }
            }
        }
        let administrators = people::positions_with_role(work.tx, organisation, Role::Administrator, day).await?;
        let stays = |id: &PositionId| held.iter().any(|one| one.position == *id) && self.stays(*id);
        if !administrators.iter().any(stays) {
            problems.push(Problem::new("merge-no-keeper").at("people"));
        }
        Refusal::unless_empty(problems)
    }

    fn go(&self, position: PositionId) -> Go {
        self.people.iter().find(|moved| moved.position == position).map_or(Go::Keep, |moved| moved.go)
    }

    fn stays(&self, position: PositionId) -> bool {
        matches!(self.go(position), Go::Keep | Go::Both)
    }

    /// The successor's position for a piece of work. A position that moves keeps its id: keys begin with the
    /// organisation, and so doing it twice is doing it once.
    fn owner(&self, one: &OpenWork) -> Option<PositionId> {
        match one.owner.map(|owner| (owner, self.go(owner))) {
            Some((owner, Go::Open | Go::Both)) => Some(owner),
            Some((_, Go::Take(position))) => Some(position),
            _ => self.rest,
        }
    }

    async fn hand_on_people(&self, work: &mut Work<'_>, held: &[Held], name: &str, day: Date) -> Result<(), Refusal> {
        let (organisation, now, mut newcomers) = (work.organisation(), work.now(), Vec::new());
        for one in held {
            let (new, is_new) = match self.go(one.position) {
                Go::Open | Go::Both => (Some(one.position), true),
                Go::Take(position) => (Some(position), false),
                Go::Keep | Go::Leave => (None, false),
            };
            if let Some(position) = new {
                let (person, name, title) = (one.person, one.name.clone(), one.title.clone());
                newcomers.push(Newcomer { person, name, title, position, is_new });
            }
            if self.stays(one.position) {
                continue;
            }
            store::end_holding(work.tx, organisation, one.position, one.person, &day.to_string()).await?;
            people::end_sessions(work.tx, organisation, one.position, one.person, now).await?;
            let event = Event::new(EventKind::PositionLeft, Subject::Position(one.position.0))
                .id("holder", one.person)
                .code("day", day.to_string())
                .private("person", one.name.clone());
            work.note(event.private("title", one.title.clone()));
        }
        let body = TakeOverPeople { from: organisation, from_name: name.to_owned(), day, people: newcomers };
        work.enqueue(TAKE_OVER_PEOPLE, &(self.into, body), now).await
    }

    /// Takes open work on incoming documents away here, and sends each document on with it.
    async fn hand_on_work(
        &self,
        work: &mut Work<'_>,
        open: &[OpenWork],
        name: &str,
        into: &str,
        day: Date,
    ) -> Result<(), Refusal> {
        let days = work.calendar().await?;
        let mut by_document: BTreeMap<DocumentId, Vec<HandedTask>> = BTreeMap::new();
        for one in open.iter().filter(|one| one.is_incoming) {
            let Some(owner) = self.owner(one) else { continue };
            let kind = if one.is_assignment() { one.kind.clone() } else { "lead".to_owned() };
            let due = match one.due {
                None if kind == "lead" => Some(days::submit_by(&days, "", day)?),
                due => due,
            };
            let task = HandedTask { id: one.task, kind, owner, instruction: one.instruction.clone(), due };
            by_document.entry(one.document).or_default().push(task);
        }
        let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
        for (document, tasks) in by_document {
            crate::documents::delivery::store::facts::take_away_tasks(work.tx, organisation, document, by, now).await?;
            let event = Event::new(EventKind::DocumentHandedOn, Subject::Document(document.0));
            work.note(event.id("into", self.into).private("name", into));
            let body = HandedOn { into: self.into, from_name: name.to_owned(), document, tasks };
            work.enqueue(TAKE_OVER_DOCUMENT, &body, now).await?;
        }
        Ok(())
    }
}
