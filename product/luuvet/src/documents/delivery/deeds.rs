//! What can be done with an outgoing document from its numbering on.

use luuvet_domain::access::{Action, who_can};
use luuvet_domain::documents::outgoing::{State, Verb, step};

use super::issue::not_numbered;
use super::store::Recipient;
use crate::documents::reader::deed::{Deed, Weight};
use crate::documents::store::{Document, StoredFile};
use crate::locale::{Locale, sentence};
use crate::refusal::Problem;
use crate::work::Actor;

/// The deeds of delivery for the page of a document; none for incoming ones.
#[must_use]
pub fn deeds(
    document: &Document,
    files: &[StoredFile],
    recipients: &[Recipient],
    actor: &Actor,
    locale: Locale,
) -> Vec<Deed> {
    let Some(state) = outgoing(document) else { return Vec::new() };
    let at = |page: &str| format!("/documents/{}/{page}", document.id);
    let mut deeds = Vec::new();
    if matches!(state, State::Approved | State::Numbered) && document.direction == "outgoing" {
        let why = why_not_issue(state, files, actor).map(|problem| sentence(locale, &problem));
        if state == State::Numbered || actor.may(Action::Issue) {
            deeds.push(Deed::page("deed-issue", at("issue"), Weight::Primary).on("s").unless(why));
        }
    }
    if matches!(state, State::Issued | State::Recalled | State::Replaced | State::Revoked) {
        deeds.push(Deed::page("deed-delivery", at("delivery"), Weight::Plain));
    }
    if state == State::Issued && actor.may(Action::Issue) {
        deeds.push(Deed::page("deed-add-recipients", at("recipients"), Weight::Quiet));
    }
    if step(state, Verb::Replace).is_ok() && actor.may(Action::Draft) {
        for (key, relation) in RELATIONS {
            let href = format!("/drafts/new?relation={relation}&of={}", document.id);
            deeds.push(Deed::page(key, href, Weight::Quiet));
        }
    }
    if step(state, Verb::Recall).is_ok() && actor.may(Action::Recall) && !recipients.is_empty() {
        deeds.push(Deed::page("deed-recall", at("recall"), Weight::Danger));
    }
    deeds
}

/// A correction after issue is a new document (Decree 30/2020, Article 18).
const RELATIONS: [(&str, &str); 3] =
    [("deed-correct", "corrects"), ("deed-replace", "replaces"), ("deed-revoke", "revokes")];

/// The state of an outgoing or internal document.
#[must_use]
pub fn outgoing(document: &Document) -> Option<State> {
    (document.direction != "incoming").then(|| State::from_code(&document.state).ok()).flatten()
}

/// Why the document cannot be issued by this actor now; the obstacles themselves stand on the preview.
fn why_not_issue(state: State, files: &[StoredFile], actor: &Actor) -> Option<Problem> {
    let clerks = who_can(Action::Issue).iter().map(|role| role.code()).collect::<Vec<_>>().join(",");
    if state != State::Numbered {
        return Some(not_numbered());
    }
    if !actor.may(Action::Issue) {
        return Some(Problem::new("not-allowed").with("action", Action::Issue.code()).with("roles", clerks));
    }
    let made = files.iter().any(|file| file.role == "issued");
    (!made).then(|| Problem::new("issue-rendition-waits"))
}
