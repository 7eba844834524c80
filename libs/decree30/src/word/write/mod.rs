//! A draft as a Word file of the same form as the typeset page.
//!
//! The XML is written by hand: a package of seven small parts needs no library, the output is the same for the same
//! draft on every machine, and every style has its Vietnamese name. Numbers are typed, since Word's lists know no `đ)`;
//! the reader forgets those that count by themselves.

mod annex;
mod bounds;
mod closing;
mod head;
mod markup;
mod opening;
mod pack;
mod parts;
mod rules;
mod sections;
mod tables;
mod text;

use super::limits::WordError;
use crate::draft::Draft;
use crate::kinds::{self, Kind, Shape};
use crate::layout::Layout;

/// Twips of a millimetre.
const TWIPS: f64 = 1440.0 / 25.4;

/// Writes a draft as a Word file by a layout ([`crate::layout::current`]).
///
/// # Errors
/// [`WordError::TooMuch`] when the draft is over the limits of [`crate::draft`]; [`WordError::Layout`] when the layout
/// has no types.
pub fn write(draft: &Draft, layout: &Layout) -> Result<Vec<u8>, WordError> {
    bounds::check(draft)?;
    if layout.cell.is_empty() {
        return Err(WordError::Layout);
    }
    let mut maker = Maker {
        draft,
        layout,
        kind: kinds::find(&draft.kind),
        form: crate::forms::find(&draft.kind),
        out: String::new(),
        flipped: false,
        begins: true,
        annex: false,
        landscape_annex: false,
    };
    maker.document();
    pack::pack(&parts::all(&maker))
}

/// Writes the body.
struct Maker<'a> {
    draft: &'a Draft,
    layout: &'a Layout,
    kind: Option<&'static Kind>,
    form: Option<&'static crate::forms::Form>,
    out: String,
    /// The section that is open is in landscape.
    flipped: bool,
    /// It begins the document or an annex.
    begins: bool,
    /// It is an annex's.
    annex: bool,
    /// It is one in landscape as a whole.
    landscape_annex: bool,
}

impl Maker<'_> {
    fn document(&mut self) {
        if self.shape() == Some(Shape::Copy) {
            self.blocks(&self.draft.blocks, false);
            self.copy_head();
        } else {
            self.head(false);
            self.opening();
            self.text();
        }
        self.closing();
        for index in 0..self.draft.annexes.len() {
            self.annex(index);
        }
    }

    fn shape(&self) -> Option<Shape> {
        self.kind.map(|kind| kind.shape)
    }

    /// The kind's name without the remark that it is an individual one.
    fn kind_name(&self) -> &'static str {
        self.kind.map_or("", |kind| kind.name.split(" (").next().unwrap_or(&kind.name))
    }

    fn word(&self, name: &str) -> &str {
        self.layout.word(name)
    }

    /// How the body is called in a text.
    fn called(&self) -> &str {
        let issuer = &self.draft.issuer;
        if issuer.called.trim().is_empty() { issuer.name.trim() } else { issuer.called.trim() }
    }

    /// Width for the text, millimetres.
    fn room(&self) -> f64 {
        let page = &self.layout.page;
        (if self.flipped { page.height } else { page.width }) - page.left.used - page.right.used
    }
}

fn twips(millimetres: f64) -> i64 {
    (millimetres * TWIPS).round() as i64
}

/// Twips of points.
fn points(points: f64) -> i64 {
    (points * 20.0).round() as i64
}
