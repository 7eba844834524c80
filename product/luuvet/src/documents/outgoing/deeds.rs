//! What the reader of an outgoing or internal document can do with it up to *approved*.

use luuvet_domain::access::Action;
use luuvet_domain::submissions::StepKind;

use crate::documents::outgoing::store::StepRow;
use crate::documents::reader::deed::{Deed, Weight};
use crate::documents::store::Document;
use crate::locale::{Locale, text};
use crate::work::Actor;

/// The deeds of drafting and approving, the next step first. `steps` are those of the current version.
#[must_use]
pub fn deeds(document: &Document, steps: &[StepRow], actor: &Actor, locale: Locale) -> Vec<Deed> {
    if document.direction == "incoming" {
        return answering(document, actor);
    }
    let is_drafter = actor.handles(document.drafter);
    let mut deeds = match document.state.as_str() {
        "draft" | "returned" | "withdrawn" if is_drafter => of_drafter(document),
        "submitted" => of_step(document, steps, actor, locale),
        "approved" | "numbered" => of_approved(document, actor),
        _ => Vec::new(),
    };
    if document.state == "submitted" && is_drafter {
        if steps.iter().any(|step| step.state == "open" && step.kind == StepKind::Opinion.code()) {
            deeds.push(Deed::page("deed-close-opinions", page(document, "close-opinions"), Weight::Plain));
        }
        deeds.push(Deed::page("deed-change-steps", page(document, "steps"), Weight::Quiet));
        deeds.push(Deed::page("deed-withdraw", page(document, "withdraw"), Weight::Quiet));
    }
    deeds.push(Deed::page("deed-versions", page(document, "versions"), Weight::Quiet));
    deeds
}

/// An incoming document is answered with a draft.
fn answering(document: &Document, actor: &Actor) -> Vec<Deed> {
    let is_open = !matches!(document.state.as_str(), "arrived" | "refused" | "recalled");
    if !is_open || !actor.may(Action::Draft) {
        return Vec::new();
    }
    let href = format!("/drafts/new?answers={}", document.id);
    vec![Deed::page("deed-answer", href, Weight::Plain).on("r")]
}

fn of_drafter(document: &Document) -> Vec<Deed> {
    vec![
        Deed::page("deed-submit", page(document, "submit"), Weight::Primary).on("s"),
        Deed::page("deed-edit", format!("/drafts/{}", document.id), Weight::Plain).on("e"),
        Deed::page("deed-discard", page(document, "discard"), Weight::Danger),
    ]
}

fn of_step(document: &Document, steps: &[StepRow], actor: &Actor, locale: Locale) -> Vec<Deed> {
    let mine = steps.iter().find(|step| step.state == "open" && actor.handles(step.position));
    let Some(step) = mine else { return Vec::new() };
    let is_substitute = actor.position != Some(step.position);
    let mut deeds = match StepKind::from_code(&step.kind) {
        Ok(StepKind::Approve) => {
            let why = is_substitute.then(|| text(locale, "problem-submission-substitute"));
            vec![Deed::page("deed-approve", page(document, "approve"), Weight::Primary).on("a").unless(why)]
        }
        Ok(StepKind::Opinion) => vec![Deed::page("deed-opinion", page(document, "opinion"), Weight::Primary).on("a")],
        _ => vec![Deed::page("deed-pass", page(document, "approve"), Weight::Primary).on("a")],
    };
    deeds.push(Deed::page("deed-return", page(document, "return"), Weight::Plain).on("r"));
    deeds.push(Deed::page("deed-bring-file", page(document, "bring"), Weight::Quiet));
    deeds
}

fn of_approved(document: &Document, actor: &Actor) -> Vec<Deed> {
    let is_signer = document.signer_id.is_some_and(|signer| actor.position == Some(signer));
    if !is_signer && !actor.may(Action::Number) {
        return Vec::new();
    }
    vec![Deed::page("deed-return-approved", page(document, "return"), Weight::Quiet)]
}

fn page(document: &Document, name: &str) -> String {
    format!("/documents/{}/{name}", document.id)
}
