//! What is kept beside a draft.

use serde::{Deserialize, Serialize};

use super::Reader;
use crate::word::letters::squeeze;
use crate::word::say;
use crate::word::story::{self, Mark, Paragraph, Story};

/// Something of a file that has no place in a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What it is.
    pub what: What,
    /// At which paragraph, counted from 0 over the file; of headers and footers the last.
    pub paragraph: usize,
    /// Its words; empty for what has none.
    pub text: String,
}

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Words that the form itself says: the country's name, "Nơi nhận:" and the like. A typeset draft says them again.
    Form,
    /// A line in the head or behind the signature whose place is not known.
    Unplaced,
    /// A picture.
    Picture,
    /// A drawing, a chart or an embedded object.
    Drawing,
    /// A formula; its words stand in the text.
    Formula,
    /// A text box; its words stand in the text.
    TextBox,
    /// A footnote or endnote.
    Footnote,
    /// A comment.
    Comment,
    /// Words deleted or moved away with changes tracked.
    Deleted,
    /// Words that are not shown.
    Hidden,
    /// A sign of a face of its own: the face and its place.
    Symbol,
    /// A table inside a table; its words stand in the cell.
    InnerTable,
    /// Words in a header or footer.
    Header,
    /// Another file inserted; its words are not read.
    Embedded,
}

impl What {
    /// Its code, as in `data/word.toml`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Unplaced => "unplaced",
            Self::Picture => "picture",
            Self::Drawing => "drawing",
            Self::Formula => "formula",
            Self::TextBox => "text-box",
            Self::Footnote => "footnote",
            Self::Comment => "comment",
            Self::Deleted => "deleted",
            Self::Hidden => "hidden",
            Self::Symbol => "symbol",
            Self::InnerTable => "inner-table",
            Self::Header => "header",
            Self::Embedded => "embedded",
        }
    }

    /// Its name for people, in Vietnamese or English.
    #[must_use]
    pub fn name(self, vietnamese: bool) -> String {
        say::kept(self.code()).of(vietnamese).to_owned()
    }
}

impl Reader {
    pub(super) fn keep(&mut self, what: What, paragraph: usize, text: &str) {
        let text = squeeze(text);
        if what != What::Form || !text.is_empty() {
            self.kept.push(Kept { what, paragraph, text });
        }
    }

    /// Marks, hidden words and what stands in the margins.
    pub(super) fn beside(&mut self, story: &Story) {
        let mut last = 0;
        story::paragraphs(&story.items, &mut |paragraph| {
            last = paragraph.index;
            paragraph.marks.iter().for_each(|mark| self.keep(mark.what, paragraph.index, &mark.text));
            let hidden: String =
                paragraph.pieces.iter().filter(|piece| piece.hidden).map(|piece| piece.text.as_str()).collect();
            if !hidden.trim().is_empty() {
                self.keep(What::Hidden, paragraph.index, &hidden);
            }
        });
        for (foot_of_first, text) in &story.margins {
            if *foot_of_first && self.draft.contact.is_empty() {
                self.draft.contact.clone_from(text);
            } else {
                self.keep(What::Header, last, text);
            }
        }
    }
}

/// What a block says of a paragraph's marks, in words for the drafter.
pub(super) fn unknown(paragraph: &Paragraph) -> String {
    let told = paragraph.marks.iter().map(sentence).chain(paragraph.boxed.then(|| What::TextBox.name(true)));
    let mut out: Vec<String> = told.collect();
    out.dedup();
    out.truncate(20);
    out.join("; ")
}

fn sentence(mark: &Mark) -> String {
    let name = mark.what.name(true);
    let text: String = mark.text.chars().take(300).collect();
    if text.is_empty() || mark.what == What::Formula { name } else { format!("{name}: “{text}”") }
}
