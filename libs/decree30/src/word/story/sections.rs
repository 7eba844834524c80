//! Sections: paper, margins, orientation.

use roxmltree::Node;

use super::Section;
use crate::seen::Paper;
use crate::word::xml::{attribute, child, elements, number, value};

/// Twips of a millimetre.
pub(super) const TWIPS: f32 = 1440.0 / 25.4;

/// Properties of the sections of a body, in order.
pub(super) fn nodes<'a, 'i>(body: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    elements(body).filter_map(|node| match node.tag_name().name() {
        "sectPr" => Some(node),
        "p" => child(child(node, "pPr")?, "sectPr"),
        _ => None,
    })
}

pub(super) fn all(body: Node<'_, '_>) -> Vec<Section> {
    nodes(body).map(section).collect()
}

fn section(node: Node<'_, '_>) -> Section {
    let millimetres = |name: &str, attribute: &str, otherwise: f32| {
        let length = child(node, name).and_then(|size| number(size, attribute));
        length.map_or(otherwise, |twips| (twips.unsigned_abs() as f32) / TWIPS)
    };
    // US Letter and an inch: what Word takes when a file says nothing.
    let (width, height) = (millimetres("pgSz", "w", 215.9), millimetres("pgSz", "h", 279.4));
    let margin = |side| millimetres("pgMar", side, 25.4);
    Section {
        paper: Paper { width, height, margins: ["top", "right", "bottom", "left"].map(margin) },
        landscape: child(node, "pgSz").and_then(|size| attribute(size, "orient")) == Some("landscape")
            || width > height,
        new_page: !matches!(value(node, "type"), Some("continuous" | "nextColumn")),
    }
}

impl Section {
    /// Room for text, millimetres.
    pub(super) fn room(&self) -> f32 {
        let [_, right, _, left] = self.paper.margins;
        (self.paper.width - left - right).max(0.0)
    }
}
