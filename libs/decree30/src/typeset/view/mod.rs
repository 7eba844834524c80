//! A draft as the template wants it: parts, sections of pages, pieces with words that need no more thought.

mod annex;
mod closing;
mod form;
mod head;
mod piece;
mod runs;
mod table;
mod text;

pub(super) use piece::View;

use super::clean::Cleaner;
use super::{Code, Faces, Margins, Options, Part, TypesetError};
use crate::draft::Draft;
use crate::forms::{self, Form};
use crate::kinds::{self, Kind};
use crate::layout::{self, Layout, Range};
use piece::{Piece, Section};

/// What makes the pieces of one draft.
struct Maker<'a> {
    draft: &'a Draft,
    kind: &'static Kind,
    form: Option<&'static Form>,
    layout: &'static Layout,
    options: &'a Options,
    clean: Cleaner<'a>,
    bold_italic: bool,
}

/// The view of a draft under these options.
pub(super) fn make(draft: &Draft, options: &Options, faces: &Faces) -> Result<View, TypesetError> {
    let kind = kinds::find(&draft.kind).ok_or_else(|| TypesetError::KindUnknown(draft.kind.clone()))?;
    let maker = Maker {
        draft,
        kind,
        form: forms::find(&draft.kind),
        layout: layout::current(),
        options,
        clean: Cleaner::new(faces),
        bold_italic: faces.bold_italic(),
    };
    let margins = margins(maker.layout, options.margins)?;
    let annexes = || (0..draft.annexes.len()).map(|index| maker.annex(index));
    let parts = match options.part {
        Part::Whole => std::iter::once(maker.document()).chain(annexes()).collect(),
        Part::Document => vec![maker.document()],
        Part::Annex(index) if index < draft.annexes.len() => vec![maker.annex(index)],
        Part::Annex(index) => return Err(TypesetError::NoSuchAnnex(index)),
    };
    Ok(View {
        title: maker.clean.clean(&maker.name_of_file()),
        author: maker.clean.clean(&draft.issuer.name),
        faces: faces.families().into_iter().map(str::to_owned).collect(),
        bold_italic: maker.bold_italic,
        margins,
        parts,
        code: options.code.as_ref().map(picture).transpose()?,
        remarks: maker.clean.remarks(),
    })
}

/// Top, right, bottom, left, within what the decree allows.
fn margins(layout: &Layout, wished: Option<Margins>) -> Result<[f64; 4], TypesetError> {
    let page = &layout.page;
    let Some(wished) = wished else { return Ok([page.top, page.right, page.bottom, page.left].map(|one| one.used)) };
    let one = |found: f64, range: Range| {
        let inside = range.holds(found);
        inside.then_some(found).ok_or(TypesetError::MarginOutside { found, from: range.from, to: range.to })
    };
    Ok([
        one(wished.top, page.top)?,
        one(wished.right, page.right)?,
        one(wished.bottom, page.bottom)?,
        one(wished.left, page.left)?,
    ])
}

/// The largest QR code has 177 modules on a side.
const MOST_MODULES: usize = 177;

/// A code as SVG: one square a module.
fn picture(code: &Code) -> Result<String, TypesetError> {
    let side = code.dark.len().isqrt();
    if side == 0 || side > MOST_MODULES || side * side != code.dark.len() {
        return Err(TypesetError::CodeBroken);
    }
    let dark = code.dark.iter().enumerate().filter(|(_, dark)| **dark);
    let path: String = dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % side, at / side)).collect();
    let svg = "http://www.w3.org/2000/svg";
    Ok(format!("<svg xmlns=\"{svg}\" viewBox=\"0 0 {side} {side}\"><path d=\"{path}\"/></svg>"))
}

impl Maker<'_> {
    /// `Kế hoạch 12/KH-THPT: …`
    fn name_of_file(&self) -> String {
        let number = self.draft.symbol.number.map(|number| format!("{number:02}/")).unwrap_or_default();
        let about = if self.draft.subject.is_empty() { String::new() } else { format!(": {}", self.draft.subject) };
        format!("{} {number}{}{about}", self.kind_name(), self.draft.symbol.text)
    }

    /// The kind's name without the remark that it is an individual one.
    fn kind_name(&self) -> &'static str {
        self.kind.name.split(" (").next().unwrap_or(&self.kind.name)
    }

    /// Pieces in sections: a table in landscape stands on pages of its own.
    fn sections(&self, pieces: Vec<Piece>, landscape: bool) -> Vec<Section> {
        let mut sections = vec![Section { flipped: landscape, pieces: Vec::new() }];
        for piece in pieces {
            let flipped = landscape || matches!(&piece, Piece::Table(table) if table.landscape);
            // The signature stays on the pages of what it follows.
            let stays = matches!(piece, Piece::Closing(_));
            match sections.last_mut() {
                Some(last) if stays || last.flipped == flipped => last.pieces.push(piece),
                _ => sections.push(Section { flipped, pieces: vec![piece] }),
            }
        }
        sections
    }
}
