//! Paragraphs as lines of print, for what is recognised by its look.

use crate::word::letters::{fold, in_capitals, is_filler, squeeze};
use crate::word::say::file;
use crate::word::story::{PAGE, Paragraph, Piece};

/// A line.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// Its words, white space squeezed.
    pub text: String,
    pub bold: bool,
    pub capital: bool,
    pub paragraph: &'a Paragraph,
    /// Room above it, as for a signature.
    pub far: bool,
}

/// Points of room above that part a name from a post.
const FAR: f32 = 24.0;

/// What of a line with tabs is taken: old files put columns beside each other with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// All of it.
    Whole,
    /// What stands before the first tab.
    Before,
    /// What stands behind it.
    Behind,
    /// What stands in one column, from 0; tabs directly behind each other are one.
    Column(usize),
}

/// So many columns are told apart; what stands further right belongs to the last.
pub(super) const COLUMNS: usize = 6;

/// The lines of paragraphs that say something.
pub(super) fn lines<'a>(paragraphs: &[&'a Paragraph], side: Side) -> Vec<Line<'a>> {
    let mut out = Vec::new();
    let mut empty = false;
    for paragraph in paragraphs {
        if paragraph.is_empty() {
            empty = true;
            continue;
        }
        for (index, pieces) in broken(paragraph).into_iter().enumerate() {
            let pieces = part(pieces, side);
            let shown: String = pieces.iter().map(Piece::as_shown).collect();
            let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            let mut said = pieces.iter().filter(|piece| !piece.text.trim().is_empty()).peekable();
            if said.peek().is_none() {
                empty = true;
                continue;
            }
            let far = std::mem::take(&mut empty) || index == 0 && paragraph.around[0] >= FAR;
            out.push(Line {
                text: squeeze(&text),
                bold: said.all(|piece| piece.bold),
                capital: in_capitals(&shown),
                paragraph,
                far,
            });
        }
    }
    out
}

/// The shown pieces of a paragraph line by line.
fn broken(paragraph: &Paragraph) -> Vec<Vec<Piece>> {
    let mut out = vec![Vec::new()];
    for piece in paragraph.pieces.iter().filter(|piece| !piece.hidden) {
        for (index, text) in piece.text.split(['\n', PAGE]).enumerate() {
            if index > 0 {
                out.push(Vec::new());
            }
            if let Some(last) = out.last_mut() {
                last.push(Piece { text: text.to_owned(), ..piece.clone() });
            }
        }
    }
    out
}

/// What of a line is taken.
fn part(pieces: Vec<Piece>, side: Side) -> Vec<Piece> {
    if side == Side::Whole {
        return pieces;
    }
    let (mut out, mut column, mut said) = (Vec::new(), 0, false);
    for piece in &pieces {
        for (index, text) in piece.text.split('\t').enumerate() {
            // A tab at the very beginning leaves the first column empty.
            if index > 0 && (said || column == 0) {
                column += 1;
                said = false;
            }
            said |= !text.trim().is_empty();
            let taken = match side {
                Side::Before => column == 0,
                Side::Behind => column > 0,
                Side::Column(wanted) => column.min(COLUMNS - 1) == wanted,
                Side::Whole => true,
            };
            if taken {
                out.push(Piece { text: format!("{}{text}", if index > 0 { " " } else { "" }), ..piece.clone() });
            }
        }
    }
    out
}

impl Line<'_> {
    pub(super) fn folded(&self) -> String {
        fold(&self.text)
    }

    /// Dots, lines, dashes only.
    pub(super) fn is_filler(&self) -> bool {
        is_filler(&self.text)
    }

    /// Of cell 7a: capitals that begin as posts and authorities do.
    pub(super) fn is_post(&self) -> bool {
        let folded = self.folded();
        let is_style = self.paragraph.style == "Quyền hạn, chức vụ";
        is_style || self.capital && file().recognise.posts.iter().any(|post| folded.starts_with(post.as_str()))
    }

    /// Short words without a sentence's end, as names and remarks below a post are.
    pub(super) fn is_short(&self) -> bool {
        self.text.split_whitespace().count() <= 8 && !self.text.ends_with([';', ':', ','])
    }
}
