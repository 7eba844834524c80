//! Tables of the text: heads repeated, cells that span, lines unless the table is plain.

use super::markup::{Around, BOLD, PLAIN, spans};
use super::{Maker, twips};
use crate::draft::{self, Align, MOST_COLUMNS, Table, TableCell};

/// A column is at least as wide as so many letters, and at most counts as so many.
const NARROWEST: usize = 3;
const WIDEST: usize = 45;

/// A place of a row: a cell that begins here, one that reaches down from above, or nothing.
#[derive(Clone, Copy)]
enum Place<'a> {
    Cell(&'a TableCell, usize, bool),
    Continued(usize),
}

impl Maker<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let head = table.head.min(table.rows.len().saturating_sub(1));
        let (rows, columns) = placed(table, head);
        if columns == 0 {
            return;
        }
        let widths = self.widths(table, &rows, columns);
        let layout = if table.widths.len() == columns { "fixed" } else { "autofit" };
        let total: i64 = widths.iter().sum();
        let line = |name: &str| format!("<w:{name} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>");
        let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(line).concat();
        let borders = if table.plain { String::new() } else { format!("<w:tblBorders>{borders}</w:tblBorders>") };
        let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        self.gap(6.0);
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{total}\" w:type=\"dxa\"/>{borders}<w:tblLayout w:type=\"{layout}\"/><w:tblCellMar>\
             <w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"75\" w:type=\"dxa\"/>\
             <w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"75\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        ));
        for (y, row) in rows.iter().enumerate() {
            let repeated = if y < head { "<w:tblHeader/>" } else { "" };
            self.out.push_str(&format!("<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>"));
            let mut x = 0;
            for place in row {
                x += self.place(*place, widths.get(x..).unwrap_or_default(), y < head);
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
        self.gap(6.0);
    }

    /// Writes a cell and answers how many columns it takes.
    fn place(&mut self, place: Place<'_>, widths: &[i64], head: bool) -> usize {
        let (columns, merge) = match place {
            Place::Cell(_, columns, down) => (columns, if down { "<w:vMerge w:val=\"restart\"/>" } else { "" }),
            Place::Continued(columns) => (columns, "<w:vMerge/>"),
        };
        let width: i64 = widths.iter().take(columns).sum();
        let span = if columns > 1 { format!("<w:gridSpan w:val=\"{columns}\"/>") } else { String::new() };
        self.out.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{merge}<w:vAlign w:val=\"center\"/></w:tcPr>"
        ));
        let Place::Cell(cell, ..) = place else {
            self.empty("table");
            self.out.push_str("</w:tc>");
            return columns;
        };
        let align = match cell.align {
            _ if head => Some("center"),
            Align::Left => None,
            Align::Centre => Some("center"),
            Align::Right => Some("right"),
        };
        self.para("table", &spans(&cell.text, if head { BOLD } else { PLAIN }), Around { align, ..Around::default() });
        self.out.push_str("</w:tc>");
        columns
    }

    /// Widths in twips: as told, else by what the columns say.
    fn widths(&self, table: &Table, rows: &[Vec<Place<'_>>], columns: usize) -> Vec<i64> {
        let room = twips(self.room());
        let told: Vec<i64> = table.widths.iter().map(|width| i64::from((*width).max(1))).collect();
        let weights = if told.len() == columns { told } else { by_content(rows, columns) };
        let sum: i64 = weights.iter().sum::<i64>().max(1);
        // Whole multiples, so that the relation is the same when it is read.
        let unit = room / sum;
        weights.iter().map(|weight| if unit > 0 { weight * unit } else { (weight * room / sum).max(1) }).collect()
    }
}

fn by_content(rows: &[Vec<Place<'_>>], columns: usize) -> Vec<i64> {
    let mut letters = vec![NARROWEST; columns];
    for row in rows {
        let mut x = 0;
        for place in row {
            let columns = match place {
                Place::Cell(cell, columns, _) => {
                    if let Some(width) = letters.get_mut(x).filter(|_| *columns == 1) {
                        *width = (*width).max(wanted(cell));
                    }
                    columns
                }
                Place::Continued(columns) => columns,
            };
            x += columns;
        }
    }
    // Room between line and words, in letters.
    letters.into_iter().map(|letters| letters as i64 * 2 + 3).collect()
}

fn wanted(cell: &TableCell) -> usize {
    let words = draft::words(&cell.text);
    let word = words.split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default();
    words.chars().count().div_ceil(2).max(word).min(WIDEST)
}

/// Every row with its places. Rows flow around cells that reach down from above; a head stays a head.
fn placed(table: &Table, head: usize) -> (Vec<Vec<Place<'_>>>, usize) {
    static NOTHING: TableCell = TableCell { text: Vec::new(), align: Align::Left, columns: 0, rows: 0 };
    // Until which row a column is taken from above, and how wide what takes it is.
    let mut taken = [(0_usize, 0_usize); MOST_COLUMNS];
    let mut rows = Vec::with_capacity(table.rows.len());
    let mut most = table.widths.len().min(MOST_COLUMNS);
    for (y, row) in table.rows.iter().enumerate() {
        let last = if y < head { head } else { table.rows.len() };
        let (mut places, mut x, mut cells) = (Vec::new(), 0, row.iter().peekable());
        loop {
            match taken.get(x) {
                Some((until, columns)) if *until > y => {
                    places.push(Place::Continued((*columns).max(1)));
                    x += (*columns).max(1);
                }
                Some(_) => {
                    let Some(cell) = cells.next() else {
                        // A gap before what reaches down further right.
                        if taken.iter().skip(x).all(|(until, _)| *until <= y) {
                            break;
                        }
                        places.push(Place::Cell(&NOTHING, 1, false));
                        x += 1;
                        continue;
                    };
                    let free = taken.iter().skip(x).take_while(|(until, _)| *until <= y).count();
                    let columns = (usize::from(cell.columns) + 1).min(free);
                    let rows = (usize::from(cell.rows) + 1).min(last - y);
                    places.push(Place::Cell(cell, columns, rows > 1));
                    taken.iter_mut().skip(x).take(columns).for_each(|slot| *slot = (y + rows, columns));
                    x += columns;
                }
                None => break,
            }
        }
        most = most.max(x);
        rows.push((places, x));
    }
    // What is missing at the end of a row is empty.
    let filled = |(mut places, x): (Vec<_>, usize)| {
        places.extend((x..most).map(|_| Place::Cell(&NOTHING, 1, false)));
        places
    };
    (rows.into_iter().map(filled).collect(), most)
}
