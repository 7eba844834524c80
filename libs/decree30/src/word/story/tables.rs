//! Tables of the body.

use roxmltree::Node;

use super::open::Walker;
use super::paragraphs::Place;
use super::sections::TWIPS;
use super::{Cell, Row, Table};
use crate::word::limits::WordError;
use crate::word::styles::draws;
use crate::word::types::Type;
use crate::word::xml::{attribute, child, children, elements, number, switch, value};

/// Columns of a table; what lies further right is taken as one more cell.
const MOST_COLUMNS: usize = 200;
/// Room at each side of a cell's text that Word leaves when nothing is said, twips.
const SIDE: u32 = 108;

impl Walker<'_> {
    pub(super) fn table(&mut self, node: Node<'_, '_>, place: &Place, depth: usize) -> Result<Table, WordError> {
        let index = self.tables;
        self.tables += 1;
        let properties = child(node, "tblPr");
        let style = self.styles.get(properties.and_then(|node| value(node, "tblStyle"))).cloned().unwrap_or_default();
        let ruled = properties.is_some_and(|node| draws(node, "tblBorders")) || style.ruled && !silenced(properties);
        let fixed = properties.and_then(|node| attribute(child(node, "tblLayout")?, "type")) == Some("fixed");
        let grid = child(node, "tblGrid").into_iter().flat_map(|grid| children(grid, "gridCol").collect::<Vec<_>>());
        let grid: Vec<u32> =
            grid.take(MOST_COLUMNS).map(|column| number(column, "w").unwrap_or(0).max(0) as u32).collect();
        let mut table = Table { grid, rows: Vec::new(), ruled, fixed };
        let margins = properties.and_then(|node| child(node, "tblCellMar"));
        let side = |names: [&str; 2]| {
            let stated = margins.and_then(|node| names.iter().find_map(|name| number(child(node, name)?, "w")));
            stated.map_or(SIDE, |side| side.max(0) as u32)
        };
        let sides = side(["left", "start"]) + side(["right", "end"]);
        let mut rows = Vec::new();
        collect(node, "tr", &mut rows, 0);
        for (row, node) in rows.into_iter().enumerate() {
            let text = if row == 0 { style.first_row.over(&style.text) } else { style.text.clone() };
            let inside = Place { table: Some(Box::new((text, style.shape.clone()))), ..place.clone() };
            self.row(node, [index, row], &inside, sides, depth, &mut table)?;
        }
        Ok(table)
    }

    fn row(
        &mut self,
        node: Node<'_, '_>,
        at: [usize; 2],
        place: &Place,
        sides: u32,
        depth: usize,
        table: &mut Table,
    ) -> Result<(), WordError> {
        let properties = child(node, "trPr");
        let mut row =
            Row { head: properties.and_then(|node| switch(node, "tblHeader")).unwrap_or(false), cells: Vec::new() };
        let mut column = 0;
        let mut cells = Vec::new();
        collect(node, "tc", &mut cells, 0);
        for node in cells {
            let properties = child(node, "tcPr");
            let text = |name| properties.and_then(|node| value(node, name));
            let span = text("gridSpan").and_then(|span| span.parse::<usize>().ok()).unwrap_or(1).clamp(1, MOST_COLUMNS);
            let merge = properties.and_then(|node| child(node, "vMerge"));
            let continues = merge.is_some_and(|node| attribute(node, "val") != Some("restart"));
            table.ruled |= properties.is_some_and(|node| draws(node, "tcBorders"));
            let stated =
                properties.and_then(|node| child(node, "tcW")).filter(|node| attribute(*node, "type") == Some("dxa"));
            let summed: u32 = table.grid.iter().skip(column).take(span).sum();
            let width = stated.and_then(|node| number(node, "w")).map_or(summed, |width| width.max(0) as u32);
            let inside = Place {
                cell: Some([at[0], at[1], column]),
                room: Some(width.saturating_sub(sides) as f32 / TWIPS),
                ..place.clone()
            };
            let items = self.items(node, &inside, depth + 1)?;
            row.cells.push(Cell { items, span, continues });
            column += span;
        }
        table.rows.push(row);
        Ok(())
    }
}

/// Rows or cells, also inside controls and insertions.
fn collect<'a, 'i>(node: Node<'a, 'i>, name: &str, out: &mut Vec<Node<'a, 'i>>, depth: usize) {
    for child in elements(node) {
        match child.tag_name().name() {
            found if found == name => out.push(child),
            "sdt" | "sdtContent" | "ins" | "customXml" | "smartTag" if depth < 8 => {
                collect(child, name, out, depth + 1)
            }
            _ => {}
        }
    }
}

/// The table says itself that it draws no lines, whatever its style does.
fn silenced(properties: Option<Node<'_, '_>>) -> bool {
    properties.is_some_and(|node| child(node, "tblBorders").is_some() && !draws(node, "tblBorders"))
}

/// Type and shape that a table gives its paragraphs.
pub(super) type OfTable = (Type, crate::word::types::Shape);
