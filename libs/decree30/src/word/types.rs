//! Type and paragraph properties as a file states them at one place, and how one place overrides another.

use roxmltree::Node;

use super::xml::{attribute, child, number, switch, value};
use crate::seen::Stands;

/// Type of a run, as far as stated.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Type {
    /// Points.
    pub size: Option<f32>,
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    /// A face's name; `+major` and `+minor` for those of the theme.
    pub face: Option<String>,
    pub capitals: Option<bool>,
    /// `RRGGBB`; empty for automatic.
    pub colour: Option<String>,
    pub hidden: Option<bool>,
}

impl Type {
    pub(super) fn of(properties: Option<Node<'_, '_>>) -> Self {
        let Some(node) = properties else { return Self::default() };
        Self {
            size: value(node, "sz").and_then(|size| size.parse::<f32>().ok()).map(|half| half.clamp(0.0, 3276.0) / 2.0),
            bold: switch(node, "b"),
            italic: switch(node, "i"),
            face: child(node, "rFonts").and_then(face),
            capitals: switch(node, "caps"),
            colour: value(node, "color").map(colour),
            hidden: switch(node, "vanish"),
        }
    }

    /// This, and where it says nothing what `base` says.
    pub(super) fn over(&self, base: &Self) -> Self {
        Self {
            size: self.size.or(base.size),
            bold: self.bold.or(base.bold),
            italic: self.italic.or(base.italic),
            face: self.face.as_ref().or(base.face.as_ref()).cloned(),
            capitals: self.capitals.or(base.capitals),
            colour: self.colour.as_ref().or(base.colour.as_ref()).cloned(),
            hidden: self.hidden.or(base.hidden),
        }
    }

    /// Styles of different sorts on one run: what two of them switch on is off again (ISO/IEC 29500-1, 17.7.3).
    pub(super) fn crossed(&self, other: &Self) -> Self {
        let cross = |one: Option<bool>, two: Option<bool>| match (one, two) {
            (Some(one), Some(two)) => Some(one ^ two),
            (one, two) => one.or(two),
        };
        Self {
            bold: cross(self.bold, other.bold),
            italic: cross(self.italic, other.italic),
            capitals: cross(self.capitals, other.capitals),
            ..self.over(other)
        }
    }
}

fn face(fonts: Node<'_, '_>) -> Option<String> {
    let theme = attribute(fonts, "asciiTheme").or_else(|| attribute(fonts, "hAnsiTheme"));
    if let Some(theme) = theme {
        return Some(if theme.starts_with("major") { "+major" } else { "+minor" }.to_owned());
    }
    let name = attribute(fonts, "ascii").or_else(|| attribute(fonts, "hAnsi"))?;
    Some(name.chars().take(100).collect())
}

fn colour(value: &str) -> String {
    let is_colour = value.len() == 6 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_colour && value != "000000" { value.to_ascii_uppercase() } else { String::new() }
}

/// Properties of a paragraph, as far as stated. Lengths are twips (twentieths of a point).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shape {
    pub align: Option<Stands>,
    pub left: Option<i32>,
    pub right: Option<i32>,
    /// Of the first line; negative: hanging.
    pub first: Option<i32>,
    pub before: Option<i32>,
    pub after: Option<i32>,
    pub line: Option<Spacing>,
    /// List and level; list 0 takes a style's list away.
    pub list: Option<(u32, u8)>,
    pub rule_above: Option<bool>,
    pub rule_below: Option<bool>,
    pub new_page: Option<bool>,
}

/// Line spacing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Spacing {
    /// Of a single line.
    Times(f32),
    /// Points.
    Exactly(f32),
    /// Points.
    AtLeast(f32),
}

impl Shape {
    pub(super) fn of(properties: Option<Node<'_, '_>>) -> Self {
        let Some(node) = properties else { return Self::default() };
        let spacing = child(node, "spacing");
        let indent = child(node, "ind");
        let border = |name| {
            child(child(node, "pBdr")?, name).map(|side| !matches!(attribute(side, "val"), Some("nil" | "none")))
        };
        let length = |node: Option<Node<'_, '_>>, name| number(node?, name);
        Self {
            align: value(node, "jc")
                .and_then(stands)
                .or_else(|| attribute(child(node, "framePr")?, "xAlign").and_then(stands)),
            left: length(indent, "left").or_else(|| length(indent, "start")),
            right: length(indent, "right").or_else(|| length(indent, "end")),
            first: length(indent, "firstLine").or_else(|| length(indent, "hanging").map(|hanging| -hanging)),
            before: length(spacing, "before"),
            after: length(spacing, "after"),
            line: spacing.and_then(line),
            list: child(node, "numPr").and_then(list),
            rule_above: border("top"),
            rule_below: border("bottom"),
            new_page: switch(node, "pageBreakBefore"),
        }
    }

    /// This, and where it says nothing what `base` says.
    pub(super) fn over(&self, base: &Self) -> Self {
        Self {
            align: self.align.or(base.align),
            left: self.left.or(base.left),
            right: self.right.or(base.right),
            first: self.first.or(base.first),
            before: self.before.or(base.before),
            after: self.after.or(base.after),
            line: self.line.or(base.line),
            list: self.list.or(base.list),
            rule_above: self.rule_above.or(base.rule_above),
            rule_below: self.rule_below.or(base.rule_below),
            new_page: self.new_page.or(base.new_page),
        }
    }
}

fn stands(name: &str) -> Option<Stands> {
    Some(match name {
        "left" | "start" => Stands::Left,
        "center" => Stands::Centre,
        "right" | "end" => Stands::Right,
        "both" | "distribute" => Stands::Justified,
        _ => return None,
    })
}

fn line(spacing: Node<'_, '_>) -> Option<Spacing> {
    let value = number(spacing, "line")? as f32;
    Some(match attribute(spacing, "lineRule") {
        Some("exact") => Spacing::Exactly(value / 20.0),
        Some("atLeast") => Spacing::AtLeast(value / 20.0),
        _ => Spacing::Times(value / 240.0),
    })
}

fn list(properties: Node<'_, '_>) -> Option<(u32, u8)> {
    let number = |name| value(properties, name).and_then(|text| text.parse::<u32>().ok());
    Some((number("numId")?, number("ilvl").unwrap_or(0).min(8) as u8))
}
