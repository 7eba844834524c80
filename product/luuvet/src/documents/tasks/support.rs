//! Phối hợp: one tap, or an opinion.

use luuvet_domain::assignments;
use luuvet_domain::ids::TaskId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::store::tasks::close;
use crate::documents::tasks::{limits, open, owned};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The owner gives its support, or has nothing to say.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GiveSupport {
    /// Which task.
    pub task: TaskId,
    /// The contribution; none is "không có ý kiến".
    pub opinion: Option<String>,
}

impl Verb for GiveSupport {
    type Out = ();
    const NAME: &'static str = "give-support";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let task = owned::own(work, self.task).await?;
        let opinion = self.opinion.as_deref().map(|text| vietnamese::fold::nfc(text.trim())).unwrap_or_default();
        let verb = if self.opinion.is_some() { assignments::Verb::Contribute } else { assignments::Verb::NoOpinion };
        if self.opinion.is_some() {
            limits::text(&opinion, "opinion")?;
        }
        if task.kind != "support" || task.state != "open" {
            return Err(Refusal::Meanwhile(Problem::new("task-not-now")));
        }
        let next = owned::step(&task, verb)?;
        open::open(work, &task).await?;
        let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
        if !close(work.tx, organisation, task.id, next.code(), &opinion, by, now).await? {
            return Err(Refusal::Meanwhile(Problem::new("task-not-now")));
        }
        let said = if opinion.is_empty() { "không có ý kiến".to_owned() } else { opinion };
        let event = Event::new(EventKind::SupportGiven, Subject::Document(task.document.0));
        work.finish(event.private("opinion", said), ()).await
    }
}
