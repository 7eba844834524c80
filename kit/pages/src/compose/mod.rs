//! A small typesetter: a [`Sheet`] of blocks to an A4 PDF with embedded, subsetted fonts.
//!
//! For plain drafts, directive sheets and registers for print. Same sheet and same faces give the same bytes.

pub mod sheet;

mod block;
pub(crate) mod draw;
mod line;
mod paginate;
mod table;

use crate::faces::Faces;
use crate::guard;
use crate::limits::{Limits, PageError};
pub use sheet::{Align, Block, Cell, Colour, Column, MM, Margins, Moment, Paragraph, Run, Sheet, Table};

pub(crate) use block::{Item, pieces};

/// A4 in points: short and long side.
pub(crate) const A4: (f32, f32) = (595.276, 841.89);
/// Size of the page numbers in points (Decree 30/2020, Annex I: 13 to 14).
const NUMBER_SIZE: f32 = 13.0;

/// Typesets a sheet to PDF/A-2b; where a face forbids that standard, to plain PDF.
///
/// # Errors
/// `TooLarge` over `limits.pages`; `Unsupported` if the margins leave no room; `Damaged` if the writer fails.
pub fn compose(sheet: &Sheet, faces: &Faces, limits: &Limits) -> Result<Vec<u8>, PageError> {
    let frame = Frame::of(sheet)?;
    let pieces = pieces(&sheet.blocks, faces, frame.inner_width(), frame.inner_height());
    let mut pages = paginate::paginate(pieces, &frame, limits)?;
    if sheet.page_numbers {
        for (index, page) in pages.iter_mut().enumerate().skip(1) {
            page.extend(number(index + 1, &frame, faces));
        }
    }
    guard::unwound(|| draw::document(sheet, &frame, &pages, faces))
}

/// The page and the room inside its margins, in points.
pub(crate) struct Frame {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) left: f32,
    pub(crate) top: f32,
    right: f32,
    bottom: f32,
}

impl Frame {
    fn of(sheet: &Sheet) -> Result<Self, PageError> {
        let (width, height) = if sheet.landscape { (A4.1, A4.0) } else { A4 };
        let Margins { top, right, bottom, left } = sheet.margins;
        let frame = Self { width, height, left: left * MM, top: top * MM, right: right * MM, bottom: bottom * MM };
        let sound = [left, top, right, bottom].iter().all(|side| side.is_finite() && *side >= 0.0);
        if sound && frame.inner_width() > 20.0 && frame.inner_height() > 40.0 {
            Ok(frame)
        } else {
            Err(PageError::Unsupported("margins leave no room"))
        }
    }

    pub(crate) fn inner_width(&self) -> f32 {
        self.width - self.left - self.right
    }

    pub(crate) fn inner_height(&self) -> f32 {
        self.height - self.top - self.bottom
    }
}

fn number(page: usize, frame: &Frame, faces: &Faces) -> Vec<Item> {
    let paragraph = Paragraph::new(&page.to_string()).centred().sized(NUMBER_SIZE);
    let mut items = Vec::new();
    for piece in pieces(&[paragraph.into()], faces, frame.inner_width(), frame.inner_height()) {
        let top = ((frame.top - piece.height) / 2.0).max(0.0);
        items.extend(piece.items.into_iter().map(|item| item.moved(frame.left, top)));
    }
    items
}
