//! Opens a file: its parts, then its body.

use std::collections::HashMap;

use roxmltree::Node;

use super::paragraphs::Place;
use super::sections;
use super::{Item, Section, Story};
use crate::word::limits::{Limits, WordError};
use crate::word::lists::Lists;
use crate::word::package::{Package, Relations};
use crate::word::styles::Styles;
use crate::word::xml::{attribute, child, children, parse};

/// Longest text that is kept of a note or comment.
const LONGEST_NOTE: usize = 5_000;

/// What walks through the body of a file.
pub(super) struct Walker<'a> {
    pub limits: &'a Limits,
    pub styles: Styles,
    pub lists: Lists,
    /// Words of footnotes, endnotes and comments: `footnote`, `endnote`, `comment` with their id.
    pub notes: HashMap<(&'static str, String), String>,
    /// Paragraphs and tables so far.
    pub paragraphs: usize,
    pub tables: usize,
    pub sections: Vec<Section>,
    /// Index of the section one is in.
    pub section: usize,
}

/// Opens a Word file.
pub(in crate::word) fn open(bytes: &[u8], limits: &Limits) -> Result<Story, WordError> {
    let mut package = Package::open(bytes, limits)?;
    let main = package.main()?;
    let text = package.part(&main)?.ok_or(WordError::NotWord)?;
    let relations = package.relations(&main)?;
    let mut part = |kind: &str| match relations.values().find(|(of, _)| of == kind) {
        Some((_, name)) => package.part(name),
        None => Ok(None),
    };
    let (styles, theme, numbering) = (part("styles")?, part("theme")?, part("numbering")?);
    let mut notes = HashMap::new();
    for (kind, name) in [("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")] {
        if let Some(text) = part(kind)? {
            read_notes(&text, name, limits, &mut notes)?;
        }
    }
    let document = parse(&text, limits)?;
    let body = child(document.root_element(), "body").ok_or(WordError::NotWord)?;
    let mut walker = Walker {
        limits,
        styles: Styles::read(styles.as_deref(), theme.as_deref(), limits)?,
        lists: Lists::read(numbering.as_deref(), limits)?,
        notes,
        paragraphs: 0,
        tables: 0,
        sections: sections::all(body),
        section: 0,
    };
    let items = walker.items(body, &Place::default(), 0)?;
    let mut story = Story { items, sections: walker.sections.clone(), ..Story::default() };
    margins(&mut story, &mut walker, body, &mut package, &relations)?;
    Ok(story)
}

fn read_notes(
    text: &str,
    name: &'static str,
    limits: &Limits,
    notes: &mut HashMap<(&'static str, String), String>,
) -> Result<(), WordError> {
    let document = parse(text, limits)?;
    for note in children(document.root_element(), name) {
        let Some(id) = attribute(note, "id") else { continue };
        notes.insert((name, id.to_owned()), words(note, LONGEST_NOTE));
    }
    Ok(())
}

/// The words below a node, paragraphs and tabs as spaces.
pub(super) fn words(node: Node<'_, '_>, most: usize) -> String {
    let mut out = String::new();
    for node in node.descendants() {
        match node.tag_name().name() {
            "t" | "delText" => out.push_str(node.text().unwrap_or_default()),
            "p" | "tab" | "br" | "tc" => out.push(' '),
            _ => {}
        }
        if out.len() > most {
            break;
        }
    }
    crate::word::letters::squeeze(&crate::word::letters::nfc(&out))
}

/// Headers and footers: the page number of the first section, and all other words.
fn margins(
    story: &mut Story,
    walker: &mut Walker<'_>,
    body: Node<'_, '_>,
    package: &mut Package<'_>,
    relations: &Relations,
) -> Result<(), WordError> {
    let Some(properties) = sections::nodes(body).next() else { return Ok(()) };
    let title_page = crate::word::xml::switch(properties, "titlePg").unwrap_or(false);
    let mut numbered = [None, None];
    for reference in crate::word::xml::elements(properties) {
        let top = match reference.tag_name().name() {
            "headerReference" => true,
            "footerReference" => false,
            _ => continue,
        };
        let first = attribute(reference, "type") == Some("first");
        // What belongs to even pages or to an unused first page is not what one sees.
        if attribute(reference, "type") == Some("even") || (first && !title_page) {
            continue;
        }
        let name = attribute(reference, "id").and_then(|id| relations.get(id)).map(|(_, name)| name);
        let Some(text) = name.map_or(Ok(None), |name| package.part(name))? else { continue };
        let document = parse(&text, walker.limits)?;
        let items = walker.items(document.root_element(), &Place::default(), 0)?;
        super::paragraphs(&items, &mut |paragraph| {
            if paragraph.numbers_pages {
                let stands = paragraph.stands.unwrap_or(crate::seen::Stands::Left);
                let size = paragraph.pieces.iter().find_map(|piece| piece.size);
                numbered[usize::from(first)].get_or_insert((top, stands, size));
            } else if !paragraph.is_empty() {
                story.margins.push((first && !top, crate::word::letters::squeeze(&paragraph.text())));
            }
        });
    }
    let on_first = numbered[1].is_some() || (!title_page && numbered[0].is_some());
    story.page_number =
        numbered[0].or(numbered[1]).map(|(top, stands, size)| crate::seen::PageNumber { top, stands, size, on_first });
    Ok(())
}

impl Walker<'_> {
    /// Paragraphs, tables and ends of sections below a node.
    pub(super) fn items(&mut self, node: Node<'_, '_>, place: &Place, depth: usize) -> Result<Vec<Item>, WordError> {
        let mut out = Vec::new();
        self.push_items(node, place, depth, &mut out)?;
        Ok(out)
    }

    fn push_items(
        &mut self,
        node: Node<'_, '_>,
        place: &Place,
        depth: usize,
        out: &mut Vec<Item>,
    ) -> Result<(), WordError> {
        if depth > self.limits.depth {
            return Err(WordError::TooMuch { what: "depth", limit: self.limits.depth });
        }
        for child in crate::word::xml::elements(node) {
            match child.tag_name().name() {
                "p" => self.paragraph(child, place, depth, out)?,
                "tbl" => {
                    let table = self.table(child, place, depth)?;
                    out.push(Item::Table(Box::new(table)));
                }
                "AlternateContent" => {
                    if let Some(choice) = chosen(child) {
                        self.push_items(choice, place, depth + 1, out)?;
                    }
                }
                "sectPr" | "tcPr" | "sdtPr" | "sdtEndPr" => {}
                "altChunk" => self.remark(crate::word::What::Embedded, String::new(), place, out),
                "del" | "moveFrom" => self.remark(crate::word::What::Deleted, words(child, LONGEST_NOTE), place, out),
                // Controls, insertions and whatever else stands around paragraphs.
                _ => self.push_items(child, place, depth + 1, out)?,
            }
        }
        Ok(())
    }

    /// An empty paragraph that carries a mark.
    fn remark(&mut self, what: crate::word::What, text: String, place: &Place, out: &mut Vec<Item>) {
        let mark = super::Mark { what, text };
        let paragraph = super::Paragraph {
            index: self.paragraphs,
            marks: vec![mark],
            cell: place.cell,
            boxed: place.boxed,
            ..super::Paragraph::default()
        };
        self.paragraphs += 1;
        out.push(Item::Paragraph(Box::new(paragraph)));
    }
}

/// The one of several forms of the same thing that is looked at.
pub(super) fn chosen<'a, 'i>(alternatives: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    child(alternatives, "Choice").or_else(|| child(alternatives, "Fallback"))
}
