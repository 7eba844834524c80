//! "Đã đọc": somebody says that it is known.

use luuvet_domain::assignments;
use luuvet_domain::ids::TaskId;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::store::tasks::close;
use crate::documents::tasks::{owned, store};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The owner acknowledges; what was for information ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Acknowledge {
    /// Which task.
    pub task: TaskId,
}

impl Verb for Acknowledge {
    type Out = ();
    const NAME: &'static str = "acknowledge";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let task = owned::own(work, self.task).await?;
        owned::kind(&task)?;
        let (organisation, now, by) = (work.organisation(), work.now(), work.actor.position);
        let is_new = store::acknowledge(work.tx, organisation, task.id, now).await?;
        if !is_new || task.state == "taken-away" {
            return Err(Refusal::Meanwhile(Problem::new("task-acknowledged-already")));
        }
        if task.kind == "inform" && task.state == "open" {
            let next = owned::step(&task, assignments::Verb::Read)?;
            close(work.tx, organisation, task.id, next.code(), "", by, now).await?;
        }
        work.finish(Event::new(EventKind::DocumentAcknowledged, Subject::Document(task.document.0)), ()).await
    }
}
