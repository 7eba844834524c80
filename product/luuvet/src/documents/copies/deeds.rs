//! Copying what is open.

use luuvet_domain::access::Action;

use crate::documents::reader::deed::{Deed, Weight};
use crate::documents::store::Document;
use crate::work::Actor;

/// The deed of copying, for an issued or a registered document.
#[must_use]
pub fn deeds(document: &Document, actor: &Actor) -> Vec<Deed> {
    if !can_be_copied(document) || !actor.may(Action::Draft) {
        return Vec::new();
    }
    vec![Deed::page("deed-copy", format!("/documents/{}/copy", document.id), Weight::Quiet)]
}

/// Whether a document is one that copies are made of: issued by us and in force, or arrived and registered.
#[must_use]
pub fn can_be_copied(document: &Document) -> bool {
    match document.direction.as_str() {
        "incoming" => !matches!(document.state.as_str(), "arrived" | "refused" | "recalled-by-sender"),
        "outgoing" => document.state == "issued",
        _ => false,
    }
}
