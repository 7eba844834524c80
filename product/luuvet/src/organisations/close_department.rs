//! Closing a department or team.

use luuvet_domain::access::Action;
use luuvet_domain::ids::DepartmentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::people::store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A part of the organisation ends today; its vacant positions end with it. Nobody may still work in it, and no task
/// may still be addressed to it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CloseDepartment {
    /// Which.
    pub department: DepartmentId,
}

impl Verb for CloseDepartment {
    type Out = ();
    const NAME: &'static str = "close-department";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManageOrganisation)?;
        let (organisation, today) = (work.organisation(), work.today().to_string());
        let state = store::department_state(work.tx, organisation, self.department, &today).await?;
        let state = state.ok_or(Refusal::NotFound)?;
        let mut problems = Vec::new();
        if state.held > 0 {
            problems.push(Problem::new("department-held").with("name", &state.name).with("count", state.held));
        }
        if state.tasks > 0 {
            problems.push(Problem::new("department-tasks").with("name", &state.name).with("count", state.tasks));
        }
        Refusal::unless_empty(problems)?;
        if !store::close_department(work.tx, organisation, self.department, &today).await? {
            return Err(Refusal::Meanwhile(Problem::new("department-closed").with("name", state.name)));
        }
        let event = Event::new(EventKind::DepartmentClosed, Subject::Department(self.department.0));
        work.finish(event.private("name", state.name), ()).await
    }
}
