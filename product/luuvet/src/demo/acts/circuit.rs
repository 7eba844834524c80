//! From the draft to the number.

use luuvet_domain::ids::{DocumentId, MandateId, OrganisationId, PositionId, StepId};

use crate::app::App;
use crate::clock;
use crate::demo::world::Settled;
use crate::documents::outgoing::add_file::AddFile;
use crate::documents::outgoing::approve::Approve;
use crate::documents::outgoing::content::Content;
use crate::documents::outgoing::draft::Draft;
use crate::documents::outgoing::give_opinion::GiveOpinion;
use crate::documents::outgoing::pass_step::PassStep;
use crate::documents::outgoing::plan::Plan;
use crate::documents::outgoing::store;
use crate::documents::outgoing::submit::Submit;
use crate::documents::registers::candidate::Numbered;
use crate::documents::registers::number::GiveNumber;
use crate::documents::store::NewFile;
use crate::organisations::mandates;
use crate::refusal::Refusal;
use crate::work::Actor;

/// Begins a draft with its file: the PDF that was written is shown and approved as it is.
///
/// # Errors
/// What the verbs refuse.
pub async fn write(
    app: &App,
    who: &Actor,
    answers: Option<DocumentId>,
    content: Content,
    file: &NewFile,
) -> Result<DocumentId, Refusal> {
    let document = app.perform(who, Draft { answers, content }).await?;
    let rendition = NewFile { role: "rendition".into(), ..file.clone() };
    let files = vec![NewFile { role: "draft".into(), ..file.clone() }, rendition];
    app.perform(who, AddFile { document, files, reason: String::new() }).await?;
    Ok(document)
}

/// Submits a draft.
///
/// # Errors
/// What the verb refuses.
pub async fn submit(app: &App, who: &Actor, document: DocumentId, slip: &str, plan: Plan) -> Result<(), Refusal> {
    app.perform(who, Submit { document, slip: slip.to_owned(), plan }).await
}

/// A step whose turn it is.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Which.
    pub step: StepId,
    /// Its kind's code.
    pub kind: String,
    /// Whose turn it is.
    pub position: PositionId,
    /// The manifest that lies before them, as hexadecimal.
    pub manifest: String,
}

/// The open steps of a document's circuit.
///
/// # Errors
/// The database's.
pub async fn pending(app: &App, organisation: OrganisationId, document: DocumentId) -> Result<Vec<Pending>, Refusal> {
    let day = clock::day(app.clock.now()).to_string();
    let mut tx = app.read().await?;
    let steps = store::steps(&mut tx, organisation, document, &day).await?;
    let submissions = store::submissions(&mut tx, organisation, document).await?;
    let Some(current) = submissions.first() else { return Ok(Vec::new()) };
    let manifest = hex::encode(current.manifest);
    let open = steps.into_iter().filter(|step| step.state == "open");
    Ok(open
        .map(|step| Pending { step: step.id, kind: step.kind, position: step.position, manifest: manifest.clone() })
        .collect())
}

/// Passes a check, agrees or approves, as the step asks.
///
/// # Errors
/// What the verbs refuse.
pub async fn decide(app: &App, who: &Actor, document: DocumentId, turn: &Pending, words: &str) -> Result<(), Refusal> {
    let (step, seen, said) = (turn.step, turn.manifest.clone(), words.to_owned());
    match turn.kind.as_str() {
        "opinion" => {
            let stance = "agree".to_owned();
            app.perform(who, GiveOpinion { document, step, seen, stance, opinion: said }).await
        }
        "approve" => app.perform(who, Approve { document, step, seen, comment: said }).await,
        _ => app.perform(who, PassStep { document, step, seen, comment: said }).await,
    }
}

/// Lets at most `most` steps pass, each by its owner; says how many did.
///
/// # Errors
/// What the verbs refuse; a step of somebody whom the world does not know.
pub async fn run_circuit(app: &App, place: &Settled, document: DocumentId, most: usize) -> Result<usize, Refusal> {
    for passed in 0..most {
        let turns = pending(app, place.id, document).await?;
        let Some(turn) = turns.first() else { return Ok(passed) };
        decide(app, place.holder(turn.position)?, document, turn, "").await?;
    }
    Ok(most)
}

/// Gives the next number; the rendition is printed by a job.
///
/// # Errors
/// What the verb refuses.
pub async fn number(app: &App, clerk: &Actor, document: DocumentId) -> Result<Numbered, Refusal> {
    app.perform(clerk, GiveNumber { document, register: None, unit: String::new() }).await
}

/// The mandate under which a position signs today; none for the head.
///
/// # Errors
/// The database's.
pub async fn mandate(app: &App, of: OrganisationId, position: PositionId) -> Result<Option<MandateId>, Refusal> {
    let day = clock::day(app.clock.now()).to_string();
    let found = mandates::store::mandates_of(&mut app.read().await?, of, position, &day).await?;
    Ok(found.first().map(|mandate| mandate.id))
}
