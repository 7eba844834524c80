//! Pictures, drawings and text boxes in a paragraph; lines among them are rules.

use roxmltree::Node;

use super::Rule;
use super::paragraphs::millimetres;
use super::runs::Inline;
use crate::word::What;
use crate::word::xml::attribute;

/// English Metric Units of a millimetre.
const EMU: f32 = 36_000.0;
/// A line that begins so far below the paragraph's top, in millimetres, lies below its own words.
const OWN_LINE: f32 = 3.0;

impl<'a, 'i> Inline<'a, 'i> {
    /// What a `drawing`, `pict` or `object` shows.
    pub(super) fn drawing(&mut self, node: Node<'a, 'i>) {
        let name = |node: &Node<'_, '_>| node.tag_name().name().to_owned();
        let boxes: Vec<_> =
            node.descendants().filter(|inner| name(inner) == "txbxContent" && is_outermost(*inner, node)).collect();
        if !boxes.is_empty() {
            self.boxes.extend(boxes);
            return;
        }
        if let Some(rule) = drawn(node).or_else(|| vector(node)) {
            self.rules.push(rule);
            return;
        }
        let written = node
            .descendants()
            .find_map(|node| (name(&node) == "textpath").then(|| attribute(node, "string")).flatten());
        let is_picture = node.descendants().any(|node| matches!(name(&node).as_str(), "pic" | "imagedata"));
        let what = if is_picture && node.tag_name().name() != "object" { What::Picture } else { What::Drawing };
        self.mark(what, written.unwrap_or_default().chars().take(500).collect());
    }
}

/// Not in another box of the same drawing, nor in its second form for old programs.
fn is_outermost(inner: Node<'_, '_>, drawing: Node<'_, '_>) -> bool {
    let between = inner.ancestors().skip(1).take_while(|node| *node != drawing);
    !between.into_iter().any(|node| matches!(node.tag_name().name(), "txbxContent" | "Fallback"))
}

/// A horizontal line of DrawingML.
fn drawn(node: Node<'_, '_>) -> Option<Rule> {
    let find = |name: &str| node.descendants().find(|node| node.tag_name().name() == name);
    let shape = attribute(find("prstGeom")?, "prst")?;
    let extent = find("extent")?;
    let length = |name| Some(attribute(extent, name)?.parse::<f32>().ok()? / EMU);
    let (width, height) = (length("cx")?, length("cy")?);
    if !matches!(shape, "line" | "straightConnector1") || height > width / 10.0 {
        return None;
    }
    let offset = find("positionV").and_then(|position| {
        let offset = position.descendants().find(|node| node.tag_name().name() == "posOffset")?;
        Some(offset.text()?.trim().parse::<f32>().ok()? / EMU)
    });
    Some(Rule { length: width, above: offset.is_some_and(|offset| offset < OWN_LINE) })
}

/// A horizontal line of VML, with lengths such as `12.5pt` or `3cm`.
fn vector(node: Node<'_, '_>) -> Option<Rule> {
    let shape = node.descendants().find(|node| matches!(node.tag_name().name(), "line" | "shape" | "rect"))?;
    let style = attribute(shape, "style").unwrap_or_default();
    let styled = |name: &str| {
        let part = style.split(';').find_map(|part| part.trim().strip_prefix(name)?.trim_start().strip_prefix(':'));
        part.and_then(length)
    };
    let above = styled("margin-top").is_some_and(|offset| offset < OWN_LINE);
    if shape.tag_name().name() == "line" {
        let point = |name| {
            let (x, y) = attribute(shape, name)?.split_once(',')?;
            Some((length(x)?, length(y)?))
        };
        let (from, to) = (point("from")?, point("to")?);
        let flat = (to.1 - from.1).abs() <= (to.0 - from.0).abs() / 10.0;
        // Where the ends count from the page's text, `from` says how far below the paragraph it is.
        let above = styled("margin-top").map_or(from.1 < OWN_LINE, |offset| offset < OWN_LINE);
        return flat.then_some(Rule { length: (to.0 - from.0).abs(), above });
    }
    // Shape types 20 and 32 are lines; a rectangle marked `hr` is a rule of the page.
    let kind = attribute(shape, "type").unwrap_or_default();
    let is_line = kind.ends_with("_t20") || kind.ends_with("_t32") || attribute(shape, "hr").is_some();
    let (width, height) = (styled("width")?, styled("height").unwrap_or(0.0));
    (is_line && width > 0.0 && height <= width / 10.0).then_some(Rule { length: width, above })
}

/// Millimetres of a length with its unit; points without.
fn length(text: &str) -> Option<f32> {
    let text = text.trim();
    let digits = text.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: f32 = number.trim().parse().ok()?;
    Some(match unit {
        "mm" => number,
        "cm" => number * 10.0,
        "in" => number * 25.4,
        "px" => millimetres(number * 0.75),
        _ => millimetres(number),
    })
}
