//! Opening the units of a new organisation.

use luuvet_domain::access::Action;
use luuvet_domain::ids::DepartmentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::store;
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// Units begin on a day, in this order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SettleDepartments {
    /// From this day, ISO.
    pub from_day: String,
    /// Name, symbol and kind (`department` or `team`) of each.
    pub units: Vec<(String, String, String)>,
}

impl Verb for SettleDepartments {
    type Out = Vec<DepartmentId>;
    const NAME: &'static str = "settle-departments";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<Self::Out>, Refusal> {
        work.require(Action::ManageOrganisation)?;
        let organisation = work.organisation();
        let mut ids = Vec::with_capacity(self.units.len());
        let mut events = Vec::with_capacity(self.units.len());
        for (name, symbol, kind) in &self.units {
            let id: DepartmentId = work.id();
            store::insert_department(work.tx, organisation, id, name, symbol, kind, &self.from_day).await?;
            events.push(Event::new(EventKind::DepartmentOpened, Subject::Department(id.0)).private("name", name));
            ids.push(id);
        }
        let Some(last) = events.pop() else { return Err(Refusal::NotFound) };
        events.into_iter().for_each(|event| work.note(event));
        work.finish(last, ids).await
    }
}
