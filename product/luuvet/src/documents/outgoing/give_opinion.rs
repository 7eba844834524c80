//! Giving an opinion: agree, disagree, or something else in words. The circuit goes on either way.

use luuvet_domain::access::Action;
use luuvet_domain::ids::{DocumentId, StepId};
use luuvet_domain::submissions::Word;
use luuvet_domain::submissions::advance::decide;
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::obstacles::refused;
use crate::documents::outgoing::{circuit, reason};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Somebody who was asked answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GiveOpinion {
    /// Which document.
    pub document: DocumentId,
    /// Which step.
    pub step: StepId,
    /// The manifest that was seen, as hexadecimal.
    pub seen: String,
    /// `agree`, `disagree` or `other`.
    pub stance: String,
    /// In words; needed unless agreeing.
    pub opinion: String,
}

impl Verb for GiveOpinion {
    type Out = ();
    const NAME: &'static str = "give-opinion";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let circuit = circuit::load(work, self.document).await?;
        let (step, acting, is_substitute) = circuit.turn(work, self.step)?;
        if !is_substitute {
            work.require(Action::GiveOpinion)?;
        }
        let word =
            Word::from_code(&self.stance).map_err(|_| Refusal::invalid(Problem::new("field-choose").at("stance")))?;
        let opinion = reason::short(&self.opinion, "opinion")?;
        let decision = circuit.decision(work, word, &self.seen, opinion)?;
        let next = decide(&circuit.submission, step.id, acting, is_substitute, decision);
        let next = next.map_err(|refusal| refused(&refusal))?;
        circuit.save(work, &next, None).await?;
        let event = Event::new(EventKind::OpinionGiven, Subject::Document(self.document.0))
            .code("stance", word.code())
            .private("opinion", opinion)
            .private("manifest", &self.seen);
        work.finish(event, ()).await
    }
}
