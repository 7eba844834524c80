//! What a check says: one fault, with the rule, where it stands, what is there and what is wanted.

use serde::{Deserialize, Serialize};

use crate::draft::{Basis, Block};

/// One fault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Code of the rule (`data/rules.toml`), `form.font-size` for instance.
    pub rule: String,
    /// Number of the cell by Decree 30/2020, Annex I, part IV: `5a`; empty when no cell is meant.
    pub cell: String,
    /// What stands there, in its own words or as a measure with its unit.
    pub found: String,
    /// What should stand there.
    pub wanted: String,
    /// Where the rule stands: decree, article, annex, part.
    pub source: String,
    /// How grave it is, by default; whoever uses the library may set it otherwise.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// The correction, where it can be had without asking.
    pub fix: Option<Fix>,
}

/// How grave a fault is. Nothing here blocks anything: that is the law's and the reader's affair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth a look.
    Hint,
    /// Against the usual form or probably wrong.
    Warning,
    /// Against a rule.
    Error,
}

/// Where a fault stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "in")]
pub enum Place {
    /// The document as a whole.
    Whole,
    /// A part of a structured draft outside the text: `subject`, `bases`, `recipients` … and which of its lines.
    Part {
        /// Field of [`crate::Draft`].
        field: String,
        /// Index, for lists.
        index: Option<usize>,
    },
    /// A block of a structured draft, and the letters concerned (from, to; in characters of its words).
    Block {
        /// The block's id.
        id: String,
        /// From which character to before which; none: the whole block.
        range: Option<(usize, usize)>,
    },
    /// A paragraph of a Word file, counted from 0 over the body, and its first words.
    Paragraph {
        /// Which.
        index: usize,
        /// Its first words.
        words: String,
    },
    /// A place on a page of a PDF: page from 0; points from the left and the top edge; width and height in points.
    Page {
        /// Which page.
        page: usize,
        /// Left, top, width, height.
        rect: [f32; 4],
    },
}

/// A correction of a structured draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "do")]
pub enum Fix {
    /// The field says this instead (index for lists). Nothing in a line of a list takes the line away; the lines of a
    /// signer are parted by line feeds.
    SetField {
        /// Field of [`crate::Draft`].
        field: String,
        /// Index, for lists.
        index: Option<usize>,
        /// What it says then.
        value: String,
    },
    /// These letters of a block are replaced.
    Replace {
        /// The block's id.
        id: String,
        /// From which character of its words.
        from: usize,
        /// To before which.
        to: usize,
        /// By what.
        by: String,
    },
    /// These letters of a cell of a block's table are replaced.
    ReplaceInCell {
        /// The block's id.
        id: String,
        /// Row and column, from 0.
        cell: [usize; 2],
        /// From which character of the cell's words.
        from: usize,
        /// To before which.
        to: usize,
        /// By what.
        by: String,
    },
    /// A line is added to a list of the draft (`addressees`, `recipients`).
    AddLine {
        /// Field of [`crate::Draft`].
        field: String,
        /// Before which.
        index: usize,
        /// What it says.
        value: String,
    },
    /// The block goes.
    Remove {
        /// The block's id.
        id: String,
    },
    /// All of these, in order.
    Together {
        /// Corrections of one click.
        fixes: Vec<Fix>,
    },
    /// The block becomes this one.
    SetBlock {
        /// The block's id.
        id: String,
        /// What it becomes.
        block: Box<Block>,
    },
    /// A basis is added at this place.
    AddBasis {
        /// Before which.
        index: usize,
        /// What it says.
        basis: Basis,
    },
    /// The Word file is set right by the typesetter: size, style, margin. Only a structured draft can do it.
    Restyle,
}
