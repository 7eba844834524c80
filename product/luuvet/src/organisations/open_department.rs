//! Opening a department or a specialist team.

use luuvet_domain::access::Action;
use luuvet_domain::ids::DepartmentId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Longest name, in letters.
pub const NAME: usize = 200;
/// Longest symbol, in letters.
pub const SYMBOL: usize = 20;

/// A part of the organisation begins today.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenDepartment {
    /// Its full name: "Tổ Toán - Tin".
    pub name: String,
    /// Its symbol in official letters: "VP"; may be empty.
    pub symbol: String,
    /// `department`, `team` or `group`.
    pub kind: String,
}

impl Verb for OpenDepartment {
    type Out = DepartmentId;
    const NAME: &'static str = "open-department";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<DepartmentId>, Refusal> {
        work.require(Action::ManageOrganisation)?;
        let (name, symbol) = (vietnamese::fold::nfc(self.name.trim()), self.symbol.trim());
        Refusal::unless_empty(problems(&name, symbol, &self.kind))?;
        let organisation = work.organisation();
        let today = work.today().to_string();
        if store::department_named(work.tx, organisation, &name, &today).await? {
            return Err(Refusal::invalid(Problem::new("department-exists").at("name").with("name", &name)));
        }
        let id: DepartmentId = work.id();
        store::insert_department(work.tx, organisation, id, &name, symbol, &self.kind, &today).await?;
        let event = Event::new(EventKind::DepartmentOpened, Subject::Department(id.0)).private("name", name);
        work.finish(event, id).await
    }
}

fn problems(name: &str, symbol: &str, kind: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if name.is_empty() {
        problems.push(Problem::new("field-empty").at("name"));
    }
    if name.chars().count() > NAME {
        problems.push(Problem::new("field-too-long").at("name").with("limit", NAME));
    }
    if symbol.chars().count() > SYMBOL {
        problems.push(Problem::new("field-too-long").at("symbol").with("limit", SYMBOL));
    }
    if !matches!(kind, "department" | "team" | "group") {
        problems.push(Problem::new("field-choose").at("kind"));
    }
    problems
}
