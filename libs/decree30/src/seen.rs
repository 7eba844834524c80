//! What a foreign file shows, whatever its format: its page and its lines with their type.
//!
//! Made by the readers of Word files and of PDFs, read by the checks. Lengths are millimetres, type sizes points. What
//! a format does not tell is none, and no rule speaks about it.

/// A file as it looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// The page's measures.
    pub paper: Option<Paper>,
    /// Pages; none for a Word file.
    pub pages: Option<usize>,
    /// In reading order. Of a Word file every paragraph, also in tables; of a PDF every line of print.
    pub lines: Vec<Line>,
    /// The page number, when there is one: where and how.
    pub page_number: Option<PageNumber>,
}

/// Measures of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Margins: top, right, bottom, left.
    pub margins: [f32; 4],
}

/// How pages are numbered.
#[derive(Clone, Debug, PartialEq)]
pub struct PageNumber {
    /// In the top margin (else at the foot).
    pub top: bool,
    /// How it stands.
    pub stands: Stands,
    /// Its type.
    pub size: Option<f32>,
    /// Shown on page 1 too.
    pub on_first: bool,
}

/// A paragraph or a line of print.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Position among all, from 0.
    pub index: usize,
    /// Its words, NFC. In a Word file a break inside the paragraph is a line feed.
    pub text: String,
    /// Stretches of one type, covering the words in order.
    pub runs: Vec<Run>,
    /// How it stands.
    pub stands: Option<Stands>,
    /// Indent of the first line.
    pub indent: Option<f32>,
    /// Room before and after, points.
    pub around: Option<[f32; 2]>,
    /// Line spacing as a multiple of single.
    pub spacing: Option<f32>,
    /// Page from 0; PDF only.
    pub page: Option<usize>,
    /// Left, top, width, height in points; PDF only.
    pub rect: Option<[f32; 4]>,
    /// The table it stands in: table, row and column from 0; Word only.
    pub cell: Option<[usize; 3]>,
    /// Length of a rule drawn directly below it, as a share of its width; none: no rule seen.
    pub rule: Option<f32>,
    /// The number that the file's own numbering puts before it (`1.`, `a)`); Word only.
    pub number: Option<String>,
}

/// A stretch of one type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// From which character of the line.
    pub from: usize,
    /// To before which.
    pub to: usize,
    /// Size, points.
    pub size: Option<f32>,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Face, without style and subset mark: `Times New Roman`.
    pub face: Option<String>,
    /// Shown in capitals by its type though written small.
    pub capitals: bool,
    /// Colour as `RRGGBB`; none: black.
    pub colour: Option<String>,
}

/// How a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// To the left.
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
    /// Justified.
    Justified,
}
