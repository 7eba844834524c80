//! Tables of pasted HTML.

use super::Cleaner;
use crate::draft::{Align, Block, Level, MOST_COLUMNS, MOST_ROWS, Span, Table, TableCell};
use crate::word::rich;

/// A table while it is read.
#[derive(Default)]
pub(super) struct Rows {
    table: Table,
    cell: Option<TableCell>,
    /// All cells of the rows so far are heads.
    heading: bool,
    in_head: bool,
}

impl Rows {
    /// A line in the cell; between cells nothing is said.
    pub(super) fn line(&mut self, line: Vec<Span>) {
        let line = rich::tidy(line);
        if line.is_empty() {
            return;
        }
        let cell = self.cell.get_or_insert_default();
        if !cell.text.is_empty() {
            rich::push(&mut cell.text, "\n", false, false);
        }
        line.into_iter().for_each(|span| rich::push(&mut cell.text, &span.text, span.bold, span.italic));
    }

    fn start_row(&mut self) {
        if self.table.rows.len() < MOST_ROWS {
            self.table.rows.push(Vec::new());
        }
    }

    fn start_cell(&mut self, head: bool, columns: u16, rows: u16) {
        self.heading &= head;
        self.cell = Some(TableCell { columns, rows, ..TableCell::default() });
    }

    fn end_cell(&mut self, centred: bool) {
        let Some(mut cell) = self.cell.take() else { return };
        if self.table.rows.is_empty() {
            self.start_row();
        }
        let rows = self.table.rows.len();
        // Rows of nothing but head cells at the top are the head.
        if (self.heading || self.in_head) && self.table.head + 1 >= rows {
            self.table.head = rows;
            cell.text = rich::unbold(cell.text);
        } else {
            self.table.head = self.table.head.min(rows - 1);
            cell.align = if centred { Align::Centre } else { Align::Left };
        }
        if let Some(row) = self.table.rows.last_mut().filter(|row| row.len() < MOST_COLUMNS) {
            row.push(cell);
        }
    }

    pub(super) fn end_head(&mut self) {
        self.in_head = false;
    }
}

impl Cleaner {
    pub(super) fn open_table(&mut self) {
        if self.table.is_some() {
            self.inner += 1;
            return;
        }
        self.flush();
        self.table = Some(Rows { heading: true, ..Rows::default() });
    }

    pub(super) fn with_table(&mut self, change: fn(&mut Rows)) {
        self.table.iter_mut().for_each(change);
    }

    pub(super) fn table_part(&mut self, name: &str, attribute: &impl Fn(&str) -> Option<String>) {
        if self.table.is_none() {
            return;
        }
        if self.inner > 0 {
            self.flush();
            return;
        }
        // Cells without an end tag end where the next begins.
        self.close_cell();
        let beyond = |name| {
            attribute(name).and_then(|span| span.parse::<u16>().ok()).unwrap_or(1).clamp(1, MOST_COLUMNS as u16) - 1
        };
        let Some(table) = &mut self.table else { return };
        match name {
            "tr" => table.start_row(),
            "thead" => table.in_head = true,
            _ => table.start_cell(name == "th", beyond("colspan"), beyond("rowspan")),
        }
    }

    pub(super) fn close_cell(&mut self) {
        self.flush();
        let centred = self.style().centred;
        if let Some(table) = &mut self.table {
            table.end_cell(centred);
        }
    }

    pub(super) fn close_table(&mut self) {
        if self.table.is_none() {
            return;
        }
        self.close_cell();
        let Some(Rows { mut table, .. }) = self.table.take() else { return };
        table.rows.retain(|row| !row.is_empty());
        table.head = table.head.min(table.rows.len());
        if !table.rows.is_empty() {
            self.out.push(Block { level: Level::Table, table: Some(table), ..Block::default() });
        }
    }
}
