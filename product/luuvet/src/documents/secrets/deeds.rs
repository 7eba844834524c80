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
    let (key, weight) = match purge {
        Some(purge) if purge.is_open() => ("deed-purge-waits", Weight::Primary),
        Some(purge) if purge.is_done() => ("deed-purged", Weight::Plain),
        _ => ("deed-purge", Weight::Danger),
    };
    vec![Deed::page(key, format!("/documents/{}/purge", document.id), weight)]
}
