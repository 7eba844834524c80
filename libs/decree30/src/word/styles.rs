//! Styles of a file with what they inherit, its defaults and the faces of its theme.

use std::collections::HashMap;

use roxmltree::Node;

use super::limits::{Limits, WordError};
use super::types::{Shape, Type};
use super::xml::{attribute, child, children, elements, parse, value};

/// So many ancestors of a style are looked at; more, or a circle, are cut off.
const MOST_ANCESTORS: usize = 32;

/// A style with what it inherits.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// Its name for people.
    pub name: String,
    pub text: Type,
    pub shape: Shape,
    /// Of the first row, for tables.
    pub first_row: Type,
    /// Draws lines, for tables.
    pub ruled: bool,
}

/// All of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// What holds where no style says anything.
    pub text: Type,
    pub shape: Shape,
    styles: HashMap<String, Style>,
    paragraph: Option<String>,
    major: Option<String>,
    minor: Option<String>,
}

impl Styles {
    /// From `styles.xml` and the theme, where there are any.
    pub(super) fn read(styles: Option<&str>, theme: Option<&str>, limits: &Limits) -> Result<Self, WordError> {
        let mut out = Self::default();
        if let Some(text) = theme {
            let document = parse(text, limits)?;
            out.major = theme_face(document.root_element(), "majorFont");
            out.minor = theme_face(document.root_element(), "minorFont");
        }
        let Some(text) = styles else { return Ok(out) };
        let document = parse(text, limits)?;
        let root = document.root_element();
        let defaults = |outer, inner| child(child(child(root, "docDefaults")?, outer)?, inner);
        out.text = Type::of(defaults("rPrDefault", "rPr"));
        out.shape = Shape::of(defaults("pPrDefault", "pPr"));
        let nodes: HashMap<&str, Node> =
            children(root, "style").filter_map(|node| Some((attribute(node, "styleId")?, node))).collect();
        out.styles = nodes.keys().map(|id| ((*id).to_owned(), inherited(id, &nodes))).collect();
        let is_default = |node: &&Node| {
            attribute(**node, "type") == Some("paragraph")
                && matches!(attribute(**node, "default"), Some("1" | "true" | "on"))
        };
        out.paragraph = nodes.values().find(is_default).and_then(|node| attribute(*node, "styleId")).map(str::to_owned);
        Ok(out)
    }

    /// A style by its id.
    pub(super) fn get(&self, id: Option<&str>) -> Option<&Style> {
        self.styles.get(id?)
    }

    /// A paragraph's style, or the one that holds without.
    pub(super) fn of_paragraph(&self, id: Option<&str>) -> Option<&Style> {
        self.get(id).or_else(|| self.get(self.paragraph.as_deref()))
    }

    /// A face's name with those of the theme put in.
    pub(super) fn face(&self, name: &str) -> Option<String> {
        match name {
            "+major" => self.major.clone(),
            "+minor" => self.minor.clone(),
            name => Some(name.to_owned()),
        }
    }
}

fn theme_face(theme: Node<'_, '_>, name: &str) -> Option<String> {
    let font = theme.descendants().find(|node| node.tag_name().name() == name)?;
    attribute(child(font, "latin")?, "typeface").map(|face| face.chars().take(100).collect())
}

fn inherited(id: &str, nodes: &HashMap<&str, Node<'_, '_>>) -> Style {
    let mut out = Style::default();
    let mut next = Some(id);
    for _ in 0..MOST_ANCESTORS {
        let Some(node) = next.and_then(|id| nodes.get(id)) else { break };
        if out.name.is_empty() {
            out.name = value(*node, "name").unwrap_or_default().chars().take(100).collect();
        }
        out.text = out.text.over(&Type::of(child(*node, "rPr")));
        out.shape = out.shape.over(&Shape::of(child(*node, "pPr")));
        let first_row = children(*node, "tblStylePr").find(|part| attribute(*part, "type") == Some("firstRow"));
        out.first_row = out.first_row.over(&Type::of(first_row.and_then(|part| child(part, "rPr"))));
        out.ruled |= child(*node, "tblPr").is_some_and(|table| draws(table, "tblBorders"));
        next = value(*node, "basedOn");
    }
    out
}

/// Whether the borders of that name draw a line.
pub(super) fn draws(properties: Node<'_, '_>, name: &str) -> bool {
    let drawn = |side| !matches!(attribute(side, "val"), None | Some("nil" | "none"));
    child(properties, name).is_some_and(|borders| elements(borders).any(drawn))
}
