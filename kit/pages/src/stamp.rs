//! Prints marks on the pages of a PDF: number and date in their blanks, an arrival stamp, a note on a page of its own.

use crate::compose::{Align, Colour, Item, MM, Paragraph, Run, Sheet, compose, pieces};
use crate::faces::Faces;
use crate::limits::{Limits, PageError};
use crate::{guard, overlay, pdf};
use std::collections::BTreeMap;

/// Words in a stamp are made smaller until they fit, but not below this share.
const SMALLEST: f32 = 0.4;
/// Thickness of a stamp's lines in points.
const LINE: f32 = 0.8;
/// Room inside a stamp's frame in points.
const PAD: f32 = 3.0;

/// Something to print on a page. Pages count from 1; coordinates are points from the top left of the page as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// One line of words.
    Words {
        /// Page.
        page: usize,
        /// Left end, middle or right end of the words, as `align` says.
        x: f32,
        /// Baseline.
        y: f32,
        /// The words.
        text: String,
        /// Size in points.
        size: f32,
        /// Bold.
        bold: bool,
        /// Italic.
        italic: bool,
        /// Which end stands at `x`; justified counts as left.
        align: Align,
        /// Colour.
        colour: Colour,
    },
    /// A framed stamp with rows, a line between each two; words are made smaller where they do not fit.
    Frame {
        /// Page.
        page: usize,
        /// Left edge.
        x: f32,
        /// Upper edge.
        y: f32,
        /// Width in points.
        width: f32,
        /// Height in points.
        height: f32,
        /// Paragraphs of each row.
        rows: Vec<Vec<Paragraph>>,
        /// Colour of lines and words.
        colour: Colour,
    },
}

impl Mark {
    /// A stamp of 50 × 35 mm, the size of the arrival stamp (Decree 30/2020, Annex IV), with its upper left corner there.
    pub fn arrival(page: usize, x: f32, y: f32, rows: Vec<Vec<Paragraph>>, colour: Colour) -> Self {
        Self::Frame { page, x, y, width: 50.0 * MM, height: 35.0 * MM, rows, colour }
    }

    fn page(&self) -> usize {
        match self {
            Self::Words { page, .. } | Self::Frame { page, .. } => *page,
        }
    }

    fn items(&self, faces: &Faces) -> Vec<Item> {
        match self {
            Self::Words { x, y, text, size, bold, italic, align, colour, .. } => {
                let run = Run { text: text.replace('\n', " "), bold: *bold, italic: *italic, size: *size };
                line(Paragraph { colour: *colour, ..Paragraph::of(vec![run]) }, (*x, *y), *align, faces)
            }
            Self::Frame { x, y, width, height, rows, colour, .. } => {
                let items = frame(rows, (*width, *height), *colour, faces);
                items.into_iter().map(|item| item.moved(*x, *y)).collect()
            }
        }
    }
}

/// Makes a new PDF with the marks printed and, if given, a sheet added behind the last page. The pages' own content is kept.
/// A signature in the file does not survive this: the result is a copy for reading, or a file not yet signed.
///
/// # Errors
/// `NoPage` for a mark outside the document; else as the parser finds it.
pub fn stamp(
    bytes: &[u8],
    marks: &[Mark],
    extra: Option<&Sheet>,
    faces: &Faces,
    limits: &Limits,
) -> Result<Vec<u8>, PageError> {
    let (bytes, inner) = (guard::taken(bytes, limits)?, limits.clone());
    let (marks, faces) = (marks.to_vec(), faces.clone());
    let more = extra.map(|sheet| compose(sheet, &faces, limits)).transpose()?;
    guard::bounded(limits, move || {
        let mut document = pdf::open(&bytes, &inner)?;
        let pages = document.get_pages();
        let mut items: BTreeMap<usize, Vec<Item>> = BTreeMap::new();
        for mark in &marks {
            items.entry(mark.page()).or_default().extend(mark.items(&faces));
        }
        for (page, items) in items {
            let id = u32::try_from(page).ok().and_then(|page| pages.get(&page)).ok_or(PageError::NoPage(page))?;
            overlay::lay(&mut document, *id, &items, &faces, &inner)?;
        }
        if let Some(more) = more {
            overlay::append(&mut document, &more)?;
        }
        let mut out = Vec::new();
        document.save_to(&mut out).map_err(PageError::damaged)?;
        Ok(out)
    })
}

/// Wide enough that a mark is never broken into lines.
const ENDLESS: f32 = 100_000.0;

fn line(paragraph: Paragraph, (x, y): (f32, f32), align: Align, faces: &Faces) -> Vec<Item> {
    let laid = pieces(&[paragraph.into()], faces, ENDLESS, ENDLESS);
    let items: Vec<Item> = laid.into_iter().flat_map(|piece| piece.items).collect();
    let (mut end, mut base) = (0.0_f32, 0.0);
    for item in &items {
        if let Item::Text { x, y, stretch } = item {
            end = end.max(x + stretch.width());
            base = *y;
        }
    }
    let shift = match align {
        Align::Centre => end / 2.0,
        Align::Right => end,
        Align::Left | Align::Justify => 0.0,
    };
    items.into_iter().map(|item| item.moved(x - shift, y - base)).collect()
}

/// Lines and rows of a stamp, from its upper left corner.
fn frame(rows: &[Vec<Paragraph>], (width, height): (f32, f32), colour: Colour, faces: &Faces) -> Vec<Item> {
    let bar = |x: f32, y: f32, width: f32, height: f32| Item::Bar { x, y, width, height, colour };
    let mut items = vec![
        bar(0.0, 0.0, width, LINE),
        bar(0.0, height - LINE, width, LINE),
        bar(0.0, 0.0, LINE, height),
        bar(width - LINE, 0.0, LINE, height),
    ];
    let laid = fitted(rows, (width, height), colour, faces);
    let used: f32 = laid.iter().map(|row| row.1).sum();
    let spare = (height - used).max(0.0) / laid.len().max(1) as f32;
    let mut top = 0.0;
    for (index, (row, high)) in laid.into_iter().enumerate() {
        if index > 0 {
            items.push(bar(0.0, top, width, LINE / 2.0));
        }
        items.extend(row.into_iter().map(|item| item.moved(PAD, top + spare / 2.0)));
        top += high + spare;
    }
    items
}

/// Rows laid out with their heights, at the largest size at which all fit.
fn fitted(
    rows: &[Vec<Paragraph>],
    (width, height): (f32, f32),
    colour: Colour,
    faces: &Faces,
) -> Vec<(Vec<Item>, f32)> {
    let mut share = 1.0;
    loop {
        let laid: Vec<(Vec<Item>, f32)> = rows.iter().map(|row| laid(row, width, share, colour, faces)).collect();
        if laid.iter().map(|row| row.1).sum::<f32>() <= height || share <= SMALLEST {
            return laid;
        }
        share -= 0.05;
    }
}

fn laid(row: &[Paragraph], width: f32, share: f32, colour: Colour, faces: &Faces) -> (Vec<Item>, f32) {
    let (mut items, mut top) = (Vec::new(), 0.0);
    for paragraph in row {
        let mut paragraph = Paragraph { size: paragraph.size * share, colour, ..paragraph.clone() };
        paragraph.runs.iter_mut().for_each(|run| run.size *= share);
        for piece in pieces(&[paragraph.into()], faces, (width - 2.0 * PAD).max(1.0), ENDLESS) {
            items.extend(piece.items.into_iter().map(|item| item.moved(0.0, top)));
            top += piece.height;
        }
    }
    (items, top)
}
