//! DOCX packages, honest and not.

use super::hostile::all_refuse;
use crate::{Kind, Limits, PageError, What, inspect, sniff, text};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

pub(crate) fn docx(document: &str) -> Vec<u8> {
    package(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", document)])
}

pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    package_of(&parts)
}

pub(crate) fn package_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_zip_bomb_is_refused() {
    let bomb = docx(&format!("<w:document>{}</w:document>", " ".repeat(50 << 20)));
    assert!(bomb.len() < 200_000);
    assert_eq!(sniff(&bomb), Kind::Docx);
    assert!(all_refuse(&bomb));
    assert_eq!(text(&bomb, &Limits::default()), Err(PageError::TooLarge { what: What::Ratio, limit: 200 }));
    let small = Limits { decompressed: 1000, ..Limits::default() };
    let more = docx(&"<p/>".repeat(1000));
    assert_eq!(text(&more, &small), Err(PageError::TooLarge { what: What::Decompressed, limit: 1000 }));
    let names: Vec<String> = (0..5000).map(|index| format!("word/{index}.xml")).collect();
    let mut parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    parts.extend([("[Content_Types].xml", ""), ("word/document.xml", "<d/>")]);
    let many = package(&parts);
    assert!(matches!(text(&many, &Limits::default()), Err(PageError::TooLarge { what: What::Entries, .. })));
}

#[test]
fn entities_and_deep_nesting_are_refused() {
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>"#;
    assert!(all_refuse(&docx(laughs)));
    let outside = r#"<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d><t>&a;</t></d>"#;
    assert!(all_refuse(&docx(outside)));
    let deep = format!("{}{}", "<p>".repeat(100_000), "</p>".repeat(100_000));
    assert!(matches!(text(&docx(&deep), &Limits::default()), Err(PageError::TooLarge { what: What::Nesting, .. })));
}

#[test]
fn a_docx_is_read_in_order() {
    let body = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Kế </w:t></w:r><w:r><w:t>hoa\u{323}ch</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>một</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>hai</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:r><w:t>cuối</w:t><w:br/><w:t>dòng</w:t></w:r></w:p></w:body></w:document>";
    let part = |word: &str| format!("<w:hdr xmlns:w='w'><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:hdr>");
    let core = "<cp:c xmlns:cp='c' xmlns:dc='d'><dc:title>Tên</dc:title></cp:c>";
    let (top, bottom) = (part("đầu"), part("chân"));
    let file = package(&[
        ("[Content_Types].xml", ""),
        ("word/document.xml", body),
        ("word/footer1.xml", &bottom),
        ("word/header1.xml", &top),
        ("docProps/core.xml", core),
        ("word/vbaProject.bin", ""),
    ]);
    let pages = text(&file, &Limits::default()).unwrap();
    assert_eq!(pages, vec!["Kế hoạch\nmột\nhai\ncuối\ndòng\nchân\nđầu\n"]);
    let found = inspect(&file, &Limits::default()).unwrap();
    assert_eq!((found.kind, found.pages, found.scripts), (Kind::Docx, 1, true));
    assert_eq!(found.metadata, vec![("title".into(), "Tên".into())]);
}
