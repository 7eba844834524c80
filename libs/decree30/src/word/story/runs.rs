//! What stands inside a paragraph: runs, fields, insertions and deletions, notes.

use roxmltree::Node;

use super::open::{Walker, chosen, words};
use super::{Mark, PAGE, Piece, Rule};
use crate::word::What;
use crate::word::limits::WordError;
use crate::word::types::Type;
use crate::word::xml::{attribute, child, elements, value};

/// Longest text that is kept of something deleted.
const LONGEST: usize = 5_000;

/// A paragraph's inside while it is read.
pub(super) struct Inline<'a, 'i> {
    /// Type by the paragraph's and by the table's style.
    pub style: Type,
    pub table: Type,
    pub pieces: Vec<Piece>,
    pub marks: Vec<Mark>,
    pub rules: Vec<Rule>,
    /// Contents of text boxes.
    pub boxes: Vec<Node<'a, 'i>>,
    pub numbers_pages: bool,
    /// Field codes that are open: whether one is still in the code.
    fields: Vec<bool>,
    code: String,
}

impl<'a, 'i> Inline<'a, 'i> {
    pub(super) fn new(style: Type, table: Type) -> Self {
        Self {
            style,
            table,
            pieces: Vec::new(),
            marks: Vec::new(),
            rules: Vec::new(),
            boxes: Vec::new(),
            numbers_pages: false,
            fields: Vec::new(),
            code: String::new(),
        }
    }

    /// Everything below a node.
    pub(super) fn read(&mut self, walker: &Walker<'_>, node: Node<'a, 'i>, depth: usize) -> Result<(), WordError> {
        if depth > walker.limits.depth {
            return Err(WordError::TooMuch { what: "depth", limit: walker.limits.depth });
        }
        for child in elements(node) {
            match child.tag_name().name() {
                "pPr" | "rPr" | "sdtPr" | "sdtEndPr" => {}
                "r" if child.tag_name().namespace().is_none_or(|space| !space.ends_with("/math")) => {
                    self.run(walker, child, depth)?
                }
                "fldSimple" => {
                    self.field(attribute(child, "instr").unwrap_or_default());
                    self.read(walker, child, depth + 1)?;
                }
                "del" | "moveFrom" => self.mark(What::Deleted, words(child, LONGEST)),
                "oMath" | "oMathPara" => self.formula(walker, child),
                "AlternateContent" => {
                    if let Some(choice) = chosen(child) {
                        self.read(walker, choice, depth + 1)?;
                    }
                }
                _ => self.read(walker, child, depth + 1)?,
            }
        }
        Ok(())
    }

    fn run(&mut self, walker: &Walker<'_>, node: Node<'a, 'i>, depth: usize) -> Result<(), WordError> {
        let properties = child(node, "rPr");
        let style = properties.and_then(|node| value(node, "rStyle"));
        let kind = walker.effective(&Type::of(properties), style, self);
        self.run_content(walker, node, &kind, depth)
    }

    fn run_content(
        &mut self,
        walker: &Walker<'_>,
        node: Node<'a, 'i>,
        kind: &Type,
        depth: usize,
    ) -> Result<(), WordError> {
        for child in elements(node) {
            match child.tag_name().name() {
                "rPr" | "lastRenderedPageBreak" | "softHyphen" => {}
                "t" => self.text(child.text().unwrap_or_default(), kind),
                "tab" | "ptab" => self.text("\t", kind),
                "cr" => self.text("\n", kind),
                "br" => match attribute(child, "type") {
                    Some("page") => self.text(PAGE.encode_utf8(&mut [0; 4]), kind),
                    _ => self.text("\n", kind),
                },
                "noBreakHyphen" => self.text("-", kind),
                "sym" => self.symbol(child, kind),
                "delText" => self.mark(What::Deleted, child.text().unwrap_or_default().to_owned()),
                "footnoteReference" => self.note(walker, "footnote", child),
                "endnoteReference" => self.note(walker, "endnote", child),
                "commentReference" => self.note(walker, "comment", child),
                "fldChar" => self.field_sign(attribute(child, "fldCharType").unwrap_or_default()),
                "instrText" => self.code.push_str(child.text().unwrap_or_default()),
                "drawing" | "pict" | "object" => self.drawing(child),
                "AlternateContent" => {
                    if let Some(choice) = chosen(child).filter(|_| depth < walker.limits.depth) {
                        self.run_content(walker, choice, kind, depth + 1)?;
                    }
                }
                _ => self.read(walker, child, depth + 1)?,
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, kind: &Type) {
        // The code of a field is not shown.
        if self.fields.contains(&true) {
            self.code.push_str(text);
            return;
        }
        self.pieces.push(Piece {
            text: text.to_owned(),
            size: kind.size,
            bold: kind.bold.unwrap_or(false),
            italic: kind.italic.unwrap_or(false),
            face: kind.face.clone(),
            capitals: kind.capitals.unwrap_or(false),
            colour: kind.colour.clone().filter(|colour| !colour.is_empty()),
            hidden: kind.hidden.unwrap_or(false),
        });
    }

    /// A sign by its place in a face of its own.
    fn symbol(&mut self, node: Node<'_, '_>, kind: &Type) {
        let place = attribute(node, "char").and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        let sign = match place {
            Some('\u{f02d}') => '-',
            Some('\u{f0b7}') => '•',
            Some('\u{f06f}' | '\u{f0a8}' | '\u{f071}') => '☐',
            Some('\u{f0fe}' | '\u{f0fc}') => '☑',
            Some(letter) if !('\u{e000}'..='\u{f8ff}').contains(&letter) && !letter.is_control() => letter,
            _ => {
                let face = attribute(node, "font").unwrap_or_default();
                self.mark(What::Symbol, format!("{face} {}", attribute(node, "char").unwrap_or_default()));
                '□'
            }
        };
        self.text(sign.encode_utf8(&mut [0; 4]), kind);
    }

    fn note(&mut self, walker: &Walker<'_>, kind: &'static str, reference: Node<'_, '_>) {
        let id = attribute(reference, "id").unwrap_or_default().to_owned();
        let text = walker.notes.get(&(kind, id)).cloned().unwrap_or_default();
        self.mark(if kind == "comment" { What::Comment } else { What::Footnote }, text);
    }

    fn formula(&mut self, walker: &Walker<'_>, node: Node<'_, '_>) {
        let text = words(node, LONGEST);
        let kind = walker.effective(&Type::default(), None, self);
        self.text(&text, &kind);
        self.mark(What::Formula, text);
    }

    fn field_sign(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(true),
            "separate" => {
                let code = std::mem::take(&mut self.code);
                self.field(&code);
                if let Some(last) = self.fields.last_mut() {
                    *last = false;
                }
            }
            "end" => {
                let code = std::mem::take(&mut self.code);
                self.field(&code);
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn field(&mut self, code: &str) {
        self.numbers_pages |= code.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("PAGE"));
    }

    pub(super) fn mark(&mut self, what: What, text: String) {
        self.marks.push(Mark { what, text });
    }
}
