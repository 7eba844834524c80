//! What stands in the way of submitting, all of it at once.

use jiff::civil::Date;
use luuvet_domain::documents::{Kind, Relation};
use luuvet_domain::submissions::Step;
use luuvet_domain::submissions::template::circuit_obstacles;

use crate::documents::copies;
use crate::documents::joint::bodies;
use crate::documents::outgoing::obstacles::{blockers, warnings};
use crate::documents::outgoing::related;
use crate::documents::outgoing::store::choices::Choices;
use crate::documents::outgoing::store::drafts::Parts;
use crate::documents::store::{Document, StoredFile};
use crate::refusal::Problem;

/// The frozen rendition: what is read, approved and signed.
#[must_use]
pub fn rendition(files: &[StoredFile]) -> Option<&StoredFile> {
    files.iter().rev().find(|file| file.role == "rendition" && file.media_type == "application/pdf")
}

/// Everything that stops the submission of a draft.
#[must_use]
pub fn obstacles(
    document: &Document,
    parts: &Parts,
    files: &[StoredFile],
    choices: &Choices,
    today: Date,
) -> Vec<Problem> {
    let mut found = Vec::new();
    if rendition(files).is_none() {
        found.push(Problem::new("submit-rendition-missing").at("files"));
    }
    if parts.recipients.is_empty() && document.direction != "internal" {
        found.push(Problem::new("submit-recipient-missing").at("recipients"));
    }
    found.extend(bodies::unsigned(&parts.bodies));
    let late = parts.recipients.iter().filter_map(|one| one.due).chain(parts.demands.iter().map(|one| one.due));
    if late.into_iter().any(|due| due < today) {
        found.push(Problem::new("submit-due-past").at("recipients"));
    }
    let kind = Kind::from_code(&document.kind).unwrap_or(Kind::OfficialLetter);
    let is_copy = copies::rendition::title(kind).is_some();
    if is_copy && !parts.relations.iter().any(|one| one.kind == Relation::CopyOf.code()) {
        found.push(Problem::new("copy-source-missing").at("relations"));
    }
    found.extend(parts.others.iter().filter_map(|other| related::unfit(kind, other)));
    match document.signer_id {
        None => found.push(Problem::new("submit-signer-missing").at("signer")),
        Some(signer) => {
            if document.mandate.is_none() && !choices.may_approve(signer, today) {
                let name = choices.post(signer).map_or_else(String::new, |post| post.words());
                found.push(Problem::new("submit-signer-unfit").at("signer").with("name", name));
            }
            let signing = choices.sign_obstacles(signer, document.mandate, kind, today, false);
            found.extend(blockers(&signing).into_iter().map(|problem| problem.at("signer")));
        }
    }
    found
}

/// What is wrong with the steps, and what only deserves a word.
#[must_use]
pub fn of_steps(steps: &[Step]) -> (Vec<Problem>, Vec<Problem>) {
    let found = circuit_obstacles(steps);
    (blockers(&found), warnings(&found))
}
