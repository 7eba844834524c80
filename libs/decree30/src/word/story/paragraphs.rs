//! A paragraph with its effective properties.

use roxmltree::Node;

use super::open::Walker;
use super::runs::Inline;
use super::sections::TWIPS;
use super::tables::OfTable;
use super::{Item, Paragraph, Rule};
use crate::word::letters::{is_mark, nfc};
use crate::word::limits::WordError;
use crate::word::measure::POINT;
use crate::word::types::{Shape, Spacing, Type};
use crate::word::xml::{child, value};

/// Points that a file means when it says no size.
const USUAL_SIZE: f32 = 10.0;
/// A single line of Times New Roman in em.
const SINGLE: f32 = 1.149;

/// Where a paragraph stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    /// What its table gives it.
    pub table: Option<Box<OfTable>>,
    pub cell: Option<[usize; 3]>,
    pub boxed: bool,
    /// Width for its text, millimetres; none: that of the page.
    pub room: Option<f32>,
}

impl Walker<'_> {
    pub(super) fn paragraph(
        &mut self,
        node: Node<'_, '_>,
        place: &Place,
        depth: usize,
        out: &mut Vec<Item>,
    ) -> Result<(), WordError> {
        if self.paragraphs >= self.limits.paragraphs {
            return Err(WordError::TooMuch { what: "paragraphs", limit: self.limits.paragraphs });
        }
        let index = self.paragraphs;
        self.paragraphs += 1;
        let properties = child(node, "pPr");
        let style =
            self.styles.of_paragraph(properties.and_then(|node| value(node, "pStyle"))).cloned().unwrap_or_default();
        let (table_text, table_shape) = place.table.as_deref().cloned().unwrap_or_default();
        let direct = Shape::of(properties);
        let shape = direct.over(&style.shape).over(&table_shape).over(&self.styles.shape);
        let number = shape.list.filter(|(list, _)| *list > 0).and_then(|(list, level)| self.lists.next(list, level));
        let mut inline = Inline::new(style.text.clone(), table_text);
        inline.read(self, node, depth)?;
        let text = Type::of(properties.and_then(|node| child(node, "rPr")));
        let empty_size = self.effective(&text, None, &inline).size;
        let mut paragraph = Paragraph {
            index,
            style: style.name,
            number,
            cell: place.cell,
            boxed: place.boxed,
            ..self.shaped(&shape, inline.pieces.first().map_or(empty_size, |piece| piece.size))
        };
        let room = place.room.unwrap_or_else(|| self.sections.get(self.section).map_or(0.0, super::Section::room));
        paragraph.room = (room - (shape.left.unwrap_or(0) + shape.right.unwrap_or(0)) as f32 / TWIPS).max(0.0);
        paragraph.rules = inline.rules;
        paragraph.rules.extend(borders(&shape, room, inline.pieces.iter().all(|piece| piece.text.trim().is_empty())));
        paragraph.pieces = composed(inline.pieces);
        paragraph.marks = inline.marks;
        paragraph.numbers_pages = inline.numbers_pages;
        out.push(Item::Paragraph(Box::new(paragraph)));
        let boxed = Place { boxed: true, cell: None, table: None, room: None };
        for node in inline.boxes {
            let inside = self.items(node, &boxed, depth + 1)?;
            out.extend(inside);
        }
        if properties.is_some_and(|node| child(node, "sectPr").is_some()) {
            out.push(Item::SectionEnd);
            self.section += 1;
        }
        Ok(())
    }

    fn shaped(&self, shape: &Shape, size: Option<f32>) -> Paragraph {
        let points = |twips: Option<i32>| twips.unwrap_or(0) as f32 / 20.0;
        let single = size.unwrap_or(USUAL_SIZE).max(1.0) * SINGLE;
        let spacing = match shape.line {
            None => 1.0,
            Some(Spacing::Times(times)) => times,
            Some(Spacing::Exactly(points)) => points / single,
            Some(Spacing::AtLeast(points)) => (points / single).max(1.0),
        };
        Paragraph {
            stands: Some(shape.align.unwrap_or(crate::seen::Stands::Left)),
            indent: Some(shape.first.unwrap_or(0) as f32 / TWIPS),
            around: [points(shape.before), points(shape.after)],
            spacing: Some(spacing),
            new_page: shape.new_page.unwrap_or(false),
            ..Paragraph::default()
        }
    }

    /// Type of a run: defaults, then styles of table, paragraph and run, then what it says itself.
    pub(super) fn effective(&self, direct: &Type, style: Option<&str>, inline: &Inline<'_, '_>) -> Type {
        let of_run = self.styles.get(style).map(|style| style.text.clone()).unwrap_or_default();
        let styles = of_run.crossed(&inline.style).crossed(&inline.table);
        let mut out = direct.over(&styles).over(&self.styles.text);
        out.size = out.size.or(Some(USUAL_SIZE));
        out.face = out.face.and_then(|face| self.styles.face(&face));
        out
    }
}

/// Rules that a paragraph's borders draw.
fn borders(shape: &Shape, room: f32, empty: bool) -> Vec<Rule> {
    let indents = (shape.left.unwrap_or(0) + shape.right.unwrap_or(0)) as f32 / TWIPS;
    let length = room - indents;
    // Lines on all sides are a frame and no rule.
    if length <= 0.0 || shape.rule_above == Some(true) && shape.rule_below == Some(true) {
        return Vec::new();
    }
    let above = (shape.rule_above == Some(true)).then_some(true);
    let below = (shape.rule_below == Some(true)).then_some(empty);
    above.into_iter().chain(below).map(|above| Rule { length, above }).collect()
}

/// Pieces in composed form; a mark at the beginning of a piece goes to the letter it belongs to.
fn composed(mut pieces: Vec<super::Piece>) -> Vec<super::Piece> {
    for index in 1..pieces.len() {
        let (before, after) = pieces.split_at_mut(index);
        let (Some(last), Some(first)) = (before.last_mut(), after.first_mut()) else { continue };
        if first.text.starts_with(is_mark) {
            let end = first.text.find(|letter| !is_mark(letter)).unwrap_or(first.text.len());
            last.text.extend(first.text.drain(..end));
        }
    }
    let mut out: Vec<super::Piece> = Vec::with_capacity(pieces.len());
    for mut piece in pieces {
        if let std::borrow::Cow::Owned(text) = nfc(&piece.text) {
            piece.text = text;
        }
        match out.last_mut() {
            Some(last) if piece.text.is_empty() || same_type(last, &piece) => last.text.push_str(&piece.text),
            _ => out.push(piece),
        }
    }
    out.retain(|piece| !piece.text.is_empty());
    out
}

fn same_type(one: &super::Piece, two: &super::Piece) -> bool {
    one.size == two.size
        && (one.bold, one.italic, one.capitals, one.hidden) == (two.bold, two.italic, two.capitals, two.hidden)
        && one.face == two.face
        && one.colour == two.colour
}

/// Millimetres of points.
pub(super) fn millimetres(points: f32) -> f32 {
    points * POINT
}
