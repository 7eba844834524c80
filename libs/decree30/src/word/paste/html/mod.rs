//! Pasted HTML of Word, LibreOffice, Google Docs and web pages, cleaned to blocks.
//!
//! The tokenizer is `html5gum`: it follows the standard for broken tags, entities and scripts, has no dependencies and
//! no unsafe code, and works in one pass. No tree is built: emphasis, lists and one table are all that is followed.

mod style;
mod tables;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::lines::{block, finished};
use crate::draft::{Block, Level, Span};
use crate::numbering::letter;
use crate::word::limits::Limits;
use crate::word::rich;
use style::Style;
use tables::Rows;

/// So many open elements are remembered; what is open beyond has no emphasis of its own.
const MOST_OPEN: usize = 500;
/// What is inside these is never text of a document.
const SILENT: [&str; 10] =
    ["script", "style", "head", "title", "xml", "template", "noscript", "svg", "select", "textarea"];
/// What ends a line.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "section",
    "article",
    "header",
    "footer",
    "dt",
    "dd",
    "hr",
    "center",
    "figure",
];

/// Pasted HTML as blocks: paragraphs, typed and list numbers as levels, bold, italics and tables. Scripts, styles and
/// links' addresses are dropped. Over the bound the rest is left out, and a last block says so.
#[must_use]
pub fn from_html(html: &str, limits: &Limits) -> Vec<Block> {
    let end = html.char_indices().nth(limits.pasted).map_or(html.len(), |(at, _)| at);
    let mut cleaner = Cleaner::default();
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let tokenizer = Tokenizer::new_with_emitter(html.get(..end).unwrap_or_default(), emitter);
    // The error type of a text that is already in memory has no values.
    for Ok(token) in tokenizer {
        match token {
            Token::StartTag(tag) => cleaner.start(&tag),
            Token::EndTag(tag) => cleaner.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => cleaner.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    cleaner.flush();
    cleaner.close_table();
    finished(cleaner.out, end < html.len())
}

#[derive(Default)]
struct Cleaner {
    out: Vec<Block>,
    line: Vec<Span>,
    open: Vec<Open>,
    lists: Vec<List>,
    /// What a list puts before the line.
    item: Option<(Level, Option<String>)>,
    /// A number that Word draws itself and puts into what is pasted.
    marker: String,
    heading: Option<Level>,
    table: Option<Rows>,
    /// Tables inside the table.
    inner: usize,
}

#[derive(Debug)]
struct Open {
    name: String,
    style: Style,
}

struct List {
    ordered: bool,
    kind: String,
    next: usize,
}

impl Cleaner {
    fn style(&self) -> Style {
        self.open.last().map(|open| open.style).unwrap_or_default()
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute = |name: &str| {
            tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(&value.value).into_owned())
        };
        if self.silent() {
            return self.push(name, self.style(), tag.self_closing);
        }
        if BLOCKS.contains(&name.as_str()) {
            self.flush();
        }
        match name.as_str() {
            "br" => self.push_text("\n"),
            "ul" | "ol" => self.lists.push(List {
                ordered: name == "ol",
                kind: attribute("type").unwrap_or_default(),
                next: attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1),
            }),
            "li" => self.item = self.list_item(),
            "h1" | "h2" => self.heading = Some(Level::Heading),
            "h3" => self.heading = Some(Level::Clause),
            "table" => self.open_table(),
            "tr" | "td" | "th" | "thead" => self.table_part(&name, &attribute),
            "img" => self.picture(attribute("alt")),
            _ => {}
        }
        let style = self.style().with(&name, &attribute("style").unwrap_or_default(), attribute("align").as_deref());
        self.push(name, style, tag.self_closing);
    }

    fn push(&mut self, name: String, style: Style, closed: bool) {
        const EMPTY: [&str; 8] = ["br", "hr", "img", "meta", "link", "input", "col", "wbr"];
        if !closed && !EMPTY.contains(&name.as_str()) && self.open.len() < MOST_OPEN {
            self.open.push(Open { name, style });
        }
    }

    fn silent(&self) -> bool {
        self.open.last().is_some_and(|open| SILENT.contains(&open.name.as_str()) || open.style.hidden)
    }

    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        let silent = self.silent();
        if !silent && BLOCKS.contains(&name) {
            self.flush();
        }
        if !silent && matches!(name, "td" | "th") && self.inner == 0 {
            self.close_cell();
        }
        self.open.truncate(at);
        match name {
            _ if silent => {}
            "ul" | "ol" => drop(self.lists.pop()),
            "li" => self.item = None,
            "h1" | "h2" | "h3" => self.heading = None,
            "table" if self.inner > 0 => self.inner -= 1,
            "table" => self.close_table(),
            "thead" => self.with_table(Rows::end_head),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.silent() {
            return;
        }
        if self.style().marker {
            self.marker.push_str(text);
        } else {
            self.push_text(text);
        }
    }

    /// White space of the source is one space; only a `br` breaks a line.
    fn push_text(&mut self, text: &str) {
        if text == "\n" {
            rich::push(&mut self.line, text, false, false);
            return;
        }
        let style = self.style();
        let mut ends_blank = self.line.last().is_none_or(|last| last.text.ends_with(char::is_whitespace));
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            let blank = letter.is_whitespace();
            if !(blank && ends_blank) {
                out.push(if blank { ' ' } else { letter });
            }
            ends_blank = blank;
        }
        rich::push(&mut self.line, &out, style.bold, style.italic);
    }

    fn picture(&mut self, alt: Option<String>) {
        if self.table.is_none() {
            self.flush();
            let text =
                alt.map(|alt| Span::plain(alt.trim())).into_iter().filter(|span| !span.text.is_empty()).collect();
            let unknown = crate::word::say::kept("picture").of(true).to_owned();
            self.out.push(Block { text, unknown, ..Block::default() });
        }
    }

    fn list_item(&mut self) -> Option<(Level, Option<String>)> {
        let depth = self.lists.len();
        let ordered = self.lists.iter().filter(|list| list.ordered).count();
        let list = self.lists.last_mut()?;
        let number = list.next;
        list.next = list.next.saturating_add(1);
        Some(match (list.ordered, list.kind.as_str()) {
            (false, _) if depth > 1 => (Level::Plus, None),
            (false, _) => (Level::Dash, None),
            (true, "I") => (Level::Heading, Some(crate::numbering::roman(number))),
            (true, "a" | "A") => (Level::Point, Some(letter(number))),
            (true, _) if ordered > 1 => (Level::Point, Some(letter(number))),
            (true, _) => (Level::Clause, Some(number.to_string())),
        })
    }

    /// The line ends: into the cell one is in, else as a block.
    fn flush(&mut self) {
        let marker = std::mem::take(&mut self.marker);
        if let Some(table) = &mut self.table {
            table.line(std::mem::take(&mut self.line));
            return;
        }
        let mut line = std::mem::take(&mut self.line);
        let mut otherwise = self.item.take_if(|_| !line.iter().all(|span| span.text.trim().is_empty()));
        match marker.trim() {
            "" => {}
            "o" => otherwise = Some((Level::Plus, None)),
            sign if sign.chars().count() == 1 && !sign.starts_with(|letter: char| letter.is_ascii_digit()) => {
                otherwise = Some((Level::Dash, None))
            }
            number => line.insert(0, Span::plain(&format!("{number} "))),
        }
        let bold = rich::all(&rich::tidy(line.clone()), |span| span.bold);
        let plain = if self.style().centred && bold { Level::Centred } else { Level::Paragraph };
        let otherwise = otherwise.or(self.heading.map(|level| (level, None))).unwrap_or((plain, None));
        self.out.extend(block(line, otherwise));
    }
}

#[cfg(test)]
mod tests;
