//! Parts of a DOCX and the words in them.

use crate::limits::Limits;
use crate::package::{self, Package};
use crate::pieces::{Pieces, Where};
use crate::{PageError, sheets};

/// Kinds of parts beside the body that hold words, by the beginning of their names under `word/`.
const BESIDE: [&str; 6] = ["comments", "diagrams/data", "endnotes", "footer", "footnotes", "header"];
/// Files inside of files that are looked into.
const NESTED: usize = 20;

/// The body, then headers, footers, notes and comments by name.
pub(crate) fn parts(package: &Package<'_>) -> Vec<String> {
    let beside = |name: &String| {
        let part = name.strip_prefix("word/").and_then(|name| name.strip_suffix(".xml"));
        part.is_some_and(|part| BESIDE.iter().any(|kind| part.starts_with(kind)))
    };
    let mut parts = vec!["word/document.xml".to_owned()];
    parts.extend(package.names().into_iter().filter(beside));
    parts
}

/// Adds the words under a node. Deleted text, field codes and the second copy of alternate content are left out. A text box
/// begins on a line of its own.
pub(crate) fn walk(node: roxmltree::Node<'_, '_>, text: &mut String, left: usize) {
    match node.tag_name().name() {
        "t" => return text.push_str(node.text().unwrap_or_default()),
        "tab" if node.parent().is_some_and(|up| up.tag_name().name() == "r") => text.push('\t'),
        "br" | "cr" => text.push('\n'),
        "noBreakHyphen" => text.push('-'),
        "del" | "delText" | "instrText" | "Fallback" | "moveFrom" => return,
        "txbxContent" if !text.is_empty() && !text.ends_with('\n') => text.push('\n'),
        _ => {}
    }
    if left > 0 {
        node.children().filter(|child| child.is_element()).for_each(|child| walk(child, text, left - 1));
    }
    if node.tag_name().name() == "p" {
        text.push('\n');
    }
}

/// Everything in a DOCX that a mark may stand in: each part and each text box for itself, word art, descriptions of
/// pictures, properties, and documents inside of it, one level deep.
pub(crate) fn pieces(bytes: &[u8], limits: &Limits, into: &mut Pieces, outer: bool) -> Result<(), PageError> {
    let mut package = Package::open(bytes, limits)?;
    for part in parts(&package) {
        let xml = package.part(&part)?;
        let tree = package::xml(&xml, limits)?;
        let mut text = String::new();
        walk(tree.root_element(), &mut text, limits.xml_depth);
        let at_edge = ["word/document", "word/header", "word/footer"].iter().any(|kind| part.starts_with(kind));
        into.add(if at_edge { Where::Page(1) } else { Where::Page(2) }, &text)?;
        for node in tree.descendants() {
            apart(node, limits, into)?;
        }
    }
    into.properties(&mut package, limits)?;
    if outer {
        nested(&mut package, limits, into)?;
    }
    Ok(())
}

fn apart(node: roxmltree::Node<'_, '_>, limits: &Limits, into: &mut Pieces) -> Result<(), PageError> {
    match node.tag_name().name() {
        "txbxContent" => {
            let mut text = String::new();
            node.children().for_each(|child| walk(child, &mut text, limits.xml_depth));
            into.add(Where::Page(1), &text)
        }
        "textpath" => into.add(Where::Page(1), node.attribute("string").unwrap_or_default()),
        "docPr" => ["descr", "title"]
            .iter()
            .try_for_each(|name| into.add(Where::Beside, node.attribute(*name).unwrap_or_default())),
        _ => Ok(()),
    }
}

/// Office files inside of a package. What is of another kind cannot be looked into here.
pub(crate) fn nested(package: &mut Package<'_>, limits: &Limits, into: &mut Pieces) -> Result<(), PageError> {
    let inside = |name: &String| name.contains("/embeddings/") && (name.ends_with(".docx") || name.ends_with(".xlsx"));
    for name in package.names().into_iter().filter(inside).take(NESTED) {
        let bytes = package.bytes(&name)?;
        match crate::sniff(&bytes) {
            crate::Kind::Docx => pieces(&bytes, limits, into, false)?,
            crate::Kind::Xlsx => sheets::pieces(&bytes, limits, into, false)?,
            _ => {}
        }
    }
    Ok(())
}
