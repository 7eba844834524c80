//! `./.`: once, behind the last words, where the typesetter puts it.

use super::is_empty;
use crate::check::report::Report;
use crate::check::terms::term;
use crate::draft::{Draft, Level};
use crate::finding::{Fix, Place};

const SIGN: &str = "./.";

pub(in crate::check) fn check(draft: &Draft, report: &mut Report) {
    let last = draft.blocks.iter().rfind(|block| block.level != Level::PageBreak && !is_empty(block));
    for block in draft.all_blocks() {
        let words = block.words();
        let Some(at) = words.find(SIGN) else { continue };
        let from = words.get(..at).map_or(0, |before| before.chars().count());
        let range = (from, from + SIGN.len());
        let ends = words.get(at + SIGN.len()..).is_some_and(|rest| rest.trim().is_empty());
        let closes = ends && last.is_some_and(|last| last.id == block.id);
        let (wanted, by) = if closes { (term("closing-by-itself"), "") } else { (term("closing-at-end"), ".") };
        let fix = Fix::Replace { id: block.id.clone(), from: range.0, to: range.1, by: by.to_owned() };
        let place = Place::Block { id: block.id.clone(), range: Some(range) };
        report.add("structure.closing", SIGN, wanted, place, Some(fix));
    }
}
