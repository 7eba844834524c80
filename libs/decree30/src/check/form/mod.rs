//! The cells of a document: are they there, and do they say what they must.

pub(super) mod authority;
mod head;
pub(super) mod marks;
pub(super) mod names;
pub(super) mod recipients;
mod symbol;

use super::Context;
use super::report::Report;
use crate::draft::Draft;
use crate::kinds::{self, Kind, Shape};

pub(super) fn check(draft: &Draft, context: &Context, report: &mut Report) {
    head::check(draft, context, report);
    symbol::check(draft, context, report);
    authority::check(draft, report);
    names::check(draft, report);
    recipients::check(draft, report);
    marks::check(draft, report);
}

/// The kind of a draft and its layout.
pub(super) fn kind(draft: &Draft) -> Option<&'static Kind> {
    kinds::find(&draft.kind)
}

/// Official letters: without the name of a kind, with "V/v".
pub(super) fn is_letter(draft: &Draft) -> bool {
    draft.kind == "official-letter"
}

pub(super) fn has_shape(draft: &Draft, shapes: &[Shape]) -> bool {
    kind(draft).is_some_and(|kind| shapes.contains(&kind.shape)) && draft.kind != "personal-letter"
}
