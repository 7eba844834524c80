//! The typeset page: PDF/A-2b out of a draft.
//!
//! What is said comes from the draft, how it looks from `data/layout.toml` ([`crate::layout`]); the template in `template/`
//! only puts the one into the other. Words of a draft reach it as values, never as markup.

mod bound;
mod clean;
mod compile;
pub mod faces;
mod keep;
mod locate;
mod refuse;
mod view;

pub use crate::faces::{FaceReport, FaceSource};
pub use faces::Faces;
pub use locate::{Place, Spot};
pub use refuse::{Remark, TypesetError};

use crate::draft::Draft;

/// What a draft does not say itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// When it is typeset: creation date of the PDF. The only time that the file tells.
    pub at: jiff::Timestamp,
    /// Name and version of the typesetter, for the PDF's metadata.
    pub typesetter: String,
    /// Paper or electronic.
    pub medium: Medium,
    /// Other margins than the usual ones.
    pub margins: Option<Margins>,
    /// A QR code below the recipients.
    pub code: Option<Code>,
    /// Which part becomes the file.
    pub part: Part,
}

impl Options {
    /// Usual margins, electronic, everything in one file.
    #[must_use]
    pub fn new(at: jiff::Timestamp, typesetter: &str) -> Self {
        let typesetter = typesetter.to_owned();
        Self { at, typesetter, medium: Medium::Electronic, margins: None, code: None, part: Part::Whole }
    }
}

/// What is signed in the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Medium {
    /// A file, signed digitally.
    #[default]
    Electronic,
    /// Paper.
    Paper,
}

/// Margins, millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// Above.
    pub top: f64,
    /// On the right.
    pub right: f64,
    /// Below.
    pub bottom: f64,
    /// On the left.
    pub left: f64,
}

/// A QR code: its modules row by row, dark ones true, without the quiet zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// A square number of modules.
    pub dark: Vec<bool>,
}

/// Which part of a draft becomes a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The document and its annexes.
    #[default]
    Whole,
    /// The document without its annexes.
    Document,
    /// An annex in a file of its own, by its index.
    Annex(usize),
}

/// A typeset file.
#[derive(Clone, Debug, PartialEq)]
pub struct Typeset {
    /// PDF/A-2b.
    pub pdf: Vec<u8>,
    /// How many pages.
    pub pages: usize,
    /// Where number, date, signatures and seals have their room.
    pub places: Vec<Place>,
    /// What people should know about it.
    pub remarks: Vec<Remark>,
    /// The face in use.
    pub face: FaceReport,
}

/// Typesets a draft. Takes milliseconds for usual documents; a draft over the bounds is refused before anything is set,
/// so that time and memory are bounded (see `bound.rs`).
///
/// # Errors
/// When the draft is too large, its kind is unknown, or an option is outside what the decree allows.
pub fn typeset(draft: &Draft, options: &Options, faces: &Faces) -> Result<Typeset, TypesetError> {
    bound::check(draft)?;
    let view = view::make(draft, options, faces)?;
    let set = compile::compile(&view, options, faces)?;
    let mut remarks = view.remarks;
    remarks.extend(faces.remark());
    Ok(Typeset { pdf: set.pdf, pages: set.pages, places: set.places, remarks, face: faces.report().clone() })
}
