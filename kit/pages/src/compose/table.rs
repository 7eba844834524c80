//! Tables: rows with lines, cut between rows, and inside a row only where it is higher than a page.

use super::block::{Item, Piece, THIN, paragraph, stack};
use super::sheet::{Cell, Colour, Table};
use crate::faces::Faces;
use std::rc::Rc;

/// Room inside a cell in points.
const PAD_X: f32 = 4.0;
const PAD_Y: f32 = 2.5;

/// A cell on its place: left edge, width, and its lines from top to bottom.
struct Placed {
    x: f32,
    width: f32,
    lines: Vec<Piece>,
}

/// The rows as pieces; the header rows go along with each.
pub(crate) fn rows(table: &Table, faces: &Faces, width: f32, page: f32) -> Vec<Piece> {
    let total: f32 = table.widths.iter().map(|share| share.max(0.01)).sum();
    let widths: Vec<f32> = table.widths.iter().map(|share| width * share.max(0.01) / total).collect();
    let mut header: Vec<Piece> = Vec::new();
    let mut out: Vec<Piece> = Vec::new();
    let mut repeated = None;
    for (index, cells) in table.rows.iter().enumerate() {
        let placed = place(cells, &widths, faces);
        if index < table.header_rows {
            let piece = Piece { with_next: true, ..whole(placed, table.lines) };
            header.push(piece.clone());
            out.push(piece);
            continue;
        }
        let repeated = repeated.get_or_insert_with(|| Rc::new(header.clone()));
        let room = page - repeated.iter().map(|piece| piece.height).sum::<f32>();
        for part in cut(placed, room - 2.0 * PAD_Y) {
            out.push(Piece { header: Some(Rc::clone(repeated)), ..whole(part, table.lines) });
        }
    }
    if let (true, Some(last)) = (table.lines, out.last_mut()) {
        last.height += THIN;
    }
    out
}

fn place(cells: &[Cell], widths: &[f32], faces: &Faces) -> Vec<Placed> {
    let (mut column, mut x, mut out) = (0, 0.0, Vec::new());
    let empty = Cell::default();
    let mut cells = cells.iter();
    while column < widths.len() {
        let cell = cells.next().unwrap_or(&empty);
        let end = (column + cell.span.max(1)).min(widths.len());
        let wide: f32 = widths[column..end].iter().sum();
        let inner = (wide - 2.0 * PAD_X).max(1.0);
        let lines = cell.paragraphs.iter().flat_map(|one| paragraph(one, faces, inner)).collect();
        out.push(Placed { x, width: wide, lines });
        x += wide;
        column = end;
    }
    out
}

/// Splits a row that is higher than the room into parts that fit, line by line in every cell.
fn cut(row: Vec<Placed>, room: f32) -> Vec<Vec<Placed>> {
    let mut parts = Vec::new();
    let mut rest = row;
    loop {
        let (mut now, mut later) = (Vec::new(), Vec::new());
        for Placed { x, width, lines } in rest {
            let mut used = 0.0;
            let fits = lines
                .iter()
                .take_while(|line| {
                    used += line.height;
                    used <= room
                })
                .count();
            // One line at least, or this would never end.
            let mut lines = lines;
            let tail = lines.split_off(fits.max(1).min(lines.len()));
            now.push(Placed { x, width, lines });
            later.push(Placed { x, width, lines: tail });
        }
        parts.push(now);
        if later.iter().all(|cell| cell.lines.is_empty()) {
            return parts;
        }
        rest = later;
    }
}

fn whole(row: Vec<Placed>, lines: bool) -> Piece {
    let mut piece = Piece::default();
    let mut edges = Vec::new();
    for Placed { x, width, lines } in row {
        let cell = stack(lines, x + PAD_X, PAD_Y);
        piece.height = piece.height.max(cell.height + PAD_Y);
        piece.items.extend(cell.items);
        edges.push((x, x + width));
    }
    if lines {
        piece.items.extend(border(&edges, piece.height));
    }
    piece
}

/// Lines around the cells of a row; neighbours share theirs, drawn one over the other.
fn border(edges: &[(f32, f32)], height: f32) -> Vec<Item> {
    let colour = Colour::default();
    let (Some(first), Some(last)) = (edges.first(), edges.last()) else {
        return Vec::new();
    };
    let across = |y: f32| Item::Bar {
        x: first.0 - THIN / 2.0,
        y: y - THIN / 2.0,
        width: last.1 - first.0 + THIN,
        height: THIN,
        colour,
    };
    let down = |x: f32| Item::Bar { x: x - THIN / 2.0, y: 0.0, width: THIN, height, colour };
    let mut items = vec![across(0.0), across(height), down(first.0)];
    items.extend(edges.iter().map(|edge| down(edge.1)));
    items
}
