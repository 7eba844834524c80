//! A body's answer comes back to the lead body.

use luuvet_domain::documents::outgoing::State;
use luuvet_domain::submissions::turn::return_approved;
use luuvet_domain::trace::{Event, EventKind, Source, Subject};
use luuvet_jobs::Job;
use serde::{Deserialize, Serialize};

use super::Answer;
use crate::app::App;
use crate::documents::joint::store::{self, Ending};
use crate::documents::outgoing::circuit;
use crate::documents::outgoing::obstacles::refused;
use crate::documents::outgoing::return_to_drafter::given_back;
use crate::documents::store::{documents, files};
use crate::refusal::{Problem, Refusal};
use crate::work::{Actor, Done, Verb, Work};

/// The code under which an answer is known already, or answers what is void.
const KNOWN: &str = "joint-known";

/// The job of an answer: taken once however often it comes.
///
/// # Errors
/// The database's; an answer about something that is not there.
pub async fn hear(app: &App, job: &Job) -> Result<(), Refusal> {
    let answer: Answer = super::body(job)?;
    let lead = Actor::system(answer.name.lead, Source::Exchange);
    match app.perform(&lead, TakeAnswer { answer }).await {
        Err(Refusal::Meanwhile(problem)) if problem.code == KNOWN => Ok(()),
        other => other,
    }
}

/// A body approves or refuses. A refusal returns the document to its drafter: the approvals are void and kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TakeAnswer {
    /// What it says.
    pub answer: Answer,
}

impl Verb for TakeAnswer {
    type Out = ();
    const NAME: &'static str = "take-joint-answer";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let (organisation, answer) = (work.organisation(), &self.answer);
        let name = &answer.name;
        if name.lead != organisation {
            return Err(Refusal::NotFound);
        }
        let all = store::approvals(work.tx, organisation, name.document, name.version).await?;
        let one = all.into_iter().find(|one| one.id == name.body).ok_or(Refusal::NotFound)?;
        let document = documents::find(work.tx, organisation, name.document).await?.ok_or(Refusal::NotFound)?;
        let is_open = document.version == name.version && document.state == State::Approved.code();
        if one.state != "asked" || !is_open {
            return Err(Refusal::Meanwhile(Problem::new(KNOWN)));
        }
        let stored = files::of_document(work.tx, organisation, name.document).await?;
        let circuit = circuit::of(work, document, stored).await?;
        if circuit.row.manifest != answer.manifest {
            return Err(Refusal::invalid(Problem::new("joint-other-manifest")));
        }
        let how = Ending {
            state: if answer.approves { "approved" } else { "refused" },
            signer: &answer.signer,
            title: &answer.signer_title,
            day: Some(answer.day),
            reason: &answer.reason,
            at: answer.at,
        };
        if !store::end(work.tx, name, how).await? {
            return Err(Refusal::Meanwhile(Problem::new(KNOWN)));
        }
        let subject = Subject::Document(name.document.0);
        if answer.approves {
            let event = Event::new(EventKind::JointAgreed, subject)
                .private("recipient", &one.name)
                .private("person", format!("{} ({})", answer.signer, answer.signer_title))
                .private("manifest", hex::encode(answer.manifest));
            return work.finish(event, ()).await;
        }
        let declined = Event::new(EventKind::JointDeclined, subject)
            .private("recipient", &one.name)
            .private("reason", &answer.reason);
        work.note(declined);
        let why = format!("{}: {}", one.name, answer.reason);
        return_approved(&circuit.submission, &why).map_err(|refusal| refused(&refusal))?;
        given_back(work, &circuit, State::Approved, &why).await?;
        let event = Event::new(EventKind::DocumentReturned, subject).code("what", "joint").private("reason", &why);
        work.finish(event, ()).await
    }
}
