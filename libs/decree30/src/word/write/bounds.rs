//! A draft within its limits.

use crate::draft::{Draft, LONGEST_BLOCK, MOST_BLOCKS, MOST_COLUMNS, MOST_ROWS};
use crate::word::limits::WordError;

pub(super) fn check(draft: &Draft) -> Result<(), WordError> {
    let over = |what, limit| Err(WordError::TooMuch { what, limit });
    if draft.all_blocks().take(MOST_BLOCKS + 1).count() > MOST_BLOCKS {
        return over("blocks", MOST_BLOCKS);
    }
    let letters = |spans: &[crate::draft::Span]| spans.iter().map(|span| span.text.chars().count()).sum::<usize>();
    for block in draft.all_blocks() {
        if letters(&block.text) > LONGEST_BLOCK {
            return over("letters", LONGEST_BLOCK);
        }
        let Some(table) = &block.table else { continue };
        if table.rows.len() > MOST_ROWS {
            return over("rows", MOST_ROWS);
        }
        if table.rows.iter().any(|row| row.len() > MOST_COLUMNS) {
            return over("columns", MOST_COLUMNS);
        }
        if table.rows.iter().flatten().any(|cell| letters(&cell.text) > LONGEST_BLOCK) {
            return over("letters", LONGEST_BLOCK);
        }
    }
    Ok(())
}
