//! The leader's directive (bút phê): what shall be done, who leads, who supports, who is informed.

use std::collections::BTreeSet;

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::assignments::{self, Assignment, Kind};
use luuvet_domain::documents::incoming::Verb as Does;
use luuvet_domain::ids::{DocumentId, PositionId, TaskId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use vietnamese::working_days::Calendar;

use crate::documents::incoming::{checks, store};
use crate::documents::store::{Document, NewTask, Owner, Task, tasks};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Directs an incoming document and assigns it; again on a directed one, it changes the lead and adds people.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Direct {
    /// Which document.
    pub document: DocumentId,
    /// In the leader's words.
    pub wording: String,
    /// Who leads.
    pub lead: Option<Owner>,
    /// The lead's last day.
    pub due: Option<Date>,
    /// Who supports; departments stand for the positions in them.
    pub supports: Vec<Owner>,
    /// Who is informed; departments stand for the positions in them.
    pub informs: Vec<Owner>,
    /// Everybody in the organisation who has no other part is informed.
    pub inform_all: bool,
}

impl Verb for Direct {
    type Out = ();
    const NAME: &'static str = "direct";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = checks::incoming(work, self.document).await?;
        let (organisation, today) = (work.organisation(), work.today());
        let before = tasks::of_document(work.tx, organisation, document.id, &today.to_string()).await?;
        let giver = in_whose_name(work, &before)?;
        let wording = checks::wording(&self.wording, "wording", true)?;
        let parts = self.parts(work, &before).await?;
        self.check(&parts, &before, today, &work.calendar().await?)?;
        let next = checks::after(&document, Does::Direct)?;
        checks::advance(work, &document, next).await?;
        close_earlier(work, &document, parts.lead.is_some()).await?;
        store::insert_directive(work, document.id, giver, &wording).await?;
        assign(work, &document, giver, &wording, &parts).await?;
        let event = Event::new(EventKind::DocumentDirected, Subject::Document(document.id.0));
        work.finish(event.private("wording", wording), ()).await
    }
}

/// Who gets which part, departments resolved and nobody twice.
struct Parts {
    lead: Option<(Owner, Date)>,
    supports: Vec<PositionId>,
    informs: Vec<PositionId>,
}

impl Direct {
    /// Resolves departments to the positions in them. Who has a part keeps it: support goes before inform, and whoever
    /// has an open task of the document already gets no second one.
    async fn parts(&self, work: &mut Work<'_>, before: &[Task]) -> Result<Parts, Refusal> {
        let (organisation, day) = (work.organisation(), work.today().to_string());
        let all = store::positions_on(work.tx, organisation, &day).await?;
        let resolve = |owners: &[Owner]| -> Result<Vec<PositionId>, Refusal> {
            let mut found = Vec::new();
            for owner in owners {
                let of_owner = all.iter().filter(|seat| match owner {
                    Owner::Position(id) => seat.id == *id,
                    Owner::Department(id) => seat.department == Some(*id) && seat.held,
                });
                let before = found.len();
                found.extend(of_owner.map(|seat| seat.id));
                if found.len() == before {
                    return Err(Refusal::invalid(Problem::new("assignee-unknown").at("supports")));
                }
            }
            Ok(found)
        };
        let lead = self.lead.zip(self.due);
        let mut taken: BTreeSet<PositionId> =
            before.iter().filter(|task| is_part(task)).filter_map(|task| task.owner_position).collect();
        if let Some(Owner::Position(position)) = self.lead {
            resolve(&[Owner::Position(position)])?;
            taken.insert(position);
        }
        let mut fresh = |positions: Vec<PositionId>| -> Vec<PositionId> {
            positions.into_iter().filter(|position| taken.insert(*position)).collect()
        };
        let supports = fresh(resolve(&self.supports)?);
        let mut informs = fresh(resolve(&self.informs)?);
        if self.inform_all {
            informs.extend(fresh(all.iter().filter(|seat| seat.held).map(|seat| seat.id).collect()));
        }
        Ok(Parts { lead, supports, informs })
    }

    fn check(&self, parts: &Parts, before: &[Task], today: Date, days: &Calendar) -> Result<(), Refusal> {
        let stands_for = |owner: Owner| match owner {
            Owner::Position(id) => id,
            Owner::Department(id) => PositionId(id.0),
        };
        let mut all: Vec<Assignment> = Vec::new();
        match self.lead {
            Some(owner) => all.push(Assignment { owner: stands_for(owner), kind: Kind::Lead, due: self.due }),
            // A later directive may leave the lead as it is.
            None => all.extend(
                before
                    .iter()
                    .filter(|task| task.kind == "lead" && task.state == "open")
                    .take(1)
                    .map(|task| Assignment { owner: PositionId(task.id.0), kind: Kind::Lead, due: Some(today) }),
            ),
        }
        let part = |kind| move |owner: &PositionId| Assignment { owner: *owner, kind, due: None };
        all.extend(parts.supports.iter().map(part(Kind::Support)));
        all.extend(parts.informs.iter().map(part(Kind::Inform)));
        Refusal::unless_empty(checks::blockers(&assignments::obstacles(&all, today, days)))
    }
}

fn is_part(task: &Task) -> bool {
    task.state == "open" && matches!(task.kind.as_str(), "support" | "inform")
}

/// The position in whose name the directive is given: the one that the document lies before, handled by itself or by
/// its substitute, else the acting leader.
fn in_whose_name(work: &mut Work<'_>, before: &[Task]) -> Result<PositionId, Refusal> {
    let waiting = before.iter().find(|task| task.kind == "direct" && task.state == "open");
    let given = before.iter().rev().find(|task| task.kind == "direct");
    for owner in [waiting, given].into_iter().flatten().filter_map(|task| task.owner_position) {
        if work.actor.handles(owner) {
            work.for_owner(owner);
            return Ok(owner);
        }
    }
    work.require(Action::Direct)?;
    work.position()
}

/// The document lies before nobody any more; a new lead takes the place of the old one.
async fn close_earlier(work: &mut Work<'_>, document: &Document, new_lead: bool) -> Result<(), Refusal> {
    let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
    for kind in ["direct", "submit"] {
        tasks::close_kind(work.tx, organisation, document.id, kind, "finished", by, now).await?;
    }
    if new_lead {
        tasks::close_kind(work.tx, organisation, document.id, "lead", "taken-away", by, now).await?;
    }
    Ok(())
}

/// Writes tasks and rights. The lead's assignment is told in words; support and information are counted.
async fn assign(
    work: &mut Work<'_>,
    document: &Document,
    giver: PositionId,
    wording: &str,
    parts: &Parts,
) -> Result<(), Refusal> {
    let (organisation, day) = (work.organisation(), work.today().to_string());
    let lead = parts.lead.map(|(owner, due)| ("lead", owner, Some(due)));
    let supports = parts.supports.iter().map(|id| ("support", Owner::Position(*id), None));
    let informs = parts.informs.iter().map(|id| ("inform", Owner::Position(*id), None));
    for (kind, owner, due) in lead.into_iter().chain(supports).chain(informs) {
        let (id, now): (TaskId, i64) = (work.id(), work.now());
        let task = NewTask {
            id,
            document: document.id,
            kind,
            owner,
            giver: Some(giver),
            parent: None,
            step: None,
            instruction: wording,
            due,
        };
        tasks::insert(work.tx, organisation, &task, now).await?;
        store::grant_owner(work.tx, organisation, document, owner, kind).await?;
        if let Some(due) = due {
            let name = store::owner_name(work.tx, organisation, owner, &day).await?;
            let name = name.ok_or_else(|| Refusal::invalid(Problem::new("assignee-unknown").at("lead")))?;
            let event = Event::new(EventKind::TaskAssigned, Subject::Document(document.id.0))
                .id("task", id.0)
                .code("due", vietnamese::dates::short(due))
                .private("to", name)
                .private("wording", wording);
            work.note(event);
        }
    }
    Ok(())
}
