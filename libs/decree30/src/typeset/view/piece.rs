//! What the template reads. Names of fields are those of the template.

use serde::Serialize;

use crate::typeset::Remark;

/// Everything of one file.
#[derive(Serialize)]
pub(in crate::typeset) struct View {
    pub(super) title: String,
    pub(super) author: String,
    pub(super) faces: Vec<String>,
    pub(super) bold_italic: bool,
    pub(super) margins: [f64; 4],
    pub(super) parts: Vec<Part>,
    pub(super) code: Option<String>,
    #[serde(skip)]
    pub(in crate::typeset) remarks: Vec<Remark>,
}

/// The document or an annex: pages with numbers of their own.
#[derive(Serialize)]
pub(super) struct Part {
    pub(super) sections: Vec<Section>,
    /// At the foot of its first page.
    pub(super) contact: Vec<Run>,
    /// The first page keeps room for the body's signature at the top.
    pub(super) corner: bool,
}

/// Pages of one direction.
#[derive(Serialize)]
pub(super) struct Section {
    pub(super) flipped: bool,
    pub(super) pieces: Vec<Piece>,
}

/// Words and how they are: see [`BOLD`] and the like.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Run(pub(super) String, pub(super) u8);

/// Bold.
pub(super) const BOLD: u8 = 1;
/// Italic.
pub(super) const ITALIC: u8 = 2;
/// Does not break.
pub(super) const WHOLE: u8 = 4;
/// A new line; no words.
pub(super) const LINE: u8 = 8;
/// Dots up to the end of the line; no words.
pub(super) const DOTS: u8 = 16;
/// An empty box to tick; no words.
pub(super) const BOX: u8 = 32;
/// A ticked box; no words.
pub(super) const TICKED: u8 = 64;

/// Something that stands on its own.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub(super) enum Piece {
    Head(Head),
    Title(Title),
    Addressed(Addressed),
    Para(Para),
    Table(Table),
    Break,
    Rule,
    CopyHead(Head),
    Closing(Closing),
}

/// Cells 1 to 4, 5b, 10b, 11; a copy's lines.
#[derive(Serialize)]
pub(super) struct Head {
    pub(super) issuers: Vec<Issuer>,
    /// None: the line of number and date is left out.
    pub(super) symbol: Option<Symbol>,
    /// None: no date stands here.
    pub(super) date: Option<Date>,
    /// Cell 5b.
    pub(super) subject: Vec<Run>,
    pub(super) urgency: Option<&'static str>,
    pub(super) circulation: Vec<Run>,
    /// `SAO Y`, for copies.
    pub(super) form: String,
}

#[derive(Serialize)]
pub(super) struct Issuer {
    /// Line by line, as it is written.
    pub(super) parent: Vec<Vec<Run>>,
    pub(super) name: Vec<Run>,
}

#[derive(Serialize)]
pub(super) struct Symbol {
    pub(super) number: String,
    pub(super) text: Vec<Run>,
}

#[derive(Serialize)]
pub(super) struct Date {
    pub(super) place: Vec<Run>,
    pub(super) day: String,
    pub(super) month: String,
    pub(super) year: String,
}

/// Title, subject and a rule, centred.
#[derive(Serialize)]
pub(super) struct Title {
    pub(super) lines: Vec<Line>,
    /// Which share of the last line's length the rule has (`layout.rule`); none: no rule.
    pub(super) rule: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct Line {
    pub(super) cell: &'static str,
    pub(super) runs: Vec<Run>,
}

/// Cell 9a.
#[derive(Serialize)]
pub(super) struct Addressed {
    pub(super) opener: Vec<Run>,
    pub(super) to: Vec<Vec<Run>>,
}

/// A paragraph.
#[derive(Serialize)]
pub(super) struct Para {
    /// Its type, by the name in `layout.cell`.
    pub(super) cell: &'static str,
    pub(super) runs: Vec<Run>,
    pub(super) centred: bool,
    /// Stays on the page of what follows.
    pub(super) sticky: bool,
}

#[derive(Serialize)]
pub(super) struct Table {
    pub(super) widths: Vec<f64>,
    pub(super) head: usize,
    pub(super) cells: Vec<Cell>,
    pub(super) plain: bool,
    /// Goes on in the next piece, without a gap.
    pub(super) open: bool,
    /// Goes on from the piece before, and stays with what follows.
    pub(super) rest: bool,
    #[serde(skip)]
    pub(super) landscape: bool,
}

/// A cell: column, row, columns and rows that it takes.
#[derive(Serialize)]
pub(super) struct Cell {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) align: &'static str,
    pub(super) runs: Vec<Run>,
}

/// Cells 7, 8, 9b, 12.
#[derive(Serialize)]
pub(super) struct Closing {
    pub(super) rows: Vec<Vec<Signer>>,
    pub(super) recipients: Vec<Vec<Run>>,
    pub(super) mark: Vec<Run>,
    pub(super) code: bool,
    /// May be divided between pages: there is too much for one.
    pub(super) long: bool,
}

#[derive(Serialize)]
pub(super) struct Signer {
    pub(super) index: usize,
    pub(super) lines: Vec<Vec<Run>>,
    pub(super) name: Vec<Run>,
    pub(super) seal: bool,
}
