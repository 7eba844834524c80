//! Blocks of the text.

use super::Maker;
use super::piece::{BOLD, LINE, Para, Piece, Run};
use super::runs::is_empty;
use crate::draft::{Block, Level};
use crate::numbering;

/// A longer text is no title.
const LONGEST_TITLE: usize = 250;

impl Maker<'_> {
    /// Pieces of blocks in order, numbered.
    pub(super) fn text(&self, blocks: &[Block]) -> Vec<Piece> {
        let numbers = numbering::numbers(blocks);
        let mut pieces = Vec::with_capacity(blocks.len());
        for (index, (block, number)) in blocks.iter().zip(numbers).enumerate() {
            self.block(block, number.as_deref(), blocks.get(index + 1), &mut pieces);
        }
        pieces
    }

    fn block(&self, block: &Block, number: Option<&str>, next: Option<&Block>, out: &mut Vec<Piece>) {
        let label = numbering::label(block.level, number.unwrap_or_default());
        match block.level {
            Level::PageBreak => out.push(Piece::Break),
            Level::Table => {
                if let Some(table) = block.table.as_ref().and_then(|table| self.table(table)) {
                    out.push(Piece::Table(table));
                }
            }
            Level::Part | Level::Chapter => self.chapter(block, &label, ["part-number", "part-title"], out),
            Level::Section | Level::Subsection => self.chapter(block, &label, ["section-number", "section-title"], out),
            Level::Centred => out.push(para("centred", self.spans(&block.text, 0), true, true)),
            Level::Article => {
                let titled = is_title(block, next);
                let mut runs = self.words(&format!("{label} "), BOLD);
                runs.extend(self.spans(&block.text, if titled { BOLD } else { 0 }));
                out.push(para(if titled { "article" } else { "clause" }, runs, false, titled));
            }
            level => {
                let (cell, sticky) = match level {
                    Level::Heading => ("heading", next.is_some()),
                    Level::Clause => ("clause", is_title(block, next)),
                    Level::Point => ("point", false),
                    _ => ("text", false),
                };
                // A number is as bold as the words behind it.
                let bold = block.text.iter().find(|span| !span.text.trim().is_empty()).is_some_and(|span| span.bold);
                let mut runs = Vec::new();
                if !label.is_empty() {
                    runs = vec![Run(format!("{label}\u{a0}"), if bold { BOLD } else { 0 })];
                }
                runs.extend(self.spans(&block.text, 0));
                if !is_empty(&runs) {
                    out.push(para(cell, runs, false, sticky));
                }
            }
        }
    }

    /// Number on a line of its own, the title below it.
    fn chapter(&self, block: &Block, label: &str, cells: [&'static str; 2], out: &mut Vec<Piece>) {
        let [number, title] = cells;
        out.push(para(number, self.plain(label), true, true));
        let runs = self.spans(&block.text, 0);
        if !is_empty(&runs) {
            out.push(para(title, runs, true, true));
        }
    }
}

fn para(cell: &'static str, mut runs: Vec<Run>, centred: bool, sticky: bool) -> Piece {
    while runs.last().is_some_and(|run| run.1 & LINE != 0) {
        runs.pop();
    }
    Piece::Para(Para { cell, runs, centred, sticky })
}

/// Whether a block's words are the title of what follows: short, no sentence, and something deeper follows.
fn is_title(block: &Block, next: Option<&Block>) -> bool {
    let words = block.words();
    let words = words.trim();
    let deeper = next.is_some_and(|next| next.level > block.level && next.level != Level::PageBreak);
    deeper && words.chars().count() <= LONGEST_TITLE && !words.ends_with(['.', ';', ':', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_short_and_has_something_below_it() {
        let article = |text| Block::new(Level::Article, text);
        let clause = Block::new(Level::Clause, "x");
        assert!(is_title(&article("Phạm vi điều chỉnh"), Some(&clause)));
        assert!(!is_title(&article("Thành lập Ban gồm các ông, bà sau:"), Some(&clause)));
        assert!(!is_title(&article("Phạm vi điều chỉnh"), Some(&article("x"))));
        assert!(!is_title(&article("Phạm vi điều chỉnh"), None));
    }
}
