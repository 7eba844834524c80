//! What several verbs here ask first.

use luuvet_domain::documents::incoming::{State, Verb, step};
use luuvet_domain::ids::DocumentId;
use luuvet_domain::obstacles::{self, Obstacle, Severity};

use crate::documents::permitted::permitted;
use crate::documents::store::{Document, StoredFile, documents};
use crate::refusal::{Problem, Refusal};
use crate::work::Work;

/// Longest free text (directive, proposal, reason), in letters.
pub(super) const LONGEST: usize = 4000;

/// An incoming document that the actor may see, with its files.
pub(super) async fn incoming(work: &mut Work<'_>, id: DocumentId) -> Result<(Document, Vec<StoredFile>), Refusal> {
    let (document, files) = permitted(work, id).await?;
    if document.direction == "incoming" { Ok((document, files)) } else { Err(Refusal::NotFound) }
}

/// The state of a document after a verb of the domain.
pub(super) fn after(document: &Document, verb: Verb) -> Result<State, Refusal> {
    let state = State::from_code(&document.state).map_err(|_| meanwhile(document))?;
    step(state, verb).map_err(|_| meanwhile(document))
}

/// Moves the document on, if nobody has meanwhile.
pub(super) async fn advance(work: &mut Work<'_>, document: &Document, to: State) -> Result<(), Refusal> {
    let (organisation, now) = (work.organisation(), work.now());
    let moved = documents::set_state(work.tx, organisation, document.id, &document.state, to.code(), now).await?;
    if moved { Ok(()) } else { Err(meanwhile(document)) }
}

/// Somebody has brought the document elsewhere.
pub(super) fn meanwhile(document: &Document) -> Refusal {
    Refusal::Meanwhile(Problem::new("incoming-state").with("state", &document.state))
}

/// A text that was typed, trimmed and composed; empty is refused when it is needed.
pub(super) fn wording(text: &str, field: &'static str, needed: bool) -> Result<String, Refusal> {
    let text = vietnamese::fold::nfc(text.trim());
    if needed && text.is_empty() {
        return Err(Refusal::invalid(Problem::new("field-empty").at(field)));
    }
    if text.chars().count() > LONGEST {
        return Err(Refusal::invalid(Problem::new("field-too-long").at(field).with("limit", LONGEST)));
    }
    Ok(text)
}

/// What a rule refuses, as problems at the fields of our forms.
pub(super) fn refused(refusal: obstacles::Refusal, document: &Document) -> Refusal {
    match refusal {
        obstacles::Refusal::NotAllowed(_) => meanwhile(document),
        obstacles::Refusal::Obstacles(all) => Refusal::Invalid(blockers(&all)),
    }
}

/// The obstacles that stop a verb, as problems.
pub(super) fn blockers(all: &[Obstacle]) -> Vec<Problem> {
    all.iter().filter(|obstacle| obstacle.severity() == Severity::Blocker).map(problem).collect()
}

fn problem(obstacle: &Obstacle) -> Problem {
    let field = match obstacle.code() {
        "arrival.not-authentic" => Some("authentic"),
        "arrival.registered-already" => Some("anyway"),
        "assign.lead-missing" | "assign.lead-twice" | "assign.owner-twice" => Some("lead"),
        "assign.due-missing" | "assign.due-past" => Some("due"),
        _ => None,
    };
    let facts = obstacle.facts.iter().map(|(name, value)| (*name, value.clone())).collect();
    Problem { code: obstacle.code().replace('.', "-"), field, facts }
}
