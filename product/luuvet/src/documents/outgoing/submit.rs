//! Submitting a draft, the first time and again after a return: the version is frozen and the circuit begins.

use luuvet_domain::access::Action;
use luuvet_domain::assignments::State as TaskState;
use luuvet_domain::documents::outgoing::{State, Verb as Life, step};
use luuvet_domain::ids::{DocumentId, StepId};
use luuvet_domain::submissions::advance::start;
use luuvet_domain::submissions::{StepKind, StepState};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::circuit::open_task;
use crate::documents::outgoing::frozen::freeze;
use crate::documents::outgoing::obstacles::{meanwhile, refused};
use crate::documents::outgoing::plan::Plan;
use crate::documents::outgoing::store::{self, SubmissionRow, choices, drafts};
use crate::documents::outgoing::writable::writable;
use crate::documents::outgoing::{readiness, reason};
use crate::documents::paper::store as paper;
use crate::documents::store::{documents, tasks};
use crate::refusal::Refusal;
use crate::work::{Done, Verb, Work};

/// The drafter submits.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Submit {
    /// Which.
    pub document: DocumentId,
    /// The slip: what it is about and what is asked of the leader.
    pub slip: String,
    /// Who checks, who is asked, who approves.
    pub plan: Plan,
}

impl Verb for Submit {
    type Out = ();
    const NAME: &'static str = "submit";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::Submit)?;
        let (document, files) = writable(work, self.document).await?;
        let slip = reason::short(&self.slip, "slip")?;
        let (organisation, now, today) = (work.organisation(), work.now(), work.today());
        let answers = document.answers.unwrap_or(document.id);
        let parts = drafts::parts(work.tx, organisation, document.id, answers).await?;
        let choices = choices::choices(work.tx, organisation, &today.to_string()).await?;
        let ids: Vec<StepId> = (0..self.plan.len(document.signer_id)).map(|_| work.id()).collect();
        let mut found = readiness::obstacles(&document, &parts, &files, &choices, today);
        let steps = match self.plan.steps(document.signer_id, &ids, 1, &choices, today) {
            Ok(steps) => steps,
            Err(refusal) => {
                found.extend(refusal.problems());
                Vec::new()
            }
        };
        if !steps.is_empty() {
            found.extend(readiness::of_steps(&steps).0);
        }
        Refusal::unless_empty(found)?;
        let signer = document.signer_id.and_then(|id| choices.post(id)).map(|post| post.person);
        let signer = signer.ok_or_else(meanwhile)?;
        let by = work.actor.person.ok_or(Refusal::NotFound)?;
        let hash = freeze(work, &document, &parts, &files, signer).await?;
        let submission = start(by, document.drafter, steps, hash).map_err(|refusal| refused(&refusal))?;
        let approves = submission.steps.iter().filter(|step| step.kind == StepKind::Approve);
        let approves = approves.filter_map(|step| choices.post(step.owner)).any(|post| post.person == by);
        let row = SubmissionRow {
            version: document.version,
            slip: slip.to_owned(),
            drafter: by,
            self_made: submission.is_self_made() || approves,
            manifest: hash.0,
            body: Vec::new(),
            submitted_at: now,
            outcome: None,
            reason: String::new(),
        };
        store::insert_submission(work.tx, organisation, document.id, &row).await?;
        for step in &submission.steps {
            store::insert_step(work.tx, organisation, document.id, document.version, step).await?;
        }
        paper::forget(work.tx, organisation, document.id).await?;
        let next = step(State::Draft, Life::Submit).map_err(|_| meanwhile())?;
        if !documents::set_state(work.tx, organisation, document.id, State::Draft.code(), next.code(), now).await? {
            return Err(meanwhile());
        }
        let pages = readiness::rendition(&files).map_or(0, |file| file.pages);
        drafts::set_pages(work.tx, organisation, document.id, pages).await?;
        let (done, actor) = (TaskState::Finished.code(), work.actor.position);
        tasks::close_kind(work.tx, organisation, document.id, "revise", done, actor, now).await?;
        for step in submission.steps.iter().filter(|step| step.state == StepState::Open) {
            open_task(work, document.id, step).await?;
        }
        let event = Event::new(EventKind::DocumentSubmitted, Subject::Document(document.id.0))
            .number("version", document.version)
            .number("self-made", i64::from(row.self_made))
            .private("subject", &document.subject)
            .private("manifest", hash.to_string());
        work.finish(event, ()).await
    }
}
