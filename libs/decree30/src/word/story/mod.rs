//! The body of a file as paragraphs and tables whose type is effective: what every reader of Word files looks at.

mod drawings;
mod open;
mod paragraphs;
mod runs;
mod sections;
mod tables;

use crate::seen::{PageNumber, Paper, Stands};

pub(super) use open::open;

/// A file.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// The body in order.
    pub items: Vec<Item>,
    /// Sections in order; an item belongs to the next [`Item::SectionEnd`], or to the last section.
    pub sections: Vec<Section>,
    /// How pages are numbered.
    pub page_number: Option<PageNumber>,
    /// Paragraphs of headers and footers, but for the page number: where (`true`: foot of page 1) and what.
    pub margins: Vec<(bool, String)>,
}

/// A piece of the body.
#[derive(Debug)]
pub(super) enum Item {
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
    /// A section ends.
    SectionEnd,
}

/// Pages of one measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Section {
    pub paper: Paper,
    pub landscape: bool,
    /// What follows the section before begins on a new page.
    pub new_page: bool,
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// Position among all.
    pub index: usize,
    /// Its text in pieces of one type, NFC. `\n` breaks a line, [`PAGE`] the page.
    pub pieces: Vec<Piece>,
    /// Name of its style.
    pub style: String,
    pub stands: Option<Stands>,
    /// Millimetres.
    pub indent: Option<f32>,
    /// Points.
    pub around: [f32; 2],
    /// Multiple of a single line.
    pub spacing: Option<f32>,
    /// Width for its words, millimetres.
    pub room: f32,
    /// Of its own list.
    pub number: Option<String>,
    /// Rules drawn at it.
    pub rules: Vec<Rule>,
    /// What stands at it and is no text of its own.
    pub marks: Vec<Mark>,
    /// Table, row, column.
    pub cell: Option<[usize; 3]>,
    /// Inside a text box.
    pub boxed: bool,
    /// Begins on a new page.
    pub new_page: bool,
    /// Has a page number field.
    pub numbers_pages: bool,
}

/// Stands in a text where the page breaks.
pub(super) const PAGE: char = '\u{c}';

/// Text of one type.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    pub size: Option<f32>,
    pub bold: bool,
    pub italic: bool,
    pub face: Option<String>,
    pub capitals: bool,
    pub colour: Option<String>,
    pub hidden: bool,
}

/// A horizontal rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// Millimetres.
    pub length: f32,
    /// Drawn at the top of the paragraph, so below the one before.
    pub above: bool,
}

/// Something at a paragraph that is no text of its own.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    /// What.
    pub what: crate::word::What,
    /// Its words, if it has any.
    pub text: String,
}

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Widths of its columns, twips.
    pub grid: Vec<u32>,
    pub rows: Vec<Row>,
    /// Draws lines.
    pub ruled: bool,
    /// Widths of the columns are fixed.
    pub fixed: bool,
}

/// A row.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Repeated on every page.
    pub head: bool,
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub items: Vec<Item>,
    /// Columns it takes, 1 or more.
    pub span: usize,
    /// Goes on with the cell above.
    pub continues: bool,
}

impl Paragraph {
    /// Its words as shown, without hidden ones.
    pub(super) fn text(&self) -> String {
        self.pieces.iter().filter(|piece| !piece.hidden).map(|piece| piece.text.as_str()).collect()
    }

    /// Whether it shows nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| piece.hidden || piece.text.trim().is_empty())
    }

    /// Pieces that show something.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(|piece| !piece.hidden && !piece.text.trim().is_empty())
    }

    /// Everything shown is bold.
    pub(super) fn is_bold(&self) -> bool {
        !self.is_empty() && self.shown().all(|piece| piece.bold)
    }

    /// Everything shown is in italics.
    pub(super) fn is_italic(&self) -> bool {
        !self.is_empty() && self.shown().all(|piece| piece.italic)
    }

    /// Everything shown is in capitals.
    pub(super) fn is_capital(&self) -> bool {
        let text: String = self.shown().map(Piece::as_shown).collect();
        crate::word::letters::in_capitals(&text)
    }

    /// In the middle.
    pub(super) fn is_centred(&self) -> bool {
        self.stands == Some(Stands::Centre)
    }
}

impl Piece {
    /// The text as one sees it.
    pub(super) fn as_shown(&self) -> String {
        if self.capitals { self.text.to_uppercase() } else { self.text.clone() }
    }
}

/// Every paragraph of items, in tables too, in order.
pub(super) fn paragraphs<'a>(items: &'a [Item], each: &mut impl FnMut(&'a Paragraph)) {
    for item in items {
        match item {
            Item::Paragraph(paragraph) => each(paragraph),
            Item::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| paragraphs(&cell.items, each))
            }
            Item::SectionEnd => {}
        }
    }
}
