//! Looking at XML: by local names, since prefixes differ and Word has two name spaces for the same thing.

use roxmltree::{Document, Node, ParsingOptions};

use super::limits::{Limits, WordError};

/// Parses a part; a document type declaration, and with it every entity, is refused.
pub(super) fn parse<'a>(text: &'a str, limits: &Limits) -> Result<Document<'a>, WordError> {
    let nodes_limit = u32::try_from(limits.nodes).unwrap_or(u32::MAX);
    let options = ParsingOptions { allow_dtd: false, nodes_limit, ..ParsingOptions::default() };
    Document::parse_with_options(text.trim_start_matches('\u{feff}'), options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => WordError::TooMuch { what: "nodes", limit: limits.nodes },
        other => WordError::damaged(other),
    })
}

/// Its elements.
pub(super) fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

/// The first element of that name.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    elements(node).find(|child| child.tag_name().name() == name)
}

/// The elements of that name.
pub(super) fn children<'a, 'i>(node: Node<'a, 'i>, name: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    elements(node).filter(move |child| child.tag_name().name() == name)
}

/// An attribute, whatever its prefix.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// `w:val` of the child of that name.
pub(super) fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    attribute(child(node, name)?, "val")
}

/// A number in an attribute. Strict files write lengths with a unit; then points become twips.
pub(super) fn number(node: Node<'_, '_>, name: &str) -> Option<i32> {
    let text = attribute(node, name)?.trim();
    let whole = text.parse::<f64>().ok();
    let pointed = || Some(text.strip_suffix("pt")?.parse::<f64>().ok()? * 20.0);
    // Beyond a hundred pages' height nothing is meant.
    whole.or_else(pointed).map(|number| number.clamp(-2_000_000.0, 2_000_000.0) as i32)
}

/// A switch: there and not turned off.
pub(super) fn switch(node: Node<'_, '_>, name: &str) -> Option<bool> {
    let child = child(node, name)?;
    Some(!matches!(attribute(child, "val"), Some("0" | "false" | "off" | "none")))
}
