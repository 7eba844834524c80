//! The build of a text: bases, numbers, headings, annexes, what a decision is made of.

mod annexes;
mod bases;
mod closing;
mod contents;
mod decision;
mod numbers;

use super::Context;
use super::report::Report;
use crate::check::terms::term;
use crate::draft::{Block, Draft, Level};
use crate::kinds::Shape;

pub(super) fn check(draft: &Draft, _: &Context, report: &mut Report) {
    let shapes = [Shape::Decision, Shape::Named, Shape::Letter, Shape::Telegram];
    if draft.blocks.is_empty() && super::form::has_shape(draft, &shapes) {
        report.add("structure.text-missing", "", term("whole-text"), super::spot::field("blocks"), None);
    }
    bases::check(draft, report);
    decision::check(draft, report);
    for blocks in texts(draft) {
        numbers::check(blocks, report);
        contents::check(blocks, report);
    }
    closing::check(draft, report);
    annexes::check(draft, report);
}

/// The text and every annex, each with numbers of its own.
fn texts(draft: &Draft) -> impl Iterator<Item = &[Block]> {
    std::iter::once(draft.blocks.as_slice()).chain(draft.annexes.iter().map(|annex| annex.blocks.as_slice()))
}

/// Whether a block has neither words nor a table with words.
fn is_empty(block: &Block) -> bool {
    let cells = block.table.iter().flat_map(|table| &table.rows).flatten();
    let blank = |spans: &[crate::draft::Span]| spans.iter().all(|span| span.text.trim().is_empty());
    blank(&block.text) && cells.into_iter().all(|cell| blank(&cell.text)) && block.unknown.is_empty()
}

/// For every block, whether what follows it belongs to it: is deeper than it.
fn have_below(blocks: &[Block]) -> Vec<bool> {
    let mut next: Option<Level> = None;
    let mut out: Vec<bool> = blocks
        .iter()
        .rev()
        .map(|block| {
            let below = next.is_some_and(|next| next > block.level);
            if block.level != Level::PageBreak {
                next = Some(block.level);
            }
            below
        })
        .collect();
    out.reverse();
    out
}
