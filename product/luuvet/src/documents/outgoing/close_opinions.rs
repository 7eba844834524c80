//! Closing opinions whose deadline has passed; the circuit goes on without them.

use luuvet_domain::ids::DocumentId;
use luuvet_domain::submissions::advance::close_opinions;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::obstacles::refused;
use crate::documents::outgoing::{circuit, reason};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// The drafter closes the opinions and says what they came to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CloseOpinions {
    /// Which.
    pub document: DocumentId,
    /// What the opinions came to, and what was taken over.
    pub summary: String,
}

impl Verb for CloseOpinions {
    type Out = ();
    const NAME: &'static str = "close-opinions";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let circuit = circuit::load(work, self.document).await?;
        if !work.actor.handles(circuit.document.drafter) {
            return Err(Refusal::Forbidden(Problem::new("draft-not-drafter")));
        }
        work.for_owner(circuit.document.drafter);
        let summary = reason::given(&self.summary)?;
        let next = close_opinions(&circuit.submission, work.today()).map_err(|refusal| refused(&refusal))?;
        circuit.save(work, &next, None).await?;
        let sum = next.opinions();
        let event = Event::new(EventKind::StepsChanged, Subject::Document(self.document.0))
            .code("what", "opinions-closed")
            .number("agree", sum.agree.into())
            .number("disagree", sum.disagree.into())
            .number("other", sum.other.into())
            .number("lapsed", sum.lapsed.into())
            .private("summary", summary);
        work.finish(event, ()).await
    }
}
