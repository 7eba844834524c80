//! Another parent on one line, from a day on.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::ids::OrganisationId;
use luuvet_domain::organisations::lines::{self, Line, Link};
use luuvet_domain::periods::Period;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::organisations::store as organisations;
use crate::organisations::tree::store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Longest name of a parent, in letters.
const NAME: usize = 200;

/// Somebody else manages, or directs professionally, from a day on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoveOrganisation {
    /// On which line.
    pub line: Line,
    /// The new parent, when it is here.
    pub parent: Option<OrganisationId>,
    /// Its name as it stands above the own one in a letterhead.
    pub parent_name: String,
    /// The first day under the new parent.
    pub from: Date,
}

impl Verb for MoveOrganisation {
    type Out = ();
    const NAME: &'static str = "move-organisation";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManageOrganisation)?;
        let (organisation, from) = (work.organisation(), self.from.to_string());
        let name = vietnamese::fold::nfc(self.parent_name.trim());
        if name.is_empty() || name.chars().count() > NAME {
            return Err(Refusal::invalid(Problem::new("parent-name").at("parent_name").with("limit", NAME)));
        }
        if let Some(parent) = self.parent {
            organisations::name_on(work.tx, parent, &from)
                .await?
                .ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("parent")))?;
        }
        let last = store::last_parent(work.tx, organisation, self.line).await?;
        if let Some(last) = last.filter(|last| *last >= from) {
            let day = crate::organisations::fields::short(&last);
            return Err(Refusal::invalid(Problem::new("name-order").at("from").with("day", day)));
        }
        self.judge(work).await?;
        store::end_parent(work.tx, organisation, self.line, &from).await?;
        let parent = self.parent.map(|parent| parent.0);
        organisations::insert_parent(work.tx, organisation, self.line.code(), parent, &name, &from).await?;
        let event = Event::new(EventKind::OrganisationMoved, Subject::Organisation(organisation.0));
        work.finish(event.code("line", self.line.code()).code("day", from).private("name", name), ()).await
    }
}

impl MoveOrganisation {
    /// Judges the new link against what stands above the parent; the own old link has ended by then.
    async fn judge(&self, work: &mut Work<'_>) -> Result<(), Refusal> {
        let Some(parent) = self.parent else {
            return Ok(());
        };
        let child = work.organisation();
        let links: Vec<Link> = store::links_above(work.tx, parent, self.line).await?;
        let links: Vec<Link> = links.into_iter().filter(|link| link.child != child).collect();
        let new = Link { child, parent, line: self.line, period: Period::since(self.from) };
        let found = lines::link_obstacles(&links, &new);
        let problems = found.into_iter().map(|o| Problem::new(o.code().replace('.', "-")).at("parent")).collect();
        Refusal::unless_empty(problems)
    }
}
