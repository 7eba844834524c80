//! Sheets of an XLSX and the words in and around their cells.

use crate::limits::{Limits, PageError, What};
use crate::package::{self, Package};
use crate::pieces::{Pieces, Where};
use crate::words;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Most sheets of a workbook.
const MOST: usize = 500;
/// Cells are placed in their column up to here; further ones follow each other.
const COLUMNS: usize = 200;

/// A sheet as text.
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Headers and footers for print, without their codes.
    pub(crate) edges: Vec<String>,
}

type Node<'a, 'b> = roxmltree::Node<'a, 'b>;

/// The sheets in the order of the workbook, hidden ones too.
pub(crate) fn of_xlsx(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, PageError> {
    read(&mut Package::open(bytes, limits)?, limits)
}

fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Vec<Sheet>, PageError> {
    let shared = shared(package, limits)?;
    let (mut sheets, mut left) = (Vec::new(), limits.text_chars);
    for (name, part) in listed(package, limits)? {
        let xml = package.part(&part)?;
        let tree = package::xml(&xml, limits)?;
        let mut text = String::new();
        for row in tree.descendants().filter(|node| node.tag_name().name() == "row") {
            line(row, &shared, &mut text);
            if text.len() > left {
                return Err(PageError::over(What::Text, limits.text_chars));
            }
        }
        left -= text.len();
        let edge = |node: Node<'_, '_>| node.text().map(plain).filter(|text| !text.trim().is_empty());
        let edges = tree.descendants().filter(|node| node.tag_name().name() == "headerFooter");
        let edges = edges.flat_map(|node| node.children()).filter_map(edge).collect();
        sheets.push(Sheet { name, text: text.nfc().collect(), edges });
    }
    Ok(sheets)
}

/// Names and parts of the sheets: the workbook lists names with references, its relations say which part is meant. Parts
/// that the workbook does not list are read too.
fn listed(package: &mut Package<'_>, limits: &Limits) -> Result<Vec<(String, String)>, PageError> {
    let names = package.names();
    let mut targets = HashMap::new();
    if names.iter().any(|name| name == "xl/_rels/workbook.xml.rels") {
        let xml = package.part("xl/_rels/workbook.xml.rels")?;
        for node in package::xml(&xml, limits)?.descendants() {
            if let (Some(id), Some(target)) = (node.attribute("Id"), node.attribute("Target")) {
                let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                targets.insert(id.to_owned(), part);
            }
        }
    }
    let xml = package.part("xl/workbook.xml")?;
    let tree = package::xml(&xml, limits)?;
    let sheets = tree.descendants().filter(|node| node.tag_name().name() == "sheet");
    let reference =
        |node: Node<'_, '_>| node.attributes().find(|one| one.name() == "id").map(|one| one.value().to_owned());
    let mut found: Vec<(String, String)> = sheets
        .filter_map(|node| {
            let part = targets.get(&reference(node)?)?.clone();
            Some((node.attribute("name").unwrap_or_default().to_owned(), part))
        })
        .filter(|(_, part)| names.contains(part))
        .collect();
    for name in &names {
        let is_sheet = name.starts_with("xl/worksheets/") && name.ends_with(".xml");
        if is_sheet && !found.iter().any(|(_, part)| part == name) {
            found.push((String::new(), name.clone()));
        }
    }
    if found.len() > MOST {
        return Err(PageError::over(What::Pages, MOST));
    }
    Ok(found)
}

/// The strings that cells refer to by number.
fn shared(package: &mut Package<'_>, limits: &Limits) -> Result<Vec<String>, PageError> {
    if !package.names().iter().any(|name| name == "xl/sharedStrings.xml") {
        return Ok(Vec::new());
    }
    let xml = package.part("xl/sharedStrings.xml")?;
    let tree = package::xml(&xml, limits)?;
    Ok(tree.root_element().children().filter(|node| node.tag_name().name() == "si").map(runs).collect())
}

/// The runs of a string; phonetic guides are no text of their own.
fn runs(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(|inner| inner.tag_name().name() == "t");
    let own = texts.filter(|inner| !inner.ancestors().any(|up| up.tag_name().name() == "rPh"));
    own.filter_map(|inner| inner.text()).collect()
}

fn line(row: Node<'_, '_>, shared: &[String], text: &mut String) {
    let mut column = 0;
    for cell in row.children().filter(|node| node.tag_name().name() == "c") {
        let value = value(cell, shared);
        if value.is_empty() {
            continue;
        }
        let at = cell.attribute("r").and_then(column_of).unwrap_or(column).min(COLUMNS);
        (column..at).for_each(|_| text.push('\t'));
        column = column.max(at);
        // A cell of several lines stays one cell of one line.
        text.extend(value.chars().map(|letter| if letter.is_control() { ' ' } else { letter }));
    }
    text.push('\n');
}

/// The column of "BC12", from 0.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase).take(4);
    letters.fold(0_usize, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1).checked_sub(1)
}

fn value(cell: Node<'_, '_>, shared: &[String]) -> String {
    let stored = || cell.children().find(|node| node.tag_name().name() == "v").and_then(|node| node.text());
    match cell.attribute("t") {
        Some("s") => {
            stored().and_then(|number| number.trim().parse::<usize>().ok()).and_then(|at| shared.get(at).cloned())
        }
        Some("inlineStr") => Some(runs(cell)),
        _ => stored().map(str::to_owned),
    }
    .unwrap_or_default()
}

/// A print header without its codes: `&C&"Times,Bold"&12MẬT` says `MẬT`.
fn plain(coded: &str) -> String {
    let (mut text, mut letters) = (String::new(), coded.chars().peekable());
    while let Some(letter) = letters.next() {
        if letter != '&' {
            text.push(letter);
            continue;
        }
        match letters.next() {
            Some('&') => text.push('&'),
            // A section begins: left, centre, right.
            Some('L' | 'C' | 'R') => text.push('\n'),
            Some('"') => letters.by_ref().take_while(|inner| *inner != '"').for_each(drop),
            Some('K') => letters.by_ref().take(6).for_each(drop),
            Some(digit) if digit.is_ascii_digit() => while letters.next_if(char::is_ascii_digit).is_some() {},
            _ => {}
        }
    }
    text
}

/// Everything in an XLSX that a mark may stand in: cells, names of sheets, print headers, comments, drawings, properties.
pub(crate) fn pieces(bytes: &[u8], limits: &Limits, into: &mut Pieces, outer: bool) -> Result<(), PageError> {
    let mut package = Package::open(bytes, limits)?;
    for sheet in read(&mut package, limits)? {
        into.add(Where::Beside, &sheet.name)?;
        into.add(Where::Page(1), &sheet.text)?;
        for edge in sheet.edges {
            into.add(Where::Page(1), &edge)?;
        }
    }
    let beside = |name: &String| {
        let part = name.strip_prefix("xl/").unwrap_or_default();
        let kinds = ["comments", "threadedComments/", "drawings/", "diagrams/data", "chartsheets/"];
        (part.ends_with(".xml") || part.ends_with(".vml")) && kinds.iter().any(|kind| part.starts_with(kind))
    };
    for part in package.names().into_iter().filter(beside) {
        let xml = package.part(&part)?;
        // Old drawings are not always XML; what cannot be read there is the box of a comment read above.
        let tree = match package::xml(&xml, limits) {
            Err(PageError::Damaged(_)) if part.ends_with(".vml") => continue,
            other => other?,
        };
        for node in tree.descendants() {
            apart(node, into)?;
        }
    }
    into.properties(&mut package, limits)?;
    if outer {
        words::nested(&mut package, limits, into)?;
    }
    Ok(())
}

/// A comment, a text box, or word art.
fn apart(node: Node<'_, '_>, into: &mut Pieces) -> Result<(), PageError> {
    let lines = |node: Node<'_, '_>| {
        let texts = node.descendants().filter(|inner| matches!(inner.tag_name().name(), "t" | "p"));
        texts.fold(String::new(), |text, inner| match inner.tag_name().name() {
            "p" => text + "\n",
            _ => text + inner.text().unwrap_or_default(),
        })
    };
    match node.tag_name().name() {
        "comment" => into.add(Where::Page(2), &lines(node)),
        "threadedComment" => {
            let texts = node.children().filter(|inner| inner.tag_name().name() == "text");
            into.add(Where::Page(2), &texts.filter_map(|inner| inner.text()).collect::<String>())
        }
        "txBody" => into.add(Where::Page(1), &lines(node)),
        "textpath" => into.add(Where::Page(1), node.attribute("string").unwrap_or_default()),
        "cNvPr" => into.add(Where::Beside, node.attribute("descr").unwrap_or_default()),
        "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
            into.add(Where::Page(1), &plain(node.text().unwrap_or_default()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_print_headers_are_no_text() {
        assert_eq!(plain("&L&\"Times New Roman,Bold\"&14MẬT&RTrang &P/&N && hết"), "\nMẬT\nTrang / & hết");
        assert_eq!(plain("&KFF0000TỐI MẬT"), "TỐI MẬT");
    }

    #[test]
    fn columns_have_letters() {
        assert_eq!(
            (column_of("A1"), column_of("Z9"), column_of("AA10"), column_of("7")),
            (Some(0), Some(25), Some(26), None)
        );
    }
}
