//! Opening a position, with its roles and its first holder.

use luuvet_domain::access::{Action, Role};
use luuvet_domain::ids::{DepartmentId, PersonId, PositionId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::people::store as people;
use crate::organisations::store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A post begins today: "Tổ trưởng Tổ Toán - Tin".
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenPosition {
    /// The department it is in.
    pub department: Option<DepartmentId>,
    /// Its title, as below a signature.
    pub title: String,
    /// Where it stands in lists; heads first.
    pub ordinal: i64,
    /// What it may do.
    pub roles: Vec<Role>,
    /// Who holds it first.
    pub holder: Option<PersonId>,
}

impl Verb for OpenPosition {
    type Out = PositionId;
    const NAME: &'static str = "open-position";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<PositionId>, Refusal> {
        work.require(Action::ManagePeople)?;
        let title = vietnamese::fold::nfc(self.title.trim());
        if title.is_empty() || title.chars().count() > TITLE {
            return Err(Refusal::invalid(Problem::new("position-title").at("title").with("limit", TITLE)));
        }
        let (organisation, today) = (work.organisation(), work.today().to_string());
        if let Some(department) = self.department {
            let open = people::department_state(work.tx, organisation, department, &today).await?;
            open.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("department")))?;
        }
        if let Some(person) = self.holder {
            // Whoever this organisation has never entered is a stranger, also when he works elsewhere here.
            people::known(work.tx, organisation, person, &today).await?.ok_or(Refusal::NotFound)?;
        }
        let id: PositionId = work.id();
        store::insert_position(work.tx, organisation, id, self.department, &title, self.ordinal, &today).await?;
        for role in &self.roles {
            store::insert_role(work.tx, organisation, id, role.code()).await?;
        }
        if let Some(person) = self.holder {
            store::insert_holding(work.tx, organisation, id, person, &today).await?;
        }
        let event = Event::new(EventKind::PositionOpened, Subject::Position(id.0)).code("day", today);
        work.finish(event.private("title", title), id).await
    }
}

/// Longest title, in letters.
const TITLE: usize = 200;
