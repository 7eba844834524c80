//! From a line of rich text to a block, and what is too long divided.

use crate::draft::{Block, LONGEST_BLOCK, Level, MOST_BLOCKS, Span};
use crate::word::recount::recount;
use crate::word::rich;
use crate::word::say::kept;
use crate::word::typed::typed;

/// A line as a block: by the number or sign typed before it, else as `otherwise`; none when it says nothing.
pub(super) fn block(spans: Vec<Span>, otherwise: (Level, Option<String>)) -> Option<Block> {
    let mut spans = rich::tidy(spans);
    let words = crate::draft::words(&spans);
    let (level, stated) = match typed(&words) {
        Some(typed) => {
            rich::cut(&mut spans, typed.length);
            (typed.level, typed.stated)
        }
        None => otherwise,
    };
    let mut text = rich::tidy(spans);
    if text.is_empty() {
        return None;
    }
    // These are bold by themselves.
    if level < Level::Clause || level == Level::Centred {
        text = rich::unbold(text);
    }
    Some(Block { level, stated, text, ..Block::default() })
}

/// Divides blocks that are too long, takes no more than a draft holds and lets numbers count by themselves.
pub(super) fn finished(blocks: Vec<Block>, cut: bool) -> Vec<Block> {
    let mut out: Vec<Block> = blocks.into_iter().flat_map(divided).take(MOST_BLOCKS).collect();
    recount(&mut out);
    if cut || out.len() == MOST_BLOCKS {
        out.truncate(MOST_BLOCKS - 1);
        out.push(Block { unknown: kept("cut").of(true).to_owned(), ..Block::default() });
    }
    out
}

fn divided(block: Block) -> Vec<Block> {
    let letters: usize = block.text.iter().map(|span| span.text.chars().count()).sum();
    if letters <= LONGEST_BLOCK {
        return vec![block];
    }
    let mut parts = vec![Vec::new()];
    let mut room = LONGEST_BLOCK;
    for span in &block.text {
        let mut rest = span.text.as_str();
        while !rest.is_empty() {
            let end = rest.char_indices().nth(room).map_or(rest.len(), |(at, _)| at);
            let (now, later) = rest.split_at(end);
            if let Some(part) = parts.last_mut() {
                rich::push(part, now, span.bold, span.italic);
            }
            room -= now.chars().count();
            rest = later;
            if room == 0 {
                parts.push(Vec::new());
                room = LONGEST_BLOCK;
            }
        }
    }
    let first = Block { text: parts.remove(0), ..block };
    let further = parts.into_iter().filter(|part| !part.is_empty()).map(|text| Block { text, ..Block::default() });
    std::iter::once(first).chain(further).collect()
}
