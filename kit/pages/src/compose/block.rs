//! From blocks to pieces: what stands together on a page, with the things to draw in it.

use super::line::{self, Line, Stretch};
use super::sheet::{Block, Column, Paragraph};
use super::table;
use crate::faces::Faces;
use std::rc::Rc;

/// Thickness of rules and table lines in points.
pub(crate) const THIN: f32 = 0.5;
/// Distance of a rule below its words in points.
const RULE_GAP: f32 = 2.0;
/// Blocks nested deeper than this are left out: nobody writes such a sheet by hand.
const DEEPEST: usize = 16;

/// Something to draw; coordinates from the top left corner of its piece, later of the page, in points.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// Glyphs from `x` on the baseline `y`.
    Text { x: f32, y: f32, stretch: Stretch },
    /// A filled rectangle: rules and lines.
    Bar { x: f32, y: f32, width: f32, height: f32, colour: super::Colour },
}

impl Item {
    pub(crate) fn moved(mut self, right: f32, down: f32) -> Self {
        let (Self::Text { x, y, .. } | Self::Bar { x, y, .. }) = &mut self;
        *x += right;
        *y += down;
        self
    }
}

/// A slice of the sheet that is never cut.
#[derive(Debug, Clone, Default)]
pub(crate) struct Piece {
    pub(crate) height: f32,
    pub(crate) items: Vec<Item>,
    /// On the same page as the next piece.
    pub(crate) with_next: bool,
    /// Starts a page.
    pub(crate) breaks: bool,
    /// Header rows to repeat if this piece comes first on a page.
    pub(crate) header: Option<Rc<Vec<Piece>>>,
}

impl Piece {
    pub(crate) fn blank(height: f32, with_next: bool) -> Self {
        Self { height: height.max(0.0), with_next, ..Self::default() }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.items.is_empty()
    }
}

/// Lays blocks out for a width; `page` is the height that a page offers.
pub(crate) fn pieces(blocks: &[Block], faces: &Faces, width: f32, page: f32) -> Vec<Piece> {
    let mut out = Vec::new();
    blocks.iter().for_each(|block| lay(block, faces, (width, page), &mut out, DEEPEST));
    out
}

fn lay(block: &Block, faces: &Faces, (width, page): (f32, f32), out: &mut Vec<Piece>, left: usize) {
    if left == 0 {
        return;
    }
    match block {
        Block::Paragraph(one) => out.extend(paragraph(one, faces, width)),
        Block::Columns(all) => out.push(columns(all, faces, (width, page), left - 1)),
        Block::Table(one) => out.extend(table::rows(one, faces, width, page)),
        Block::Rule(share) => out.push(rule(width, *share)),
        Block::Space(height) => out.push(Piece::blank(*height, false)),
        Block::PageBreak => out.push(Piece { breaks: true, ..Piece::default() }),
        Block::Together(inner) => {
            let from = out.len();
            inner.iter().for_each(|block| lay(block, faces, (width, page), out, left - 1));
            let last = out.len().saturating_sub(1);
            out[from..].iter_mut().enumerate().for_each(|(index, piece)| piece.with_next |= from + index < last);
        }
    }
}

fn rule(width: f32, share: f32) -> Piece {
    let long = width * share.clamp(0.0, 1.0);
    let bar =
        Item::Bar { x: (width - long) / 2.0, y: RULE_GAP, width: long, height: THIN, colour: super::Colour::default() };
    Piece { height: 2.0 * RULE_GAP + THIN, items: vec![bar], ..Piece::default() }
}

/// A paragraph, a piece per line; neither its first nor its last line stands alone on a page.
pub(crate) fn paragraph(paragraph: &Paragraph, faces: &Faces, width: f32) -> Vec<Piece> {
    let lines = line::lines(paragraph, faces, width);
    let (count, rule) = (lines.len(), below(paragraph, &lines));
    let mut out = Vec::new();
    if paragraph.before > 0.0 {
        out.push(Piece::blank(paragraph.before, true));
    }
    for (index, line) in lines.into_iter().enumerate() {
        let last = index + 1 == count;
        let bound = count > 1 && (index == 0 || index + 2 == count);
        let with_next = if last { paragraph.with_next || rule.is_some() } else { bound || paragraph.with_next };
        out.push(Piece { with_next, ..of_line(line) });
    }
    out.extend(rule.map(|piece| Piece { with_next: paragraph.with_next, ..piece }));
    if paragraph.after > 0.0 {
        out.push(Piece::blank(paragraph.after, paragraph.with_next));
    }
    out
}

fn of_line(line: Line) -> Piece {
    let (mut x, y) = (line.x, line.ascent);
    let mut items = Vec::new();
    for stretch in line.stretches {
        let wide = stretch.width();
        items.push(Item::Text { x, y, stretch });
        x += wide;
    }
    Piece { height: line.ascent + line.descent, items, ..Piece::default() }
}

/// The rule below the words, in the middle of the longest line.
fn below(paragraph: &Paragraph, lines: &[Line]) -> Option<Piece> {
    let share = paragraph.rule?.clamp(0.0, 1.0);
    let longest = lines.iter().max_by(|a, b| a.width.total_cmp(&b.width))?;
    let long = longest.width * share;
    let x = longest.x + (longest.width - long) / 2.0;
    let bar = Item::Bar { x, y: RULE_GAP, width: long, height: THIN, colour: paragraph.colour };
    Some(Piece { height: 2.0 * RULE_GAP + THIN, items: vec![bar], ..Piece::default() })
}

fn columns(columns: &[Column], faces: &Faces, (width, page): (f32, f32), left: usize) -> Piece {
    let total: f32 = columns.iter().map(|column| column.share.max(0.01)).sum();
    let (mut x, mut whole) = (0.0, Piece::default());
    for column in columns {
        let wide = width * column.share.max(0.01) / total;
        let mut inner = Vec::new();
        column.blocks.iter().for_each(|block| lay(block, faces, (wide, page), &mut inner, left));
        let stacked = stack(inner, x, 0.0);
        whole.height = whole.height.max(stacked.height);
        whole.items.extend(stacked.items);
        x += wide;
    }
    whole
}

/// Pieces one below the other as one piece.
pub(crate) fn stack(pieces: Vec<Piece>, x: f32, top: f32) -> Piece {
    let mut whole = Piece { height: top, ..Piece::default() };
    for piece in pieces {
        let down = whole.height;
        whole.items.extend(piece.items.into_iter().map(|item| item.moved(x, down)));
        whole.height += piece.height;
    }
    whole
}
