//! What a file shows: which line is which cell, whether its type is that of the table, what its words are.

mod cells;
mod labels;
mod letters;
mod order;
mod page;
mod read;
mod rows;
mod signs;
mod table;

use super::report::Report;
use crate::finding::{Finding, Place};
use crate::seen::{Line, Seen};

pub(super) use read::{Read, read};
pub use table::Cell;
pub(super) use table::names;

/// Which cell every line of a file is, in the order of its lines; lines with nothing in them are left out.
#[must_use]
pub fn cells(seen: &Seen) -> Vec<(usize, Cell)> {
    let rows = rows::rows(seen);
    let cells = cells::cells(&rows);
    rows.iter().zip(cells).filter_map(|(row, cell)| Some((row.line.index, cell?))).collect()
}

/// What drafts cannot have: the page, the type, the signs that a typesetter puts.
pub(super) fn check(seen: &Seen, read: &Read<'_>, report: &mut Report) {
    page::check(seen, report);
    order::check(seen, read, report);
    letters::check(seen, read, report);
    signs::check(read, report);
}

/// A finding of the draft that was read, at the place of the file.
pub(super) fn placed(finding: Finding, read: &Read<'_>, seen: &Seen) -> Finding {
    let line = match &finding.place {
        Place::Part { field, index } => read.origin(field, *index),
        Place::Block { id, .. } => id.strip_prefix('l').and_then(|index| index.parse().ok()),
        _ => None,
    };
    let place = line.and_then(|at: usize| seen.lines.get(at)).map_or(Place::Whole, place);
    // Only a structured draft can be set right.
    Finding { place, fix: None, ..finding }
}

/// The place of a line.
fn place(line: &Line) -> Place {
    /// Letters of the first words.
    const SHOWN: usize = 40;
    match (line.page, line.rect) {
        (Some(page), Some(rect)) => Place::Page { page, rect },
        _ => Place::Paragraph { index: line.index, words: line.text.trim().chars().take(SHOWN).collect() },
    }
}
