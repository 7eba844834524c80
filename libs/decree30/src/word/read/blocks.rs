//! The text: paragraphs and tables as blocks.

use super::kept::unknown;
use super::{Reader, Top};
use crate::draft::{Block, Level, Span};
use crate::word::rich;
use crate::word::story::{Item, PAGE, Paragraph, Piece};
use crate::word::typed::typed;

/// Styles of files of ours whose paragraphs tell nothing else.
const CENTRED_STYLE: &str = "Dòng giữa";
const PLAIN_STYLE: &str = "Đoạn văn";

impl Reader {
    /// Blocks of the text, in order.
    pub(super) fn blocks(&mut self, tops: &[Top<'_>]) -> Vec<Block> {
        let mut out: Vec<Block> = Vec::with_capacity(tops.len());
        let mut flipped = tops.first().is_some_and(|top| top.landscape);
        for top in tops {
            // Between upright and landscape pages the page breaks by itself.
            let turned = std::mem::replace(&mut flipped, top.landscape) != top.landscape;
            if top.new_section && !turned && !out.is_empty() && !top.is_blank() {
                out.push(Block { level: Level::PageBreak, ..Block::default() });
            }
            match top.item {
                Item::Paragraph(paragraph) => self.paragraph(paragraph, &mut out),
                Item::Table(table) => {
                    let block = self.table(table, top);
                    out.extend(block);
                }
                Item::SectionEnd => {}
            }
        }
        out
    }

    fn paragraph(&mut self, paragraph: &Paragraph, out: &mut Vec<Block>) {
        let break_page = |out: &mut Vec<Block>| {
            if out.last().is_none_or(|last| last.level != Level::PageBreak) {
                out.push(Block { level: Level::PageBreak, ..Block::default() });
            }
        };
        if paragraph.new_page && !out.is_empty() {
            break_page(out);
        }
        let unknown = unknown(paragraph);
        for (index, spans) in pages(&paragraph.pieces).into_iter().enumerate() {
            if index > 0 {
                break_page(out);
            }
            let unknown = if index == 0 { unknown.as_str() } else { "" };
            let block = Block { unknown: unknown.to_owned(), ..self.block(paragraph, spans, index == 0) };
            let silent = block.text.is_empty() && block.unknown.is_empty() && !has_number(&block);
            if silent
                || self.is_title(paragraph, &block, out)
                || block.unknown.is_empty() && self.sentence(paragraph.index, &block)
            {
                continue;
            }
            out.push(block);
        }
    }

    /// A line in capitals or bold in the middle is the title of a chapter whose number stands above it alone.
    fn is_title(&self, paragraph: &Paragraph, block: &Block, out: &mut [Block]) -> bool {
        let Some(last) = out.last_mut().filter(|last| last.level < Level::Article && last.text.is_empty()) else {
            return false;
        };
        let looks = paragraph.is_centred() || paragraph.is_bold() || paragraph.is_capital();
        let fits = matches!(block.level, Level::Centred | Level::Paragraph) && looks && block.unknown.is_empty();
        if fits {
            last.text = rich::unbold(block.text.clone());
        }
        fits
    }

    fn block(&self, paragraph: &Paragraph, mut spans: Vec<Span>, first: bool) -> Block {
        if let Some(number) =
            paragraph.number.as_deref().filter(|_| first && spans.iter().any(|span| !span.text.trim().is_empty()))
        {
            let (bold, italic) = spans.first().map_or((false, false), |span| (span.bold, span.italic));
            spans.insert(0, Span { text: format!("{number} "), bold, italic });
        }
        let mut spans = rich::tidy(spans);
        let words = crate::draft::words(&spans);
        let plain = matches!(paragraph.style.as_str(), PLAIN_STYLE | CENTRED_STYLE);
        let found = typed(&words).filter(|typed| !plain || matches!(typed.level, Level::Dash | Level::Plus));
        let (level, stated) = match found {
            Some(typed) => {
                rich::cut(&mut spans, typed.length);
                (typed.level, typed.stated)
            }
            None if paragraph.style == CENTRED_STYLE => (Level::Centred, None),
            None if paragraph.is_centred() && paragraph.is_bold() => (Level::Centred, None),
            None => (Level::Paragraph, None),
        };
        let mut text = rich::tidy(spans);
        // These are bold by themselves.
        if (level < Level::Clause || level == Level::Centred) && rich::all(&text, |span| span.bold) {
            text = rich::unbold(text);
        }
        Block { level, stated, text, ..Block::default() }
    }

    /// The closing sign is the form's.
    pub(super) fn without_sign(&self, text: &str) -> Option<String> {
        let sign = crate::layout::current().closing.sign.as_str();
        let bare = text.trim_end().strip_suffix(sign).filter(|_| !sign.is_empty())?;
        Some(format!("{}.", bare.trim_end()))
    }

    /// Takes the closing sign off the last paragraph.
    pub(super) fn end(&self, blocks: &mut [Block]) {
        let said = |block: &&mut Block| !block.text.is_empty();
        let last = blocks.iter_mut().rev().find(said).and_then(|block| block.text.last_mut());
        if let Some((last, text)) = last.and_then(|last| self.without_sign(&last.text).map(|text| (last, text))) {
            last.text = text;
        }
    }
}

fn has_number(block: &Block) -> bool {
    block.level != Level::Paragraph
}

/// Shown text in spans, divided where the page breaks.
fn pages(pieces: &[Piece]) -> Vec<Vec<Span>> {
    let mut out = vec![Vec::new()];
    for piece in pieces.iter().filter(|piece| !piece.hidden) {
        for (index, text) in piece.text.split(PAGE).enumerate() {
            if index > 0 {
                out.push(Vec::new());
            }
            if let Some(last) = out.last_mut() {
                rich::push(last, text, piece.bold, piece.italic);
            }
        }
    }
    out
}

/// The spans of one paragraph, whatever breaks in it.
pub(super) fn spans(paragraph: &Paragraph) -> Vec<Span> {
    let mut out = Vec::new();
    for piece in paragraph.pieces.iter().filter(|piece| !piece.hidden) {
        rich::push(&mut out, &piece.text.replace(PAGE, "\n"), piece.bold, piece.italic);
    }
    rich::tidy(out)
}
