//! What a position may do.

use luuvet_domain::access::{Action, Role};
use luuvet_domain::ids::PositionId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::people::store;
use crate::organisations::store as organisations;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// A position has exactly these roles from now on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetRoles {
    /// Which position.
    pub position: PositionId,
    /// Its roles.
    pub roles: Vec<Role>,
}

impl Verb for SetRoles {
    type Out = ();
    const NAME: &'static str = "set-roles";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManagePeople)?;
        let (organisation, today) = (work.organisation(), work.today().to_string());
        let position = store::position(work.tx, organisation, self.position).await?.ok_or(Refusal::NotFound)?;
        if self.roles.is_empty() {
            return Err(Refusal::invalid(Problem::new("field-choose").at("roles")));
        }
        if !self.roles.contains(&Role::Administrator) {
            let others = store::positions_with_role(work.tx, organisation, Role::Administrator, &today).await?;
            if others == [self.position] {
                return Err(Refusal::invalid(Problem::new("last-administrator").with("title", position.title)));
            }
        }
        store::clear_roles(work.tx, organisation, self.position).await?;
        for role in &self.roles {
            organisations::insert_role(work.tx, organisation, self.position, role.code()).await?;
        }
        let codes: Vec<&str> = self.roles.iter().map(|role| role.code()).collect();
        let event = Event::new(EventKind::RolesSet, Subject::Position(self.position.0))
            .code("roles", codes.join(","))
            .private("title", position.title);
        work.finish(event, ()).await
    }
}
