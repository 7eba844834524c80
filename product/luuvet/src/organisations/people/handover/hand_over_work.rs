//! Handing a position's open work to another position, or back to whoever gave it.

use luuvet_db::DbError;
use luuvet_domain::access::{self, Action, Role};
use luuvet_domain::ids::PositionId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use super::store::{self, Open};
use crate::organisations::people::store as people;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Longest reason, in letters.
const REASON: usize = 1000;

/// The open work of a position goes to another position, or back to whoever gave it, so that its holder can leave.
///
/// To a position goes everything that it may do: assignments, a clerk's work, checks and opinions, and with them drafts,
/// reserved numbers and open dossiers. An approval stays: who signs stands in what was submitted, so the drafter changes
/// the steps. What stays is counted in the answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HandOverWork {
    /// Whose work.
    pub position: PositionId,
    /// To whom; none for back to the giver of each.
    pub to: Option<PositionId>,
    /// Why: the minutes of the hand-over, or a sentence.
    pub reason: String,
}

impl Verb for HandOverWork {
    type Out = u64;
    const NAME: &'static str = "hand-over-work";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<u64>, Refusal> {
        work.require(Action::ManagePeople)?;
        let (organisation, day) = (work.organisation(), work.today().to_string());
        let from = people::position(work.tx, organisation, self.position).await?.ok_or(Refusal::NotFound)?;
        let reason = vietnamese::fold::nfc(self.reason.trim());
        if reason.is_empty() || reason.chars().count() > REASON {
            return Err(Refusal::invalid(Problem::new("task-reason-missing").at("reason")));
        }
        let receiver = self.receiver(work, &day).await?;
        let open = store::open(work.tx, organisation, self.position, &day).await?;
        let mut moved = 0;
        for one in &open {
            let Some((owner, name)) = self.owner_of(one, receiver.as_ref()) else { continue };
            store::give(work.tx, organisation, one, owner).await?;
            moved += 1;
            let event = Event::new(EventKind::TaskAssigned, Subject::Document(one.document.0));
            let due = one.due.map(vietnamese::dates::short).unwrap_or_default();
            work.note(event.code("due", due).private("to", name).private("wording", reason.clone()));
        }
        if let Some(to) = self.to {
            moved += self.rest(work, to).await?;
        }
        if moved == 0 {
            return Err(Refusal::invalid(Problem::new("handover-nothing").at("to")));
        }
        let to = receiver.map_or_else(String::new, |(_, _, name)| name);
        let event = Event::new(EventKind::PositionHandedOver, Subject::Position(self.position.0))
            .code("count", moved.to_string())
            .private("title", from.title)
            .private("to", to)
            .private("reason", reason);
        work.finish(event, moved).await
    }
}

/// A position that can be given work: which, what it may do, its holder's name with the title.
type Receiver = (PositionId, Vec<Role>, String);

impl HandOverWork {
    async fn receiver(&self, work: &mut Work<'_>, day: &str) -> Result<Option<Receiver>, Refusal> {
        let Some(to) = self.to else { return Ok(None) };
        if to == self.position {
            return Err(Refusal::invalid(Problem::new("assign-same-owner").at("to")));
        }
        let organisation = work.organisation();
        let name = crate::documents::tasks::store::holder(work.tx, organisation, to, day).await?;
        let name = name.ok_or_else(|| Refusal::invalid(Problem::new("assign-nobody-there").at("to")))?;
        let roles = people::roles(work.tx, organisation, to).await?;
        Ok(Some((to, roles, name)))
    }

    /// Who gets a piece of work; none when it stays.
    fn owner_of(&self, one: &Open, receiver: Option<&Receiver>) -> Option<(PositionId, String)> {
        match receiver {
            Some((to, roles, name)) => {
                let action = one.action()?;
                access::allowed(roles, action).then(|| (*to, name.clone()))
            }
            None => one.is_assignment().then(|| one.giver.clone()).flatten(),
        }
    }

    /// Drafts, reserved numbers and dossiers; says how many.
    async fn rest(&self, work: &mut Work<'_>, to: PositionId) -> Result<u64, DbError> {
        let organisation = work.organisation();
        let drafts = store::give_drafts(work.tx, organisation, self.position, to).await?;
        let roles = people::roles(work.tx, organisation, to).await?;
        let mut moved = drafts + store::give_dossiers(work.tx, organisation, self.position, to).await?;
        if access::allowed(&roles, Action::Number) {
            moved += store::give_numbers(work.tx, organisation, self.position, to).await?;
        }
        Ok(moved)
    }
}
