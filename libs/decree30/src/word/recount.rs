//! Numbers that were typed but would be derived anyway are forgotten, so that a draft counts by itself again.

use crate::draft::Block;
use crate::numbering::Counters;

/// Forgets every stated number that its place gives too.
pub(super) fn recount(blocks: &mut [Block]) {
    let mut counters = Counters::default();
    for block in blocks {
        if let Some(stated) = block.stated.take() {
            let mut tried = counters.clone();
            if tried.next(block).as_ref() != Some(&stated) {
                block.stated = Some(stated);
            }
        }
        counters.next(block);
    }
}
