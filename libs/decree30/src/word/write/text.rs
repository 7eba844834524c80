//! The text: sentences of a sample layout and blocks.

use super::markup::{Around, BOLD, Emphasis, PLAIN, run, spans};
use super::opening::ended;
use super::{Maker, points};
use crate::draft::{Block, Level, Span};
use crate::forms::Sentence;
use crate::numbering;

/// A longer text is no title.
const LONGEST_TITLE: usize = 250;
/// What stands for a value that is not there.
const DOTS: &str = "……………";

impl Maker<'_> {
    pub(super) fn text(&mut self) {
        let (before, after) = self.form.map_or((&[][..], &[][..]), |form| (&form.before[..], &form.after[..]));
        let after: Vec<String> = after.iter().filter_map(|sentence| self.sentence(sentence)).collect();
        let before: Vec<String> = before.iter().filter_map(|sentence| self.sentence(sentence)).collect();
        let signed = !self.layout.closing.without_sign.contains(&self.draft.kind);
        let (texts, ends) = (!self.draft.blocks.is_empty(), !after.is_empty());
        self.sentences(&before, signed && !texts && !ends);
        self.blocks(&self.draft.blocks, signed && !ends);
        self.sentences(&after, signed);
    }

    /// Paragraphs; the last ends in the closing sign when it is the last of the text.
    fn sentences(&mut self, sentences: &[String], signed: bool) {
        for (index, sentence) in sentences.iter().enumerate() {
            let last = signed && index + 1 == sentences.len();
            let words = if last { ended(sentence, &self.layout.closing.sign) } else { sentence.clone() };
            self.para("text", &run(&words, PLAIN), Around::default());
        }
    }

    /// A sentence with its values; none when it is optional and has nothing to say.
    fn sentence(&self, sentence: &Sentence) -> Option<String> {
        let mut out = String::new();
        let mut silent = sentence.say.contains('{');
        let mut rest = sentence.say.as_str();
        while let Some((before, behind)) = rest.split_once('{') {
            let (code, after) = behind.split_once('}').unwrap_or((behind, ""));
            let value = self.value(code);
            silent &= value.is_empty() || code == "issuer";
            out.push_str(before);
            out.push_str(if value.is_empty() { DOTS } else { value });
            rest = after;
        }
        out.push_str(rest);
        (!(silent && sentence.optional)).then_some(out)
    }

    fn value(&self, code: &str) -> &str {
        if code == "issuer" {
            return self.called();
        }
        self.draft.fields.iter().find(|field| field.code == code).map(|field| field.value.trim()).unwrap_or_default()
    }

    /// Blocks in order, numbered; with `signed` the last words end in the closing sign.
    pub(super) fn blocks(&mut self, blocks: &[Block], signed: bool) {
        let numbers = numbering::numbers(blocks);
        let last =
            blocks.iter().rposition(|block| !block.text.is_empty()).filter(|last| signed && last + 1 == blocks.len());
        for (index, (block, number)) in blocks.iter().zip(numbers).enumerate() {
            let signed_block = (last == Some(index))
                .then(|| Block { text: signed_spans(&block.text, &self.layout.closing.sign), ..block.clone() });
            self.block(
                signed_block.as_ref().unwrap_or(block),
                number.as_deref().unwrap_or_default(),
                blocks.get(index + 1),
            );
        }
    }

    fn block(&mut self, block: &Block, number: &str, next: Option<&Block>) {
        if !matches!(block.level, Level::Table | Level::PageBreak) {
            self.turn(false);
        }
        let label = numbering::label(block.level, number);
        match block.level {
            Level::PageBreak => self.out.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
            Level::Table => {
                if let Some(table) = &block.table {
                    self.turn(table.landscape);
                    self.table(table);
                }
            }
            Level::Part | Level::Chapter => self.chapter(block, &label, ["part-number", "part-title"]),
            Level::Section | Level::Subsection => self.chapter(block, &label, ["section-number", "section-title"]),
            Level::Centred => self.para("centred", &spans(&block.text, PLAIN), Around::default()),
            Level::Article => {
                let titled = is_title(block, next);
                let upright = Emphasis { bold: (!titled).then_some(false), italic: None };
                let runs = format!("{}{}", run(&format!("{label} "), PLAIN), spans(&block.text, upright));
                self.para("article", &runs, Around { keep: titled, ..Around::default() });
            }
            level => {
                let (cell, keep) = match level {
                    Level::Heading => ("heading", false),
                    Level::Clause => ("clause", is_title(block, next)),
                    Level::Point => ("point", false),
                    _ => ("text", false),
                };
                // A number is as bold as the words behind it.
                let bold = block.text.iter().find(|span| !span.text.trim().is_empty()).is_some_and(|span| span.bold);
                let label = if label.is_empty() { label } else { format!("{label} ") };
                let runs = format!("{}{}", run(&label, if bold { BOLD } else { PLAIN }), spans(&block.text, PLAIN));
                self.para(cell, &runs, Around { keep, ..Around::default() });
            }
        }
    }

    /// Number on a line of its own, the title below it.
    fn chapter(&mut self, block: &Block, label: &str, cells: [&str; 2]) {
        let [number, title] = cells;
        self.para(number, &run(label, PLAIN), Around::default());
        if !block.text.is_empty() {
            self.para(title, &spans(&block.text, PLAIN), Around { before: Some(points(0.0)), ..Around::default() });
        }
    }
}

/// Whether a block's words are the title of what follows: short, no sentence, and something deeper follows.
fn is_title(block: &Block, next: Option<&Block>) -> bool {
    let words = block.words();
    let words = words.trim();
    let deeper = next.is_some_and(|next| next.level > block.level && next.level != Level::PageBreak);
    deeper && words.chars().count() <= LONGEST_TITLE && !words.ends_with(['.', ';', ':', ','])
}

fn signed_spans(text: &[Span], sign: &str) -> Vec<Span> {
    let mut text = text.to_vec();
    if let Some(last) = text.last_mut() {
        last.text = ended(&last.text, sign);
    }
    text
}
