//! From pieces to pages.

use super::Frame;
use super::block::{Item, Piece};
use crate::limits::{Limits, PageError, What};

/// Half a point of overhang is rounding, not a reason for a new page.
const SLACK: f32 = 0.5;

struct Pages<'a> {
    frame: &'a Frame,
    done: Vec<Vec<Item>>,
    /// Height used on the last page.
    used: f32,
}

impl Pages<'_> {
    fn turn(&mut self) {
        self.done.push(Vec::new());
        self.used = 0.0;
    }

    fn fits(&self, height: f32) -> bool {
        self.used + height <= self.frame.inner_height() + SLACK
    }

    fn put(&mut self, piece: Piece) {
        let (left, top) = (self.frame.left, self.frame.top + self.used);
        self.used += piece.height;
        if let Some(page) = self.done.last_mut() {
            page.extend(piece.items.into_iter().map(|item| item.moved(left, top)));
        }
    }
}

/// Fills pages from top to bottom. Pieces that belong together go to the next page together, if a page can hold them.
pub(crate) fn paginate(pieces: Vec<Piece>, frame: &Frame, limits: &Limits) -> Result<Vec<Vec<Item>>, PageError> {
    let mut pages = Pages { frame, done: vec![Vec::new()], used: 0.0 };
    let mut group: Vec<Piece> = Vec::new();
    for piece in pieces {
        let bound = piece.with_next;
        group.push(piece);
        if !bound {
            place(&mut pages, std::mem::take(&mut group));
        }
        if pages.done.len() > limits.pages {
            return Err(PageError::over(What::Pages, limits.pages));
        }
    }
    place(&mut pages, group);
    Ok(pages.done)
}

fn place(pages: &mut Pages<'_>, group: Vec<Piece>) {
    if group.iter().any(|piece| piece.breaks) {
        return if pages.used > 0.0 {
            pages.turn()
        };
    }
    let height: f32 = group.iter().map(|piece| piece.height).sum();
    let holds = height <= pages.frame.inner_height();
    // Space at the end of a group may hang over the edge.
    let seen = height - group.last().filter(|piece| piece.is_blank()).map_or(0.0, |piece| piece.height);
    if holds && !pages.fits(seen) {
        pages.turn();
    }
    for piece in group {
        if !pages.fits(piece.height) && pages.used > 0.0 && !piece.is_blank() {
            pages.turn();
        }
        if pages.used == 0.0 {
            // On a new page: no space above, and the header of the table again.
            if piece.is_blank() && pages.done.len() > 1 {
                continue;
            }
            let again = piece.header.clone();
            again.iter().flat_map(|header| header.iter()).for_each(|row| pages.put(row.clone()));
        }
        pages.put(piece);
    }
}
