//! A Word file as a draft.
//!
//! The body is cut into head, opening (title to bases), text, closing and annexes; each part takes what it recognises,
//! by its words first and by names of styles where words do not tell. What has no place in a draft is kept beside it.

mod annexes;
mod blocks;
mod closing;
mod head;
mod issuers;
mod kept;
mod lines;
mod opening;
mod sentences;
mod signers;
mod tables;

use super::limits::{Limits, WordError};
use super::recount::recount;
use super::story::{self, Item, Paragraph, Story};
use crate::draft::{Draft, Level, MOST_BLOCKS};
use crate::kinds::{self, Kind};

pub use kept::{Kept, What};

/// What a Word file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// As a draft. Blocks of which something was not understood say so in `unknown`.
    pub draft: Draft,
    /// What has no place in a draft, in the order of the file.
    pub kept: Vec<Kept>,
}

/// Reads a file as a draft. No word is lost: what is not understood stands as a paragraph or in [`Read::kept`].
///
/// # Errors
/// [`WordError`] when it is no Word file, is damaged, or is over a bound, also those of a draft.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Read, WordError> {
    let limits = Limits { paragraphs: limits.paragraphs.min(MOST_BLOCKS), ..limits.clone() };
    let story = story::open(bytes, &limits)?;
    let mut reader = Reader::default();
    reader.whole(&story);
    Ok(Read { draft: reader.draft, kept: reader.kept })
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    kept: Vec<Kept>,
    /// The bases so far are in italics.
    italic_bases: bool,
}

/// A piece of the body with the pages it is on.
#[derive(Clone, Copy)]
struct Top<'a> {
    item: &'a Item,
    landscape: bool,
    /// Begins on a new page because a section ends before it.
    new_section: bool,
}

impl<'a> Top<'a> {
    fn paragraph(&self) -> Option<&'a Paragraph> {
        match self.item {
            Item::Paragraph(paragraph) => Some(paragraph),
            _ => None,
        }
    }

    fn is_blank(&self) -> bool {
        self.paragraph().is_some_and(|paragraph| {
            paragraph.is_empty() && paragraph.marks.is_empty() && !paragraph.text().contains(story::PAGE)
        })
    }

    /// Paragraphs in it, also in its table.
    fn paragraphs(&self) -> Vec<&'a Paragraph> {
        let mut out = Vec::new();
        story::paragraphs(std::slice::from_ref(self.item), &mut |paragraph| out.push(paragraph));
        out
    }
}

impl Reader {
    fn whole(&mut self, story: &Story) {
        self.beside(story);
        let tops = tops(story);
        let rest = self.head(&tops);
        let cut = closing::find(rest);
        let (text, closing, annexes) = (&rest[..cut.start], &rest[cut.start..cut.end], &rest[cut.end..]);
        let text = self.opening(text);
        let blocks = self.blocks(text);
        self.draft.blocks.extend(blocks);
        self.closing(closing);
        self.annexes(annexes);
        self.finish();
    }

    fn kind(&self) -> Option<&'static Kind> {
        kinds::find(&self.draft.kind)
    }

    /// Numbers that count by themselves again, ids, the order of fields, and the kind by its symbol if nothing else told.
    fn finish(&mut self) {
        if let Some(form) = crate::forms::find(&self.draft.kind) {
            let place = |code: &str| form.fields.iter().position(|field| field.code == code);
            self.draft.fields.sort_by_key(|field| place(&field.code));
        }
        let texts =
            std::iter::once(&mut self.draft.blocks).chain(self.draft.annexes.iter_mut().map(|annex| &mut annex.blocks));
        let mut id = 0;
        for blocks in texts {
            // Where text begins and ends the page breaks by itself, or need not.
            let breaks = |block: &crate::draft::Block| block.level == Level::PageBreak && block.unknown.is_empty();
            let first = blocks.iter().position(|block| !breaks(block)).unwrap_or(blocks.len());
            blocks.drain(..first);
            blocks.truncate(blocks.iter().rposition(|block| !breaks(block)).map_or(0, |last| last + 1));
            recount(blocks);
            for block in blocks.iter_mut() {
                id += 1;
                block.id = format!("w{id}");
            }
        }
        self.kept.sort_by_key(|kept| kept.paragraph);
    }
}

fn tops(story: &Story) -> Vec<Top<'_>> {
    let mut section = 0;
    let mut new_section = false;
    let mut out = Vec::with_capacity(story.items.len());
    for item in &story.items {
        let now = story.sections.get(section);
        if matches!(item, Item::SectionEnd) {
            section += 1;
            new_section = story.sections.get(section).is_none_or(|next| next.new_page);
            continue;
        }
        let landscape = now.is_some_and(|section| section.landscape);
        out.push(Top { item, landscape, new_section: std::mem::take(&mut new_section) });
    }
    out
}
