//! What can be done with the paper of a document.

use luuvet_domain::access::Action;

use crate::documents::paper::store::Paper;
use crate::documents::reader::deed::{Deed, Weight};
use crate::documents::store::Document;
use crate::work::Actor;

/// The deeds for an outgoing or internal document: entering it as signed on paper, a better scan, who holds what.
#[must_use]
pub fn deeds(document: &Document, paper: Option<&Paper>, actor: &Actor) -> Vec<Deed> {
    if document.direction == "incoming" {
        return Vec::new();
    }
    let at = |what: &str| format!("/documents/{}/{what}", document.id);
    let may = actor.may(Action::Number);
    let holds = paper.and_then(|paper| paper.holder).is_some_and(|holder| actor.handles(holder));
    let mut deeds = Vec::new();
    match document.state.as_str() {
        "draft" | "returned" | "withdrawn" if may && actor.handles(document.drafter) => {
            deeds.push(Deed::page("deed-paper-signed", at("paper-signed"), Weight::Plain));
            return deeds;
        }
        "draft" | "returned" | "withdrawn" | "submitted" | "cancelled" => return deeds,
        "approved" | "numbered" if may && paper.is_some() => {
            deeds.push(Deed::page("deed-replace-scan", at("scan"), Weight::Quiet));
        }
        _ => {}
    }
    if may || holds {
        deeds.push(Deed::page("deed-paper", at("paper"), Weight::Quiet));
    }
    deeds
}
