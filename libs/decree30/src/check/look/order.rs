//! Every cell is there, and in its room.

use super::place;
use super::read::Read;
use super::rows::Row;
use super::table::{Cell, form};
use crate::check::form::has_shape;
use crate::check::report::Report;
use crate::check::terms::{filled, term};
use crate::finding::Place;
use crate::kinds::Shape;
use crate::seen::Seen;

pub(super) fn check(seen: &Seen, read: &Read<'_>, report: &mut Report) {
    missing(read, report);
    rooms(seen, read, report);
    order(read, report);
}

fn missing(read: &Read<'_>, report: &mut Report) {
    let copy = has_shape(&read.draft, &[Shape::Copy]);
    let decides = has_shape(&read.draft, &[Shape::Decision]);
    let mut wanted = vec![Cell::Nation, Cell::Motto, Cell::Number, Cell::PlaceDay];
    if decides {
        wanted.push(Cell::Decides);
    }
    if !has_shape(&read.draft, &[Shape::Leave, Shape::Introduction]) {
        wanted.push(Cell::Recipients);
    }
    for cell in wanted.into_iter().filter(|cell| !copy && read.of(*cell).next().is_none()) {
        let number = form().of(cell).map_or("", |spec| spec.cell.as_str());
        report.add_in(number, "form.cell-missing", "", form().name(cell), Place::Whole, None);
    }
}

/// Left and right halves: of a table's columns, or of the page.
fn rooms(seen: &Seen, read: &Read<'_>, report: &mut Report) {
    let half = seen.paper.map(|paper| paper.width / 2.0 * 72.0 / 25.4);
    let right = |row: &Row<'_>| match (row.line.cell, row.line.rect, half) {
        (Some([_, _, column]), ..) => Some(column > 0),
        (None, Some([left, _, width, _]), Some(half)) => Some(left + width / 2.0 > half),
        _ => None,
    };
    let rooms = [
        (Cell::Issuer, false),
        (Cell::Nation, true),
        (Cell::Number, false),
        (Cell::PlaceDay, true),
        (Cell::Recipients, false),
        (Cell::Authority, true),
    ];
    for (cell, wanted) in rooms {
        let Some(row) = read.of(cell).next() else { continue };
        if right(row).is_some_and(|right| right != wanted) {
            let said = |right| if right { term("right-half") } else { term("left-half") };
            let found = filled("in-half", &[form().name(cell), said(!wanted)]);
            let number = form().of(cell).map_or("", |spec| spec.cell.as_str());
            report.add_in(number, "form.cell-order", found, said(wanted), place(row.line), None);
        }
    }
}

/// Cells that follow each other down the page.
fn order(read: &Read<'_>, report: &mut Report) {
    let pairs = [
        (Cell::Nation, Cell::Motto),
        (Cell::Issuer, Cell::Number),
        (Cell::Motto, Cell::PlaceDay),
        (Cell::Number, Cell::Title),
        (Cell::PlaceDay, Cell::Title),
        (Cell::Addressee, Cell::Body),
        (Cell::Basis, Cell::Decides),
    ];
    let first = |wanted: Cell| read.cells.iter().position(|cell| *cell == Some(wanted));
    for (above, below) in pairs {
        let (Some(upper), Some(lower)) = (first(above), first(below)) else { continue };
        let Some(row) = read.rows.get(upper).filter(|_| upper > lower) else { continue };
        let found = filled("below", &[form().name(above), form().name(below)]);
        let wanted = filled("above", &[form().name(above)]);
        let number = form().of(above).map_or("", |spec| spec.cell.as_str());
        report.add_in(number, "form.cell-order", found, wanted, place(row.line), None);
    }
}
