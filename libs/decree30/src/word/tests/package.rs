//! Files made by hand.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A package of these parts.
pub(super) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The same package with one part changed.
pub(super) fn changed(bytes: &[u8], part: &str, mut change: impl FnMut(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        let text = if name == part { change(text) } else { text };
        parts.push((name, text));
    }
    packed(&parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

const SPACES: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
    xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' \
    xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
    xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' \
    xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' \
    xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' \
    xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture' \
    xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' \
    xmlns:v='urn:schemas-microsoft-com:vml'";

/// Elements of Word's name spaces.
pub(super) fn rooted(name: &str, inner: &str) -> String {
    format!("<?xml version='1.0' encoding='UTF-8'?><w:{name} {SPACES}>{inner}</w:{name}>")
}

/// A file of a body and further parts of its folder: kind of reference, name, and text.
pub(super) fn file(body: &str, parts: &[(&str, &str, String)]) -> Vec<u8> {
    let body = rooted("document", &format!("<w:body>{body}</w:body>"));
    let relation = |(kind, name, _): &(&str, &str, String)| {
        format!("<Relationship Id='{name}' Type='http://x/{kind}' Target='{name}.xml'/>")
    };
    let relations = format!("<Relationships>{}</Relationships>", parts.iter().map(relation).collect::<String>());
    let names: Vec<String> = parts.iter().map(|(_, name, _)| format!("word/{name}.xml")).collect();
    let mut all = vec![("word/document.xml", body.as_str()), ("word/_rels/document.xml.rels", relations.as_str())];
    all.extend(names.iter().zip(parts).map(|(name, (_, _, text))| (name.as_str(), text.as_str())));
    packed(&all)
}

/// A paragraph with properties and runs.
pub(super) fn p(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

/// A run with properties.
pub(super) fn r(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

/// Centred and bold.
pub(super) fn strong(text: &str) -> String {
    p("<w:jc w:val='center'/>", &r("<w:b/>", text))
}

/// A plain paragraph.
pub(super) fn plain(text: &str) -> String {
    p("", &r("", text))
}

/// A table without lines of one row.
pub(super) fn columns(cells: &[&str]) -> String {
    let cell = |inner: &&str| format!("<w:tc><w:tcPr><w:tcW w:w='4600' w:type='dxa'/></w:tcPr>{inner}</w:tc>");
    format!(
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='4600'/><w:gridCol w:w='4600'/></w:tblGrid><w:tr>{}</w:tr></w:tbl>",
        cells.iter().map(cell).collect::<String>()
    )
}
