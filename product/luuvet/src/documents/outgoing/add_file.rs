//! Adding files to a draft; at or after the approve step, or by the approver, only as a marked exception.

use luuvet_domain::documents::outgoing::State;
use luuvet_domain::ids::{DocumentId, FileId};
use luuvet_domain::submissions::StepState;
use luuvet_domain::submissions::files::{bring_file, exception};
use luuvet_domain::trace::{Event, EventKind, Subject};
use serde::{Deserialize, Serialize};

use crate::documents::outgoing::circuit::{self, Circuit};
use crate::documents::outgoing::frozen::freeze;
use crate::documents::outgoing::obstacles::{meanwhile, refused};
use crate::documents::outgoing::store::{self, choices, drafts};
use crate::documents::outgoing::writable::writable;
use crate::documents::outgoing::{readiness, reason};
use crate::documents::permitted::permitted;
use crate::documents::store::{NewFile, files};
use crate::refusal::{Problem, Refusal};
use crate::work::{Done, Verb, Work};

/// Files are added. They have passed the guard, and their contents are stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddFile {
    /// To which document.
    pub document: DocumentId,
    /// With their roles: `draft`, `rendition`, `attachment` or `basis`.
    pub files: Vec<NewFile>,
    /// Why they come late, when the circuit is running.
    pub reason: String,
}

/// Most files of a document.
const MOST: usize = 100;

impl Verb for AddFile {
    type Out = ();
    const NAME: &'static str = "add-file";

    async fn run(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let is_known = |file: &NewFile| matches!(file.role.as_str(), "draft" | "rendition" | "attachment" | "basis");
        if self.files.is_empty() || !self.files.iter().all(is_known) {
            return Err(Refusal::invalid(Problem::new("field-choose").at("file")));
        }
        let (document, _) = permitted(work, self.document).await?;
        if document.state == State::Submitted.code() {
            return self.bring(work).await;
        }
        let (document, old) = writable(work, self.document).await?;
        if old.len() + self.files.len() > MOST {
            return Err(Refusal::invalid(Problem::new("files-too-many").at("file").with("limit", MOST)));
        }
        self.add(work, &old, None).await?;
        work.finish(self.event().number("version", document.version), ()).await
    }
}

impl AddFile {
    /// Adds the files; a new rendition takes the place of the earlier one.
    async fn add(
        &self,
        work: &mut Work<'_>,
        old: &[crate::documents::store::StoredFile],
        exception: Option<&str>,
    ) -> Result<Vec<FileId>, Refusal> {
        let (organisation, now, by) = (work.organisation(), work.now(), work.position()?);
        if self.files.iter().any(|file| file.role == "rendition") {
            for earlier in old.iter().filter(|file| file.role == "rendition") {
                files::remove(work.tx, organisation, self.document, earlier.id, now).await?;
            }
        }
        let mut ids = Vec::new();
        for file in &self.files {
            let id = work.id();
            files::add(work.tx, organisation, self.document, id, file, exception, by, now).await?;
            ids.push(id);
        }
        Ok(ids)
    }

    /// Brings files into a running circuit: the manifest changes, approvals of the earlier one are void.
    async fn bring(&self, work: &mut Work<'_>) -> Result<Done<()>, Refusal> {
        let circuit = circuit::load(work, self.document).await?;
        let acting = self.acting(work, &circuit)?;
        let by = work.actor.person.ok_or(Refusal::NotFound)?;
        let organisation = work.organisation();
        let marked = exception(&circuit.submission, acting);
        let why = if marked.is_some() { reason::given(&self.reason)? } else { reason::short(&self.reason, "reason")? };
        if circuit.files.len() + self.files.len() > MOST {
            return Err(Refusal::invalid(Problem::new("files-too-many").at("file").with("limit", MOST)));
        }
        let mark = marked.map(|mark| format!("{}: {why}", mark.code()));
        let ids = self.add(work, &circuit.files, mark.as_deref()).await?;
        let answers = circuit.document.answers.unwrap_or(circuit.document.id);
        let parts = drafts::parts(work.tx, organisation, self.document, answers).await?;
        let now = files::of_document(work.tx, organisation, self.document).await?;
        if readiness::rendition(&now).is_none() {
            return Err(Refusal::invalid(Problem::new("submit-rendition-missing").at("file")));
        }
        let day = work.today().to_string();
        let choices = choices::choices(work.tx, organisation, &day).await?;
        let signer = circuit.document.signer_id.and_then(|id| choices.post(id)).ok_or_else(meanwhile)?.person;
        let hash = freeze(work, &circuit.document, &parts, &now, signer).await?;
        let mut next = circuit.submission.clone();
        for id in ids {
            let brought = bring_file(&next, id, by, acting, why, hash);
            next = brought.map_err(|refusal| refused(&refusal))?.0;
        }
        let (version, from) = (circuit.row.version, circuit.row.manifest);
        if !store::set_manifest(work.tx, organisation, self.document, version, from, hash.0).await? {
            return Err(meanwhile());
        }
        circuit.save(work, &next, None).await?;
        let event = self.event().number("exceptions", i64::try_from(next.exceptions.len()).unwrap_or(i64::MAX));
        work.finish(event.private("reason", why).private("manifest", hash.to_string()), ()).await
    }

    /// In which position a file is brought in: that of an open step, or the drafter's.
    fn acting(&self, work: &mut Work<'_>, circuit: &Circuit) -> Result<luuvet_domain::ids::PositionId, Refusal> {
        let open = circuit.submission.steps.iter().filter(|step| step.state == StepState::Open);
        let mut owners = open.map(|step| step.owner).chain([circuit.document.drafter]);
        let acting = owners.find(|owner| work.actor.handles(*owner));
        let acting = acting.ok_or_else(|| Refusal::Forbidden(Problem::new("draft-not-drafter")))?;
        work.for_owner(acting);
        Ok(acting)
    }

    fn event(&self) -> Event {
        let names: Vec<&str> = self.files.iter().map(|file| file.name.as_str()).collect();
        Event::new(EventKind::FileAdded, Subject::Document(self.document.0)).private("file", names.join(", "))
    }
}
