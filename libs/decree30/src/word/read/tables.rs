//! Tables of the text.

use super::blocks::spans;
use super::kept::unknown;
use super::{Reader, Top, What};
use crate::draft::{self, Align, Block, Level, MOST_COLUMNS, MOST_ROWS, Span, TableCell};
use crate::seen::Stands;
use crate::word::rich;
use crate::word::story::{Cell, Item, Table, paragraphs};

impl Reader {
    /// A table as a block; none when it says nothing at all.
    pub(super) fn table(&mut self, table: &Table, top: &Top<'_>) -> Option<Block> {
        let mut out = draft::Table { landscape: top.landscape, plain: !table.ruled, ..draft::Table::default() };
        let columns = table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.span).sum::<usize>()).max()?;
        out.widths = widths(table, columns);
        let mut unknowns: Vec<String> = Vec::new();
        // Which cell a column belongs to while cells go on downwards: row and place in it.
        let mut owners: Vec<Option<(usize, usize)>> = vec![None; columns];
        let mut bold_rows = Vec::new();
        for (y, row) in table.rows.iter().take(MOST_ROWS).enumerate() {
            let (mut x, mut cells, mut bold) = (0, Vec::new(), true);
            for cell in &row.cells {
                let text = self.cell(cell, top, &mut unknowns);
                let owner = owners.get(x).copied().flatten().filter(|_| cell.continues);
                if let Some(owner) = owner.and_then(|(y, at)| out.rows.get_mut(y)?.get_mut(at)) {
                    owner.rows = owner.rows.saturating_add(u16::from(x < columns));
                    // A cell that goes on may say something all the same.
                    append(&mut owner.text, text);
                } else if cells.len() < MOST_COLUMNS {
                    bold &= text.is_empty() || rich::all(&text, |span| span.bold);
                    owners.iter_mut().skip(x).take(cell.span).for_each(|slot| *slot = Some((y, cells.len())));
                    let beyond = u16::try_from(cell.span - 1).unwrap_or(0);
                    cells.push(TableCell { text, align: align(cell), columns: beyond, rows: 0 });
                } else if let Some(last) = cells.last_mut() {
                    append(&mut last.text, text);
                }
                x += cell.span;
            }
            bold_rows.push(bold && cells.iter().any(|cell| !cell.text.is_empty()));
            out.rows.push(cells);
        }
        self.heads(table, &mut out, &bold_rows);
        self.left_over(table);
        let silent = out.rows.iter().flatten().all(|cell| cell.text.is_empty()) && unknowns.is_empty();
        unknowns.dedup();
        let unknown = unknowns.join("; ");
        (!silent).then(|| Block { level: Level::Table, table: Some(out), unknown, ..Block::default() })
    }

    /// Heads are those that the file repeats; without any, a first row in bold of a ruled table.
    fn heads(&self, table: &Table, out: &mut draft::Table, bold: &[bool]) {
        let repeated = table.rows.iter().take(out.rows.len()).take_while(|row| row.head).count();
        out.head = match repeated {
            0 if table.ruled && out.rows.len() > 1 => usize::from(bold.first() == Some(&true)),
            // A table of nothing but heads has none.
            repeated if repeated == out.rows.len() => 0,
            repeated => repeated,
        };
        for cell in out.rows.iter_mut().take(out.head).flatten() {
            cell.align = Align::Left;
            if rich::all(&cell.text, |span| span.bold) {
                cell.text = rich::unbold(std::mem::take(&mut cell.text));
            }
        }
    }

    fn cell(&mut self, cell: &Cell, top: &Top<'_>, unknowns: &mut Vec<String>) -> Vec<Span> {
        let mut text = Vec::new();
        if let Some(inner) =
            cell.items.iter().find_map(|item| if let Item::Table(table) = item { Some(table) } else { None })
        {
            let mut at = top.paragraphs().first().map_or(0, |first| first.index);
            for row in &inner.rows {
                row.cells.iter().for_each(|cell| paragraphs(&cell.items, &mut |paragraph| at = paragraph.index));
            }
            self.keep(What::InnerTable, at, "");
            unknowns.push(What::InnerTable.name(true));
        }
        paragraphs(&cell.items, &mut |paragraph| {
            let unknown = unknown(paragraph);
            if !unknown.is_empty() {
                unknowns.push(unknown);
            }
            let mut line = spans(paragraph);
            if let Some(number) = paragraph.number.as_deref().filter(|_| !line.is_empty()) {
                let (bold, italic) = line.first().map_or((false, false), |span| (span.bold, span.italic));
                line.insert(0, Span { text: format!("{number} "), bold, italic });
            }
            append(&mut text, rich::tidy(line));
        });
        text
    }

    /// Rows beyond those that a draft's table holds.
    fn left_over(&mut self, table: &Table) {
        for cell in table.rows.iter().skip(MOST_ROWS).flat_map(|row| &row.cells) {
            paragraphs(&cell.items, &mut |paragraph| {
                if !paragraph.is_empty() {
                    self.keep(What::Unplaced, paragraph.index, &paragraph.text());
                }
            });
        }
    }
}

fn append(text: &mut Vec<Span>, line: Vec<Span>) {
    if !text.is_empty() && !line.is_empty() {
        // The break has the emphasis of what stands before it.
        let (bold, italic) = text.last().map_or((false, false), |last| (last.bold, last.italic));
        rich::push(text, "\n", bold, italic);
    }
    line.into_iter().for_each(|span| rich::push(text, &span.text, span.bold, span.italic));
}

fn align(cell: &Cell) -> Align {
    let mut stands = None;
    paragraphs(&cell.items, &mut |paragraph| {
        if !paragraph.is_empty() {
            stands = stands.or(paragraph.stands);
        }
    });
    match stands {
        Some(Stands::Centre) => Align::Centre,
        Some(Stands::Right) => Align::Right,
        _ => Align::Left,
    }
}

/// Widths as relative numbers, as small as they can be; none when the file lets the content decide.
fn widths(table: &Table, columns: usize) -> Vec<u16> {
    if !table.fixed || table.grid.len() != columns || columns > MOST_COLUMNS || table.grid.contains(&0) {
        return Vec::new();
    }
    let common = table.grid.iter().copied().fold(0, divisor);
    table.grid.iter().map(|width| u16::try_from(width / common.max(1)).unwrap_or(u16::MAX)).collect()
}

fn divisor(one: u32, two: u32) -> u32 {
    if two == 0 { one } else { divisor(two, one % two) }
}
