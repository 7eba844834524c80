//! Tables: cells at their places, so that what a draft says of them can never contradict itself.

use super::Maker;
use super::piece::{BOLD, Cell, Table};
use crate::draft::{self, Align, MOST_COLUMNS, TableCell};

/// A column is at least as wide as so many letters, and at most counts as so many.
const NARROWEST: usize = 3;
const WIDEST: usize = 45;
/// So many rows stay with a signature that follows.
const KEPT_ROWS: usize = 2;
/// A head of more rows, or of more letters, is not repeated: it would fill the pages.
const TALLEST_HEAD: usize = 4;
const HEAD_LETTERS: usize = 1_200;

impl Maker<'_> {
    /// A table with every cell at its place; none without cells.
    pub(super) fn table(&self, table: &draft::Table) -> Option<Table> {
        let head = head(table);
        let (mut cells, columns) = placed(table, head);
        if columns == 0 {
            return None;
        }
        // A cell may claim more columns than there are.
        cells.iter_mut().for_each(|(cell, _)| cell.columns = cell.columns.min(columns - cell.x));
        let widths = widths(table, &cells, columns);
        let mut made = Vec::with_capacity(cells.len());
        for (mut cell, source) in cells {
            cell.runs = self.spans(&source.text, if cell.y < head { BOLD } else { 0 });
            made.push(cell);
        }
        let (plain, landscape) = (table.plain, table.landscape);
        Some(Table { widths, head, cells: made, plain, open: false, rest: false, landscape })
    }
}

/// Takes the last rows off a table, so that they can stay with the signature; none where a cell reaches over the cut.
pub(super) fn cut(table: &mut Table) -> Option<Table> {
    let rows = table.cells.iter().map(|cell| cell.y + cell.rows).max()?;
    let at = rows.checked_sub(KEPT_ROWS).filter(|at| *at > table.head)?;
    if table.cells.iter().any(|cell| cell.y < at && cell.y + cell.rows > at) {
        return None;
    }
    let (upper, mut lower): (Vec<_>, Vec<_>) = std::mem::take(&mut table.cells).into_iter().partition(|one| one.y < at);
    lower.iter_mut().for_each(|cell| cell.y -= at);
    table.cells = upper;
    table.open = true;
    let (widths, plain, landscape) = (table.widths.clone(), table.plain, table.landscape);
    Some(Table { widths, head: 0, cells: lower, plain, open: false, rest: true, landscape })
}

/// How many rows are head.
fn head(table: &draft::Table) -> usize {
    let head = table.head.min(table.rows.len().saturating_sub(1));
    let cells = table.rows.iter().take(head).flatten().flat_map(|cell| &cell.text);
    let letters: usize = cells.map(|span| span.text.chars().count()).sum();
    if head > TALLEST_HEAD || letters > HEAD_LETTERS { 0 } else { head }
}

/// Each cell with column, row and extent. Rows flow around cells that reach down from above; a head stays a head.
fn placed(table: &draft::Table, head: usize) -> (Vec<(Cell, &TableCell)>, usize) {
    let mut cells = Vec::new();
    // Until which row a column is taken from above.
    let mut taken = [0_usize; MOST_COLUMNS];
    let mut most = 0;
    for (y, row) in table.rows.iter().enumerate() {
        let last = if y < head { head } else { table.rows.len() };
        let mut x = 0;
        for source in row {
            while taken.get(x).is_some_and(|until| *until > y) {
                x += 1;
            }
            let free = taken.iter().skip(x).take_while(|until| **until <= y).count();
            if free == 0 {
                break;
            }
            let columns = (usize::from(source.columns) + 1).min(free);
            let rows = (usize::from(source.rows) + 1).min(last - y);
            taken.iter_mut().skip(x).take(columns).for_each(|until| *until = y + rows);
            let align = if y < head { "center" } else { align(source.align) };
            cells.push((Cell { x, y, columns, rows, align, runs: Vec::new() }, source));
            x += columns;
            most = most.max(x);
        }
    }
    (cells, most.max(table.widths.len().min(MOST_COLUMNS)))
}

/// Relative widths: as told, else by what the columns say.
fn widths(table: &draft::Table, cells: &[(Cell, &TableCell)], columns: usize) -> Vec<f64> {
    if table.widths.len() == columns && table.widths.iter().any(|width| *width > 0) {
        return table.widths.iter().map(|width| f64::from((*width).max(1))).collect();
    }
    let mut letters = vec![NARROWEST; columns];
    for (cell, source) in cells.iter().filter(|(cell, _)| cell.columns == 1) {
        let words = draft::words(&source.text);
        let word = words.split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default();
        let wanted = words.chars().count().div_ceil(2).max(word).min(WIDEST);
        if let Some(width) = letters.get_mut(cell.x) {
            *width = (*width).max(wanted);
        }
    }
    // Room between rule and words, in letters.
    letters.into_iter().map(|letters| letters as f64 + 1.5).collect()
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(columns: u16, rows: u16) -> TableCell {
        TableCell { columns, rows, ..TableCell::default() }
    }

    #[test]
    fn cells_flow_around_those_from_above_and_never_overlap() {
        let wild = draft::Table {
            head: 1,
            rows: vec![
                vec![cell(0, 9), cell(1, 0)],
                vec![cell(0, 2), cell(5, 0), cell(99, 99)],
                vec![cell(0, 0), cell(0, 0)],
                vec![cell(0, 0)],
            ],
            ..draft::Table::default()
        };
        let (cells, columns) = placed(&wild, 1);
        let mut seen = std::collections::HashSet::new();
        for (cell, _) in &cells {
            for at in (cell.x..cell.x + cell.columns).flat_map(|x| (cell.y..cell.y + cell.rows).map(move |y| (x, y))) {
                assert!(seen.insert(at) && at.0 < MOST_COLUMNS && at.1 < 4, "{at:?}");
            }
        }
        assert_eq!(columns, MOST_COLUMNS);
        // The head's tall cell does not reach into the text.
        assert_eq!(cells[0].0.rows, 1);
    }
}
