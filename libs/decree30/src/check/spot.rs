//! Where words stand in a draft, and how they are set right there.

use crate::draft::{Block, Draft};
use crate::finding::{Fix, Place};

/// A place with words.
#[derive(Clone, Copy, Debug)]
pub(super) enum Spot<'a> {
    /// A field of the draft, or a line of one.
    Field(&'static str, Option<usize>),
    /// A block.
    Block(&'a Block),
    /// A cell of a block's table: row and column.
    Cell(&'a Block, [usize; 2]),
}

impl Spot<'_> {
    /// The place of these letters of it.
    pub fn place(&self, range: Option<(usize, usize)>) -> Place {
        match self {
            Self::Field(field, index) => Place::Part { field: (*field).to_owned(), index: *index },
            Self::Block(block) => Place::Block { id: block.id.clone(), range },
            // The letters would count from the cell, not from the block.
            Self::Cell(block, _) => Place::Block { id: block.id.clone(), range: None },
        }
    }

    /// The correction that puts `by` in place of these letters of `words`, which are all that stand here.
    pub fn replace(&self, words: &str, (from, to): (usize, usize), by: &str) -> Fix {
        match self {
            Self::Field(field, index) => Fix::SetField {
                field: (*field).to_owned(),
                index: *index,
                value: words.chars().take(from).chain(by.chars()).chain(words.chars().skip(to)).collect(),
            },
            Self::Block(block) => Fix::Replace { id: block.id.clone(), from, to, by: by.to_owned() },
            Self::Cell(block, cell) => {
                Fix::ReplaceInCell { id: block.id.clone(), cell: *cell, from, to, by: by.to_owned() }
            }
        }
    }
}

/// Place of a whole field.
pub(super) fn field(name: &str) -> Place {
    Place::Part { field: name.to_owned(), index: None }
}

/// Place of a line of a field.
pub(super) fn line(name: &str, index: usize) -> Place {
    Place::Part { field: name.to_owned(), index: Some(index) }
}

/// The correction that sets a field or a line of it.
pub(super) fn set(name: &str, index: Option<usize>, value: impl Into<String>) -> Fix {
    Fix::SetField { field: name.to_owned(), index, value: value.into() }
}

/// The correction that puts this block in the place of the one with its id.
pub(super) fn put(block: Block) -> Fix {
    Fix::SetBlock { id: block.id.clone(), block: Box::new(block) }
}

/// Visits every place with running words, in the order of the page.
pub(super) fn each<'a>(draft: &'a Draft, mut visit: impl FnMut(Spot<'a>, &str)) {
    for (field, words) in [
        ("issuer.parent", &draft.issuer.parent),
        ("issuer.name", &draft.issuer.name),
        ("competence", &draft.competence),
        ("subject", &draft.subject),
    ] {
        visit(Spot::Field(field, None), words);
    }
    for (field, lines) in [("addressees", &draft.addressees), ("recipients", &draft.recipients)] {
        lines.iter().enumerate().for_each(|(index, line)| visit(Spot::Field(field, Some(index)), line));
    }
    for (index, basis) in draft.bases.iter().enumerate() {
        visit(Spot::Field("bases", Some(index)), &basis.text);
    }
    for (index, annex) in draft.annexes.iter().enumerate() {
        visit(Spot::Field("annexes.title", Some(index)), &annex.title);
    }
    for block in draft.all_blocks() {
        visit(Spot::Block(block), &block.words());
        let rows = block.table.iter().flat_map(|table| &table.rows).enumerate();
        for (row, cells) in rows {
            for (column, cell) in cells.iter().enumerate() {
                visit(Spot::Cell(block, [row, column]), &crate::draft::words(&cell.text));
            }
        }
    }
}
