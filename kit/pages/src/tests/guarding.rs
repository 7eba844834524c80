//! Every place in a file where a mark may stand is read, and none of them without bounds.

use super::hostile::{one_page, stream};
use super::packages::package;
use crate::{Kind, Limits, PageError, What, Where, inspect, pieces, sniff, text};

const MARK: &str = "TỐI MẬT";

fn all(bytes: &[u8]) -> Vec<(Where, String)> {
    pieces(bytes, &Limits::default()).unwrap()
}

/// Where a piece that is nothing but the mark stands.
fn places(bytes: &[u8]) -> Vec<Where> {
    all(bytes).into_iter().filter(|(_, text)| text.trim() == MARK).map(|(place, _)| place).collect()
}

fn workbook(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='Trang 1' r:id='a'/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<R><Relationship Id='a' Target='worksheets/sheet1.xml'/></R>"),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    parts.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    parts.extend_from_slice(more);
    package(&parts)
}

#[test]
fn a_workbook_is_read_sheet_by_sheet() {
    let sheet = "<worksheet><sheetData><row><c r='A1' t='s'><v>1</v></c><c r='C1'><v>12.5</v></c></row>\
        <row><c r='B2' t='inlineStr'><is><t>hoa\u{323}c</t></is></c><c r='D2' t='str'><f>1</f><v>ngay</v></c></row>\
        </sheetData></worksheet>";
    let shared = "<sst><si><t>không</t></si><si><r><t>Họ </t></r><r><t>tên</t></r><rPh><t>x</t></rPh></si></sst>";
    let file = workbook(sheet, &[("xl/sharedStrings.xml", shared)]);
    assert_eq!(sniff(&file), Kind::Xlsx);
    assert_eq!(text(&file, &Limits::default()).unwrap(), ["Họ tên\t\t12.5\n\thoạc\t\tngay\n"]);
    let found = inspect(&file, &Limits::default()).unwrap();
    assert_eq!((found.kind, found.pages, found.text_pages), (Kind::Xlsx, 1, vec![true]));
}

#[test]
fn every_place_of_a_workbook_is_read() {
    let cell =
        format!("<worksheet><sheetData><row><c t='inlineStr'><is><t>{MARK}</t></is></c></row></sheetData></worksheet>");
    assert_eq!(places(&workbook(&cell, &[])), [Where::Page(1)]);
    let header = format!(
        "<worksheet><headerFooter><firstHeader>&amp;C&amp;\"Times,Bold\"{MARK}</firstHeader></headerFooter></worksheet>"
    );
    assert_eq!(places(&workbook(&header, &[])), [Where::Page(1)]);
    let named =
        format!("<workbook xmlns:r='r'><sheets><sheet name='{MARK}' state='veryHidden' r:id='a'/></sheets></workbook>");
    assert_eq!(places(&workbook("<w/>", &[("xl/workbook.xml", &named)])), [Where::Beside]);
    let unlisted = ("xl/worksheets/sheet9.xml", cell.as_str());
    assert_eq!(places(&workbook("<w/>", &[unlisted])), [Where::Page(1)]);
    let comment =
        format!("<comments><commentList><comment><text><r><t>{MARK}</t></r></text></comment></commentList></comments>");
    assert_eq!(places(&workbook("<w/>", &[("xl/comments1.xml", &comment)])), [Where::Page(2)]);
    let thread = format!("<T><threadedComment><text>{MARK}</text></threadedComment></T>");
    assert_eq!(places(&workbook("<w/>", &[("xl/threadedComments/t1.xml", &thread)])), [Where::Page(2)]);
    let drawing = format!("<d><sp><txBody><p><r><t>{MARK}</t></r></p></txBody></sp></d>");
    assert_eq!(places(&workbook("<w/>", &[("xl/drawings/drawing1.xml", &drawing)])), [Where::Page(1)]);
    for (part, name) in [("core", "keywords"), ("app", "Company"), ("custom", "property")] {
        let (part, xml) = (format!("docProps/{part}.xml"), format!("<p><{name}>{MARK}</{name}></p>"));
        assert_eq!(places(&workbook("<w/>", &[(&part, &xml)])), [Where::Beside], "{part}");
    }
}

#[test]
fn hostile_workbooks_are_refused() {
    let refused =
        |file: &[u8]| (text(file, &Limits::default()).unwrap_err(), pieces(file, &Limits::default()).unwrap_err());
    let bomb = workbook(&format!("<worksheet>{}</worksheet>", " ".repeat(50 << 20)), &[]);
    let ratio = PageError::TooLarge { what: What::Ratio, limit: 200 };
    assert_eq!(refused(&bomb), (ratio.clone(), ratio));
    let names: Vec<String> = (0..3000).map(|number| format!("xl/worksheets/s{number}.xml")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "<w/>")).collect();
    let pages = PageError::TooLarge { what: What::Pages, limit: 500 };
    assert_eq!(refused(&workbook("<w/>", &many)), (pages.clone(), pages));
    let laughs = "<!DOCTYPE d [<!ENTITY a 'ha'>]><worksheet><sheetData>&a;</sheetData></worksheet>";
    assert!(matches!(refused(&workbook(laughs, &[])), (PageError::Damaged(_), PageError::Damaged(_))));
    let deep = format!("{}{}", "<p>".repeat(100_000), "</p>".repeat(100_000));
    assert!(matches!(refused(&workbook(&deep, &[])).0, PageError::TooLarge { what: What::Nesting, .. }));
    let far =
        "<worksheet><sheetData><row><c r='XFD1'><v>1</v></c><c r='ZZZZ1'><v>2</v></c></row></sheetData></worksheet>";
    assert!(text(&workbook(far, &[]), &Limits::default()).unwrap()[0].len() < 300);
    let small = Limits { text_chars: 100, ..Limits::default() };
    let long =
        format!("<worksheet><sheetData>{}</sheetData></worksheet>", "<row><c><v>12345678</v></c></row>".repeat(50));
    assert!(matches!(text(&workbook(&long, &[]), &small), Err(PageError::TooLarge { what: What::Text, .. })));
    let missing = workbook("<w/>", &[("xl/workbook.xml", "<workbook><sheets><sheet name='x'/></sheets></workbook>")]);
    assert_eq!(text(&missing, &Limits::default()).unwrap(), [""]);
    let whole = workbook("<worksheet/>", &[]);
    for part in 0..40 {
        let _ = pieces(&whole[..whole.len() * part / 40], &Limits::default());
    }
}

fn document(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let body = format!("<w:document xmlns:w='w' xmlns:v='v' xmlns:wp='wp'><w:body>{body}</w:body></w:document>");
    let mut parts = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", body.as_str())];
    parts.extend_from_slice(more);
    package(&parts)
}

#[test]
fn every_part_of_a_word_document_is_read_for_itself() {
    let paragraph = format!("<w:x xmlns:w='w'><w:p><w:r><w:t>{MARK}</w:t></w:r></w:p></w:x>");
    let plain = "<w:x xmlns:w='w'><w:p><w:r><w:t>một\u{a0}hai</w:t></w:r></w:p></w:x>";
    for (part, place) in [
        ("word/header1.xml", Where::Page(1)),
        ("word/footer2.xml", Where::Page(1)),
        ("word/footnotes.xml", Where::Page(2)),
        ("word/endnotes.xml", Where::Page(2)),
        ("word/comments.xml", Where::Page(2)),
    ] {
        let file = document("<w:p/>", &[(part, &paragraph), ("word/header9.xml", plain), ("word/footer9.xml", plain)]);
        assert_eq!(places(&file), [place], "{part}");
    }
    let box_of = format!("<w:txbxContent><w:p><w:r><w:t>{MARK}</w:t></w:r></w:p></w:txbxContent>");
    let file = document(&format!("<w:p><w:r><w:t>Số: 12</w:t></w:r><w:r><w:pict>{box_of}</w:pict></w:r></w:p>"), &[]);
    assert_eq!(places(&file), [Where::Page(1)]);
    assert!(text(&file, &Limits::default()).unwrap()[0].starts_with("Số: 12\nTỐI MẬT\n"));
    let art = document(&format!("<w:p><w:r><w:pict><v:textpath string='{MARK}'/></w:pict></w:r></w:p>"), &[]);
    assert_eq!(places(&art), [Where::Page(1)]);
    let described = document(&format!("<w:p><w:r><wp:docPr descr='{MARK}'/></w:r></w:p>"), &[]);
    assert_eq!(places(&described), [Where::Beside]);
    let custom = format!("<p><property name='Độ mật'><v>{MARK}</v></property></p>");
    assert_eq!(places(&document("<w:p/>", &[("docProps/custom.xml", &custom)])), [Where::Beside]);
}

#[test]
fn what_is_embedded_is_read_one_level_deep() {
    let inner = document(&format!("<w:p><w:r><w:t>{MARK}</w:t></w:r></w:p>"), &[]);
    let outer = super::packages::package_of(&[
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("word/document.xml", b"<d/>"),
        ("word/embeddings/a.docx", &inner),
    ]);
    assert_eq!(places(&outer), [Where::Page(1)]);
}

const FONT: &str = "<</Font<</F 5 0 R>>>>";

/// A PDF whose objects from 6 on are given; 5 is a font in Latin letters.
fn with_font(extra: &[String]) -> Vec<u8> {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned();
    let mut objects = vec![stream("q Q"), font];
    objects.extend_from_slice(extra);
    one_page(&objects, "")
}

fn form(content: &str, resources: &str) -> String {
    format!(
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources {resources}/Length {}>>\nstream\n{content}\nendstream",
        content.len()
    )
}

#[test]
fn forms_notes_and_fields_of_a_pdf_are_read() {
    let drawn = form("BT /F 12 Tf 10 10 Td (TOI) Tj 0 -14 Td [(M) -20 (AT)] TJ ET", FONT);
    let bytes = with_font(&[
        drawn,
        "<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(ghi chu)>>".into(),
        "<</FT/Tx/T(o)/V(gia tri)/TU(ten o)>>".into(),
        "<</Title(muc)/Parent 1 0 R>>".into(),
        "<</FT/Sig/V<</Type/Sig/ByteRange[0 1 2 3]/Contents(chu ky)>>>>".into(),
    ]);
    let found = all(&bytes);
    let texts: Vec<String> =
        found.iter().map(|(_, text)| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(texts, ["TOI MAT", "ghi chu", "gia tri", "ten o", "muc"]);
    assert_eq!(found[0].0, Where::Page(2), "not drawn on page 1");
}

#[test]
fn a_form_on_the_first_page_counts_as_that_page() {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>";
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
    // The forms draw each other: a circle.
    let one = form("/Y Do", "<</XObject<</Y 7 0 R>>>>");
    let two = form("BT /F 12 Tf (MAT) Tj ET /X Do", "<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>");
    let objects: Vec<String> = vec![
        "<</Type/Catalog/Pages 2 0 R>>".into(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".into(),
        page.into(),
        stream("/X Do"),
        font.into(),
        one,
        two,
    ];
    let found = all(&super::hostile::pdf(&objects, ""));
    assert_eq!(found, [(Where::Page(1), "MAT\n".to_owned())]);
}

#[test]
fn forms_are_bounded() {
    let long = format!("BT /F 12 Tf {} ET", "(MAT) Tj ".repeat(1000));
    let bytes = with_font(&vec![form(&long, FONT); 50]);
    let small = Limits { decompressed: 100_000, ..Limits::default() };
    assert!(matches!(pieces(&bytes, &small), Err(PageError::TooLarge { what: What::Decompressed, .. })));
    let small = Limits { text_chars: 10_000, ..Limits::default() };
    assert!(matches!(pieces(&bytes, &small), Err(PageError::TooLarge { what: What::Text, .. })));
}
