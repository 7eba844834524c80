//! Where a removal begins on the page of a document.

use luuvet_domain::access::Action;

use super::store::purges::Purge;
use crate::documents::reader::deed::{Deed, Weight};
use crate::documents::store::Document;
use crate::work::Actor;

/// The way to the removal, for those who may propose or confirm one.
#[must_use]
pub fn deeds(document: &Document, purge: Option<&Purge>, actor: &Actor) -> Vec<Deed> {
    if !actor.may(Action::PurgeSecret) && !actor.handles(document.drafter) {
        return Vec::new();
    }
    let waits = purge.is_some_and(Purge::is_open);
    let weight = if waits { Weight::Primary } else { Weight::Danger };
    vec![Deed::page("deed-purge", format!("/documents/{}/purge", document.id), weight)]
}
