//! What is to be typeset: a sheet of blocks. Lengths are millimetres where the name says so, else points.

/// Points of a millimetre.
pub const MM: f32 = 72.0 / 25.4;

/// A moment for the file's metadata, given by the caller, so that the same sheet gives the same bytes. UTC+7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Year.
    pub year: u16,
    /// Month from 1.
    pub month: u8,
    /// Day from 1.
    pub day: u8,
    /// Hour from 0.
    pub hour: u8,
    /// Minute from 0.
    pub minute: u8,
}

/// Margins in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    /// Top.
    pub top: f32,
    /// Right.
    pub right: f32,
    /// Bottom.
    pub bottom: f32,
    /// Left.
    pub left: f32,
}

/// An A4 document.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Title in the metadata; PDF/A wants one.
    pub title: String,
    /// Author in the metadata; left out if empty.
    pub author: String,
    /// Time in the metadata.
    pub made: Moment,
    /// 297 × 210 mm instead of 210 × 297 mm.
    pub landscape: bool,
    /// Margins.
    pub margins: Margins,
    /// Page numbers in the middle of the top margin from page 2 on.
    pub page_numbers: bool,
    /// Content from top to bottom.
    pub blocks: Vec<Block>,
}

impl Sheet {
    /// An upright sheet with page numbers. Margins of Decree 30/2020, Annex I: top and bottom 20–25, left 30–35, right 15–20 mm.
    pub fn new(title: &str, made: Moment, blocks: Vec<Block>) -> Self {
        let margins = Margins { top: 20.0, right: 20.0, bottom: 20.0, left: 30.0 };
        Self { title: title.into(), author: String::new(), made, landscape: false, margins, page_numbers: true, blocks }
    }
}

/// A part of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// Columns side by side that stay on one page: the two-column header, recipients beside the signature.
    Columns(Vec<Column>),
    /// A table; may run over pages.
    Table(Table),
    /// A horizontal rule of that share of the width (0 to 1), in the middle.
    Rule(f32),
    /// Empty height in points; vanishes at the top of a page.
    Space(f32),
    /// Blocks that stay on one page, if one can hold them: the last paragraph and the signature.
    Together(Vec<Block>),
    /// What follows starts on a new page.
    PageBreak,
}

/// A column of [`Block::Columns`].
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Share of the width, relative to the other columns.
    pub share: f32,
    /// Content.
    pub blocks: Vec<Block>,
}

/// How lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Flush left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// Flush right.
    Right,
    /// Flush on both sides, the last line left.
    Justify,
}

/// Words in one style. A line feed in the text starts a new line; U+00A0 is a space that does not break.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Size in points; 0 takes the paragraph's.
    pub size: f32,
}

/// A colour of the screen (sRGB).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Colour(pub u8, pub u8, pub u8);

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// Words.
    pub runs: Vec<Run>,
    /// Size in points of runs that state none.
    pub size: f32,
    /// How its lines stand.
    pub align: Align,
    /// Indent of the first line in millimetres.
    pub first_mm: f32,
    /// Indent of all lines in millimetres.
    pub left_mm: f32,
    /// Points above.
    pub before: f32,
    /// Points below.
    pub after: f32,
    /// Line height, as a multiple of the face's own.
    pub spacing: f32,
    /// A rule right below, as a share of the longest line: 1 below the national motto, 0.4 below the name of the body.
    pub rule: Option<f32>,
    /// Stays on the page of what follows.
    pub with_next: bool,
    /// Colour of the words.
    pub colour: Colour,
}

impl Paragraph {
    /// A paragraph of one run, 13 points, flush left.
    pub fn new(text: &str) -> Self {
        Self::of(vec![Run { text: text.into(), ..Run::default() }])
    }

    /// A paragraph of runs, 13 points, flush left.
    pub fn of(runs: Vec<Run>) -> Self {
        Self {
            runs,
            size: 13.0,
            align: Align::Left,
            first_mm: 0.0,
            left_mm: 0.0,
            before: 0.0,
            after: 0.0,
            spacing: 1.0,
            rule: None,
            with_next: false,
            colour: Colour::default(),
        }
    }

    /// Body text: justified, 14 points, first line 10 mm in (Decree 30/2020, Annex I: 1 or 1.27 cm), 6 points below.
    pub fn body(text: &str) -> Self {
        Self { size: 14.0, align: Align::Justify, first_mm: 10.0, after: 6.0, spacing: 1.1, ..Self::new(text) }
    }

    /// All runs bold.
    pub fn bold(mut self) -> Self {
        self.runs.iter_mut().for_each(|run| run.bold = true);
        self
    }

    /// All runs italic.
    pub fn italic(mut self) -> Self {
        self.runs.iter_mut().for_each(|run| run.italic = true);
        self
    }

    /// In the middle.
    pub fn centred(mut self) -> Self {
        self.align = Align::Centre;
        self
    }

    /// Size in points.
    pub fn sized(mut self, points: f32) -> Self {
        self.size = points;
        self
    }

    /// With a rule below, as a share of the longest line.
    pub fn ruled(mut self, share: f32) -> Self {
        self.rule = Some(share);
        self
    }
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Self {
        Self::Paragraph(paragraph)
    }
}

/// A table over the whole width.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Widths of the columns, relative to each other.
    pub widths: Vec<f32>,
    /// So many first rows are repeated on every page.
    pub header_rows: usize,
    /// Rows of cells; a missing cell is empty, one too many is left out.
    pub rows: Vec<Vec<Cell>>,
    /// Lines around all cells.
    pub lines: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// Content.
    pub paragraphs: Vec<Paragraph>,
    /// Columns that it covers; 0 counts as 1.
    pub span: usize,
}

impl From<Paragraph> for Cell {
    fn from(paragraph: Paragraph) -> Self {
        Self { paragraphs: vec![paragraph], span: 1 }
    }
}
