//! A running circuit: read from its rows, moved on by the domain, written back with its tasks.

use jiff::Timestamp;
use luuvet_domain::assignments::State as TaskState;
use luuvet_domain::ids::{DocumentId, MandateId, PositionId, StepId};
use luuvet_domain::submissions::manifest::ManifestHash;
use luuvet_domain::submissions::{Decision, State, Step, StepKind, StepState, Submission, Word};

use crate::documents::outgoing::obstacles::meanwhile;
use crate::documents::outgoing::store::{self, StepRow, SubmissionRow};
use crate::documents::permitted::permitted;
use crate::documents::store::{Document, Grantee, NewTask, Owner, StoredFile, grants, tasks};
use crate::refusal::{Problem, Refusal};
use crate::work::Work;

/// A document in its circuit.
pub struct Circuit {
    /// The document.
    pub document: Document,
    /// Its files.
    pub files: Vec<StoredFile>,
    /// Its current submission.
    pub row: SubmissionRow,
    /// The same for the domain.
    pub submission: Submission,
}

/// The circuit of a document that the actor may see.
///
/// # Errors
/// Not found; not submitted in this version.
pub async fn load(work: &mut Work<'_>, id: DocumentId) -> Result<Circuit, Refusal> {
    let (document, files) = permitted(work, id).await?;
    if document.direction == "incoming" {
        return Err(Refusal::NotFound);
    }
    of(work, document, files).await
}

/// The circuit of a document at hand.
///
/// # Errors
/// Not submitted in this version.
pub async fn of(work: &mut Work<'_>, document: Document, files: Vec<StoredFile>) -> Result<Circuit, Refusal> {
    let id = document.id;
    let (organisation, day) = (work.organisation(), work.today().to_string());
    let rows = store::steps(work.tx, organisation, id, &day).await?;
    let all = store::submissions(work.tx, organisation, id).await?;
    let row = all.into_iter().find(|row| row.version == document.version).ok_or_else(meanwhile)?;
    let submission = submission(&document, &row, &rows)?;
    Ok(Circuit { document, files, row, submission })
}

/// The rows as the domain's submission.
///
/// # Errors
/// When a row has a code that the domain does not know.
pub fn submission(document: &Document, row: &SubmissionRow, rows: &[StepRow]) -> Result<Submission, Refusal> {
    let state = match row.outcome.as_deref() {
        None => State::Running,
        Some(code) => State::from_code(code).map_err(|error| Refusal::Broken(error.to_string()))?,
    };
    Ok(Submission {
        drafter: row.drafter,
        drafter_position: document.drafter,
        state,
        manifest: ManifestHash(row.manifest),
        steps: rows.iter().map(step).collect::<Result<_, _>>()?,
        exceptions: Vec::new(),
    })
}

fn step(row: &StepRow) -> Result<Step, Refusal> {
    let broken = |error: luuvet_domain::codes::UnknownCode| Refusal::Broken(error.to_string());
    let word = row.stance.as_deref().map(Word::from_code).transpose().map_err(broken)?;
    let decision = match (word, row.decided_by, row.manifest, row.decided_at) {
        (Some(word), Some(by), Some(seen), Some(at)) => {
            let at = Timestamp::from_microsecond(at).map_err(|error| Refusal::Broken(error.to_string()))?;
            Some(Decision { by, word, seen: ManifestHash(seen), at, comment: Some(row.opinion.clone()) })
        }
        _ => None,
    };
    Ok(Step {
        id: row.id,
        group: u16::try_from(row.group).unwrap_or(u16::MAX),
        kind: StepKind::from_code(&row.kind).map_err(broken)?,
        owner: row.position,
        deadline: row.due,
        state: StepState::from_code(&row.state).map_err(broken)?,
        decision,
    })
}

impl Circuit {
    /// The step, and in whose position the actor decides it: its owner's when the actor handles that, else the actor's.
    ///
    /// # Errors
    /// When the circuit has no such step.
    pub fn turn(&self, work: &mut Work<'_>, id: StepId) -> Result<(Step, PositionId, bool), Refusal> {
        let unknown = || Refusal::invalid(Problem::new("submission-step-unknown"));
        let step = self.submission.steps.iter().find(|step| step.id == id).cloned().ok_or_else(unknown)?;
        let own = work.position()?;
        let handles = work.actor.handles(step.owner);
        let acting = if handles { step.owner } else { own };
        if handles {
            work.for_owner(step.owner);
        }
        let is_substitute = handles && own != step.owner;
        Ok((step, acting, is_substitute))
    }

    /// A decision of the actor now.
    ///
    /// # Errors
    /// When nobody acts, or the hash that was seen cannot be read.
    pub fn decision(&self, work: &Work<'_>, word: Word, seen: &str, comment: &str) -> Result<Decision, Refusal> {
        let by = work.actor.person.ok_or(Refusal::NotFound)?;
        let at = Timestamp::from_microsecond(work.now()).map_err(|error| Refusal::Broken(error.to_string()))?;
        let other = || Refusal::Meanwhile(Problem::new("submission-other-version"));
        let mut hash = [0; 32];
        hex::decode_to_slice(seen, &mut hash).map_err(|_| other())?;
        Ok(Decision { by, word, seen: ManifestHash(hash), at, comment: Some(comment.to_owned()) })
    }

    /// Writes what became of the steps, closes the tasks of those that are left and opens those whose turn has come.
    ///
    /// # Errors
    /// When somebody was faster, and the database's.
    pub async fn save(
        &self,
        work: &mut Work<'_>,
        next: &Submission,
        mandate: Option<(StepId, MandateId)>,
    ) -> Result<(), Refusal> {
        let (organisation, document, version) = (work.organisation(), self.document.id, self.row.version);
        let before = |id: StepId| self.submission.steps.iter().find(|step| step.id == id);
        for gone in self.submission.steps.iter().filter(|old| !next.steps.iter().any(|step| step.id == old.id)) {
            if !store::delete_step(work.tx, organisation, document, version, gone.id).await? {
                return Err(meanwhile());
            }
        }
        for step in &next.steps {
            let Some(old) = before(step.id) else {
                store::insert_step(work.tx, organisation, document, version, step).await?;
                continue;
            };
            if old == step {
                continue;
            }
            let under = mandate.filter(|(id, _)| *id == step.id).map(|(_, mandate)| mandate);
            if !store::update_step(work.tx, organisation, document, version, old.state.code(), step, under).await? {
                return Err(meanwhile());
            }
            if old.state == StepState::Open && step.state != StepState::Open {
                let state = if step.is_done() { TaskState::Finished } else { TaskState::TakenAway };
                let (by, now) = (work.actor.position, work.now());
                tasks::close_step(work.tx, organisation, step.id, document, state.code(), by, now).await?;
            }
        }
        let opens = next.steps.iter().filter(|step| step.state == StepState::Open);
        let opens = opens.filter(|step| before(step.id).is_none_or(|old| old.state != StepState::Open));
        for step in opens {
            open_task(work, document, step).await?;
        }
        Ok(())
    }

    /// Ends the submission with an outcome.
    ///
    /// # Errors
    /// When somebody was faster.
    pub async fn close(&self, work: &mut Work<'_>, outcome: State, reason: &str) -> Result<(), Refusal> {
        let (organisation, now) = (work.organisation(), work.now());
        let was = self.row.outcome.as_deref();
        let (id, version) = (self.document.id, self.row.version);
        let code = outcome.code();
        if !store::close_submission(work.tx, organisation, id, version, was, code, reason, now).await? {
            return Err(meanwhile());
        }
        Ok(())
    }
}

/// Gives the owner of a step whose turn has come its task, and the document to read.
///
/// # Errors
/// The database's.
pub async fn open_task(work: &mut Work<'_>, document: DocumentId, step: &Step) -> Result<(), Refusal> {
    let (organisation, now, giver) = (work.organisation(), work.now(), work.actor.position);
    let task = NewTask {
        id: work.id(),
        document,
        kind: "step",
        owner: Owner::Position(step.owner),
        giver,
        parent: None,
        step: Some(step.id),
        instruction: "",
        due: step.deadline,
    };
    tasks::insert(work.tx, organisation, &task, now).await?;
    grants::grant(work.tx, organisation, document, Grantee::Position(step.owner), "step").await?;
    Ok(())
}
