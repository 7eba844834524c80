//! Paragraphs and runs as XML.

use super::Maker;
use crate::draft::Span;

/// Type of a run beyond that of its style.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Emphasis {
    /// None: as the style.
    pub bold: Option<bool>,
    pub italic: Option<bool>,
}

/// Bold, whatever the style.
pub(super) const BOLD: Emphasis = Emphasis { bold: Some(true), italic: None };
/// As the style.
pub(super) const PLAIN: Emphasis = Emphasis { bold: None, italic: None };

/// Text for XML: escaped, without characters that XML has none for.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A run; line feeds break the line, tabs are tabs.
pub(super) fn run(text: &str, emphasis: Emphasis) -> String {
    if text.is_empty() {
        return String::new();
    }
    let switch = |name: &str, on: Option<bool>| match on {
        None => String::new(),
        Some(true) => format!("<w:{name}/>"),
        Some(false) => format!("<w:{name} w:val=\"0\"/>"),
    };
    let properties = format!("{}{}", switch("b", emphasis.bold), switch("i", emphasis.italic));
    let properties = if properties.is_empty() { properties } else { format!("<w:rPr>{properties}</w:rPr>") };
    let mut out = format!("<w:r>{properties}");
    let mut rest = text;
    loop {
        let (words, sign) = rest.find(['\n', '\t']).map_or((rest, None), |at| (&rest[..at], rest[at..].chars().next()));
        if !words.is_empty() {
            out.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(words)));
        }
        let Some(sign) = sign else { break };
        out.push_str(if sign == '\n' { "<w:br/>" } else { "<w:tab/>" });
        rest = &rest[words.len() + 1..];
    }
    out.push_str("</w:r>");
    out
}

/// Runs of spans.
pub(super) fn spans(spans: &[Span], base: Emphasis) -> String {
    let emphasis = |span: &Span| Emphasis {
        bold: if span.bold { Some(true) } else { base.bold },
        italic: if span.italic { Some(true) } else { base.italic },
    };
    spans.iter().map(|span| run(&span.text, emphasis(span))).collect()
}

/// Properties of a paragraph beyond those of its style. Lengths are twips.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Around {
    /// Stays with the next.
    pub keep: bool,
    pub before: Option<i64>,
    pub after: Option<i64>,
    /// Left and right.
    pub inset: Option<(i64, i64)>,
    /// None: as the style.
    pub align: Option<&'static str>,
}

impl Around {
    fn markup(&self, borders: &str) -> String {
        let mut out = String::new();
        if self.keep {
            out.push_str("<w:keepNext/>");
        }
        out.push_str(borders);
        let length =
            |name: &str, value: Option<i64>| value.map(|value| format!(" w:{name}=\"{value}\"")).unwrap_or_default();
        if self.before.is_some() || self.after.is_some() {
            out.push_str(&format!("<w:spacing{}{}/>", length("before", self.before), length("after", self.after)));
        }
        if let Some((left, right)) = self.inset {
            out.push_str(&format!("<w:ind w:left=\"{left}\" w:right=\"{right}\" w:firstLine=\"0\"/>"));
        }
        if let Some(align) = self.align {
            out.push_str(&format!("<w:jc w:val=\"{align}\"/>"));
        }
        out
    }
}

impl Maker<'_> {
    /// A paragraph in the style of a cell.
    pub(super) fn para(&mut self, cell: &str, runs: &str, around: Around) {
        self.bordered(cell, runs, around, "");
    }

    /// The last paragraph stays on the page of what follows.
    pub(super) fn keep_last(&mut self) {
        const OPEN: &str = "<w:p><w:pPr>";
        let Some(at) = self.out.rfind(OPEN).filter(|_| self.out.ends_with("</w:p>")).map(|at| at + OPEN.len()) else {
            return;
        };
        let rest = self.out.get(at..).unwrap_or_default();
        let style = if rest.starts_with("<w:pStyle") { rest.find("/>").map_or(0, |end| end + 2) } else { 0 };
        if !rest.get(style..).unwrap_or_default().starts_with("<w:keepNext/>") {
            self.out.insert_str(at + style, "<w:keepNext/>");
        }
    }

    /// A paragraph with lines around it.
    pub(super) fn bordered(&mut self, cell: &str, runs: &str, around: Around, borders: &str) {
        self.out.push_str(&paragraph(cell, runs, around, borders));
    }
}

/// A paragraph in the style of a cell, with borders as XML.
pub(super) fn paragraph(cell: &str, runs: &str, around: Around, borders: &str) -> String {
    let properties = around.markup(borders);
    format!("<w:p><w:pPr><w:pStyle w:val=\"{cell}\"/>{properties}</w:pPr>{runs}</w:p>")
}
