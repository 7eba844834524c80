//! Laying an incoming document before whoever directs it.

use jiff::civil::Date;
use luuvet_domain::access::{Action, Role};
use luuvet_domain::calendar::WorkingDays;
use luuvet_domain::documents::incoming::Verb as Does;
use luuvet_domain::ids::{DocumentId, PositionId, TaskId};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use vietnamese::working_days::Calendar;

use crate::documents::days;
use crate::documents::incoming::store::rules::{self, Target};
use crate::documents::incoming::{checks, store};
use crate::documents::store::{Document, Grantee, NewTask, Owner, grants, tasks};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Working days that a form proposes where neither the document nor its urgency says by when.
const USUAL_DAYS: u16 = 5;

/// Submits a registered document with a proposal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SubmitIncoming {
    /// Which document.
    pub document: DocumentId,
    /// What the clerk proposes: who could lead, by when.
    pub proposal: String,
    /// To whom; none takes whoever the organisation's rule names.
    pub to: Option<PositionId>,
}

impl Verb for SubmitIncoming {
    type Out = ();
    const NAME: &'static str = "submit-incoming";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (document, _) = checks::incoming(work, self.document).await?;
        work.require(Action::SubmitIncoming)?;
        let event = lay_before(work, &document, &self.proposal, self.to).await?;
        work.finish(event, ()).await
    }
}

/// Lays a registered document before `to`, or where the rule sends it; gives the event that ends the verb.
pub(super) async fn lay_before(
    work: &mut Work<'_>,
    document: &Document,
    proposal: &str,
    to: Option<PositionId>,
) -> Result<Event, Refusal> {
    let proposal = checks::wording(proposal, "proposal", false)?;
    let target = match to {
        Some(position) => Target::Position(position),
        None => target(work, document).await?,
    };
    let (organisation, now) = (work.organisation(), work.now());
    tasks::close_kind(work.tx, organisation, document.id, "submit", "finished", work.actor.position, now).await?;
    match target {
        Target::Position(position) => before(work, document, &proposal, position).await,
        Target::Straight(owner) => straight_on(work, document, &proposal, owner).await,
    }
}

/// Where the rule sends a document: the first row that fits, else the deputy whose mandate's field stands in the
/// subject, else the head.
pub(super) async fn target(work: &mut Work<'_>, document: &Document) -> Result<Target, Refusal> {
    let (organisation, day) = (work.organisation(), work.today().to_string());
    rules::target(work.tx, organisation, &document.kind, &document.subject, &day)
        .await?
        .ok_or_else(|| Refusal::invalid(Problem::new("no-leader").at("to")))
}

async fn before(
    work: &mut Work<'_>,
    document: &Document,
    proposal: &str,
    position: PositionId,
) -> Result<Event, Refusal> {
    let (organisation, now, today) = (work.organisation(), work.now(), work.today());
    let name = store::holder_name(work.tx, organisation, position, &today.to_string()).await?;
    let name = name.ok_or_else(|| Refusal::invalid(Problem::new("field-choose").at("to")))?;
    let next = checks::after(document, Does::Submit)?;
    checks::advance(work, document, next).await?;
    let days = work.calendar().await?;
    let task = NewTask {
        id: work.id::<TaskId>(),
        document: document.id,
        kind: "direct",
        owner: Owner::Position(position),
        giver: work.actor.position,
        parent: None,
        step: None,
        instruction: proposal,
        due: Some(days::submit_by(&days, &document.urgency, today)?),
    };
    tasks::insert(work.tx, organisation, &task, now).await?;
    grants::grant(work.tx, organisation, document.id, Grantee::Position(position), "direct").await?;
    let event = Event::new(EventKind::IncomingSubmitted, Subject::Document(document.id.0))
        .id("position", position.0)
        .private("to", name)
        .private("wording", proposal);
    Ok(event)
}

/// A kind that the head has listed: its lead is known, so nobody has to direct it.
async fn straight_on(work: &mut Work<'_>, document: &Document, proposal: &str, owner: Owner) -> Result<Event, Refusal> {
    let (organisation, now, today) = (work.organisation(), work.now(), work.today());
    let next = checks::after(document, Does::Direct)?;
    checks::advance(work, document, next).await?;
    let found = store::arrival(work.tx, organisation, document.id).await?;
    let days = work.calendar().await?;
    let due = usual_due(found.and_then(|arrival| arrival.first_due()), &document.urgency, today, &days)?;
    let task = NewTask {
        id: work.id::<TaskId>(),
        document: document.id,
        kind: "lead",
        owner,
        giver: work.actor.position,
        parent: None,
        step: None,
        instruction: proposal,
        due: Some(due),
    };
    tasks::insert(work.tx, organisation, &task, now).await?;
    let to = store::owner_name(work.tx, organisation, owner, &today.to_string()).await?.ok_or(Refusal::NotFound)?;
    store::grant_owner(work.tx, organisation, document, owner, "lead").await?;
    let event = Event::new(EventKind::TaskAssigned, Subject::Document(document.id.0))
        .code("due", vietnamese::dates::short(due))
        .private("to", to)
        .private("wording", proposal);
    Ok(event)
}

/// By when a lead is asked: the first open demand, else at once for urgent ones, else the usual working days.
pub(super) fn usual_due(demand: Option<Date>, urgency: &str, today: Date, days: &Calendar) -> Result<Date, Refusal> {
    match demand {
        Some(due) if due >= today => Ok(due),
        _ if days::is_urgent(urgency) => Ok(today),
        _ => days.add(today, USUAL_DAYS).map_err(|error| Refusal::Broken(error.to_string())),
    }
}

/// Grants a restricted document to those who are named by their post: who registers it, and the head.
pub(super) async fn grant_named(work: &mut Work<'_>, document: DocumentId) -> Result<(), Refusal> {
    let (organisation, day) = (work.organisation(), work.today().to_string());
    let mut named: Vec<PositionId> = work.actor.position.into_iter().collect();
    named.extend(store::holders(work.tx, organisation, Role::Head, &day).await?.first());
    for position in named {
        grants::grant(work.tx, organisation, document, Grantee::Position(position), "named").await?;
    }
    Ok(())
}
