//! A kind is no longer lawfully signed on paper.

use jiff::civil::Date;
use luuvet_domain::access::Action;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::documents::paper::store;
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Ends a line of the list; what was entered under it stays as it was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndPaperKind {
    /// Which line.
    pub id: Uuid,
    /// The first day that no longer counts.
    pub until: Date,
}

impl Verb for EndPaperKind {
    type Out = ();
    const NAME: &'static str = "end-paper-kind";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        work.require(Action::ManageMandates)?;
        let organisation = work.organisation();
        let all = store::kinds(work.tx, organisation).await?;
        let kind = all.into_iter().find(|one| one.id == self.id).ok_or(Refusal::NotFound)?;
        if self.until < kind.from {
            return Err(Refusal::invalid(Problem::new("period-backwards").at("until")));
        }
        if !store::end_kind(work.tx, organisation, self.id, self.until).await? {
            return Err(Refusal::Meanwhile(Problem::new("paper-kind-ended")));
        }
        let event = Event::new(EventKind::PaperKindEnded, Subject::Organisation(organisation.0))
            .code("kind", kind.kind)
            .code("day", self.until.to_string());
        work.finish(event, ()).await
    }
}
