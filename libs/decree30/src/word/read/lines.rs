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

/// The lines of paragraphs that say something. With `column`, of a line with a tab only what stands before (0) or
/// behind it (1), as old files put two columns.
pub(super) fn lines<'a>(paragraphs: &[&'a Paragraph], column: Option<usize>) -> Vec<Line<'a>> {
    let mut out = Vec::new();
    let mut empty = false;
    for paragraph in paragraphs {
        if paragraph.is_empty() {
            empty = true;
            continue;
        }
        for (index, pieces) in broken(paragraph).into_iter().enumerate() {
            let pieces = match column {
                Some(column) => part(&pieces, column),
                None => pieces,
            };
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

/// What stands before or behind the first tab that has words before it.
fn part(pieces: &[Piece], column: usize) -> Vec<Piece> {
    let mut columns = [Vec::new(), Vec::new()];
    let mut at = 0;
    for piece in pieces {
        for (index, text) in piece.text.split('\t').enumerate() {
            if index > 0 {
                at = 1;
            }
            columns[at.min(1)].push(Piece { text: format!("{text} "), ..piece.clone() });
        }
    }
    std::mem::take(&mut columns[column.min(1)])
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
