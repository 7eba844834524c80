//! Files that are broken or mean harm: an error with a code, or a reading within bounds; never a panic.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::drafts::{all, long};
use super::package::{columns, file, p, packed, plain, r, rooted, strong};
use crate::layout;
use crate::word::{Limits, WordError, blanks, from_html, from_text, read, seen, write};

fn code(bytes: &[u8]) -> &'static str {
    let limits = Limits::default();
    let (seen, read) = (seen(bytes, &limits), read(bytes, &limits));
    assert_eq!(seen.is_err(), read.is_err());
    match read {
        Ok(_) => "",
        Err(error) => {
            assert!(!error.sentence(true).is_empty() && !error.sentence(false).is_empty());
            error.code()
        }
    }
}

#[test]
fn what_is_no_word_file() {
    assert_eq!(code(b""), "not-word");
    assert_eq!(code(b"%PDF-1.7"), "not-word");
    assert_eq!(code(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), "old-or-encrypted");
    assert_eq!(code(&packed(&[("xl/workbook.xml", "<a/>")])), "not-word");
    assert_eq!(code(&packed(&[("word/document.xml", "<a/>")])), "not-word");
    assert_eq!(code(&packed(&[("word/document.xml", "<a><b></a>")])), "damaged");
    assert_eq!(code(&packed(&[("word/document.xml", "\u{feff}")])), "damaged");
}

#[test]
fn entities_and_document_types_are_refused() {
    let text = "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><w:document xmlns:w='x'><w:body><w:p>&e;</w:p></w:body></w:document>";
    assert_eq!(code(&packed(&[("word/document.xml", text)])), "damaged");
    assert_eq!(code(&file(&plain("&unknown;"), &[])), "damaged");
}

#[test]
fn bombs_are_counted_and_not_believed() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..100 {
        zip.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    assert_eq!(seen(&bomb, &Limits::default()).unwrap_err(), WordError::TooMuch { what: "unpacked", limit: 64 << 20 });
    let many: Vec<(String, &str)> = (0..5_000).map(|index| (format!("word/{index}.xml"), "")).collect();
    let many = packed(&many.iter().map(|(name, text)| (name.as_str(), *text)).collect::<Vec<_>>());
    assert_eq!(seen(&many, &Limits::default()).unwrap_err(), WordError::TooMuch { what: "entries", limit: 4_000 });
    let limits = Limits { bytes: 10, ..Limits::default() };
    assert_eq!(seen(&many, &limits).unwrap_err(), WordError::TooMuch { what: "bytes", limit: 10 });
}

#[test]
fn nesting_without_end_is_refused() {
    let deep = |open: &str, close: &str| format!("{}{}{}", open.repeat(5_000), plain("x"), close.repeat(5_000));
    assert_eq!(code(&file(&deep("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), &[])), "too-much");
    assert_eq!(code(&file(&deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), &[])), "too-much");
    let run = format!("{}{}{}", "<w:ins>".repeat(5_000), r("", "x"), "</w:ins>".repeat(5_000));
    assert_eq!(code(&file(&p("", &run), &[])), "too-much");
    let boxes = format!(
        "{}{}{}",
        "<w:p><w:r><w:pict><v:shape><w:txbxContent>".repeat(2_000),
        plain("x"),
        "</w:txbxContent></v:shape></w:pict></w:r></w:p>".repeat(2_000)
    );
    assert_eq!(code(&file(&boxes, &[])), "too-much");
}

#[test]
fn a_hundred_thousand_paragraphs_are_refused_in_time() {
    let start = Instant::now();
    let bytes = file(&plain("Một câu.").repeat(100_000), &[]);
    assert_eq!(seen(&bytes, &Limits::default()).unwrap_err(), WordError::TooMuch { what: "paragraphs", limit: 50_000 });
    assert_eq!(read(&bytes, &Limits::default()).unwrap_err(), WordError::TooMuch { what: "paragraphs", limit: 20_000 });
    // As many as are allowed, each with a list's number, are read in time.
    let allowed = file(&p("<w:numPr><w:numId w:val='1'/></w:numPr>", &r("", "Một câu.")).repeat(19_000), &[]);
    assert_eq!(read(&allowed, &Limits::default()).unwrap().draft.blocks.len(), 19_000);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn many_heads_and_titles_do_not_take_squares_of_time() {
    let start = Instant::now();
    for line in [
        strong("PHỤ LỤC II"),
        strong("Nơi nhận:"),
        strong("HIỆU TRƯỞNG"),
        strong("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        strong("Chương I"),
        columns(&[&strong("SAO Y")]),
    ] {
        assert!(read(&file(&line.repeat(4_000), &[]), &Limits::default()).is_ok());
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn references_to_outside_are_never_followed() {
    let relations = "<Relationships><Relationship Id='a' Type='x/styles' Target='http://vidu.vn/s.xml' TargetMode='External'/>\
        <Relationship Id='b' Type='x/numbering' Target='../../../etc/passwd'/><Relationship Id='c' Type='x/theme' Target='/word/document.xml'/></Relationships>";
    let body = rooted("document", &format!("<w:body>{}</w:body>", plain("Một câu.")));
    let bytes = packed(&[("word/document.xml", body.as_str()), ("word/_rels/document.xml.rels", relations)]);
    assert_eq!(read(&bytes, &Limits::default()).unwrap().draft.blocks[0].words(), "Một câu.");
}

#[test]
fn wild_numbers_and_letters_are_read() {
    let body = [
        p("<w:ind w:firstLine='99999999999999999999' w:left='-5'/><w:spacing w:line='-999999999' w:before='x'/>", &r("<w:sz w:val='1e30'/>", "một")),
        p("<w:numPr><w:ilvl w:val='200'/><w:numId w:val='4294967295'/></w:numPr>", &r("<w:color w:val='zzz'/>", "\u{202e}ب\u{e000}\u{10ffff}hai\u{200f}")),
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr><w:tr/></w:tbl>".to_owned(),
        "<w:sectPr><w:pgSz w:w='0' w:h='-1'/><w:pgMar w:left='999999' w:right='999999'/></w:sectPr>".to_owned(),
    ]
    .concat();
    let bytes = file(&body, &[]);
    let seen = seen(&bytes, &Limits::default()).unwrap();
    assert!(seen.lines[1].text.contains("hai"));
    assert_eq!(read(&bytes, &Limits::default()).unwrap().draft.blocks.len(), 2);
}

/// A small generator of numbers, so that a failure can be repeated.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

/// Bytes overwritten, cut out, doubled or moved.
fn mutated(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=numbers.next(4) {
        let at = numbers.next(out.len());
        let length = numbers.next(60).min(out.len() - at);
        let piece: Vec<u8> = out[at..at + length].to_vec();
        match numbers.next(4) {
            0 => out[at] = numbers.next(256) as u8,
            1 => drop(out.drain(at..at + length)),
            2 => drop(out.splice(at..at, piece)),
            _ => {
                let to = numbers.next(out.len());
                drop(out.splice(to..to, piece));
            }
        }
        if out.is_empty() {
            break;
        }
    }
    out
}

fn opened(bytes: &[u8]) -> bool {
    let limits = Limits { unpacked: 4 << 20, ..Limits::default() };
    let looked = seen(bytes, &limits).map(|seen| blanks(&seen));
    let read = read(bytes, &limits);
    // What is read can be written again.
    if let Ok(read) = &read {
        write(&read.draft, layout::current()).unwrap();
    }
    read.is_ok() || looked.is_ok()
}

#[test]
fn thousands_of_mutated_files_never_panic() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let drafts = all();
    let (mut opened_count, mut runs) = (0, 0);
    for round in 0..60 {
        let (_, draft) = &drafts[round % drafts.len()];
        let whole = write(draft, layout::current()).unwrap();
        // The package itself, and the XML inside it, which a checksum would otherwise guard.
        for _ in 0..20 {
            opened_count += usize::from(opened(&mutated(&whole, &mut numbers)));
            runs += 1;
        }
        let parts = parts(&whole);
        for _ in 0..40 {
            let at = numbers.next(parts.len());
            let mut changed = parts.clone();
            changed[at].1 = String::from_utf8_lossy(&mutated(parts[at].1.as_bytes(), &mut numbers)).into_owned();
            let changed: Vec<(&str, &str)> =
                changed.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            opened_count += usize::from(opened(&packed(&changed)));
            runs += 1;
        }
    }
    assert_eq!(runs, 3_600);
    assert!(opened_count > 200, "{opened_count}");
}

/// The pieces of a body, but for the properties of the last section.
fn pieces(body: &str) -> Vec<String> {
    let limits = Limits::default();
    let document = crate::word::xml::parse(body, &limits).unwrap();
    let body_node = crate::word::xml::child(document.root_element(), "body").unwrap();
    let all = crate::word::xml::elements(body_node).filter(|node| node.tag_name().name() != "sectPr");
    all.map(|node| body[node.range()].to_owned()).collect()
}

#[test]
fn no_word_is_lost_however_the_pieces_are_mixed() {
    let mut numbers = Numbers(0x1234_5678_9abc_def1);
    let files: Vec<(String, Vec<u8>)> =
        all().into_iter().map(|(name, draft)| (name, write(&draft, layout::current()).unwrap())).collect();
    for round in 0..300 {
        let (name, bytes) = &files[round % files.len()];
        let mixed = super::package::changed(bytes, "word/document.xml", |text| {
            let mut all = pieces(&text);
            let (start, end) = (text.find(&all[0]).unwrap(), text.rfind("<w:sectPr>").unwrap());
            for _ in 0..=numbers.next(all.len()) {
                let (one, two) = (numbers.next(all.len()), numbers.next(all.len()));
                all.swap(one, two);
            }
            all.truncate(all.len() - numbers.next(all.len() / 2));
            format!("{}{}{}", &text[..start], all.concat(), &text[end..])
        });
        assert_eq!(super::words::lost(&mixed), [""; 0], "{name}, round {round}");
    }
}

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let limits = Limits::default();
    let mut package = crate::word::package::Package::open(bytes, &limits).unwrap();
    let names =
        ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "word/header1.xml", "_rels/.rels"];
    names.iter().map(|name| ((*name).to_owned(), package.part(name).unwrap().unwrap())).collect()
}

#[test]
fn mutated_pastes_never_panic() {
    let html = "<p style='mso-list:l0'><span style='mso-list:Ignore'>1.&nbsp;</span><b>Một</b></p><ul><li>hai<ol type=a><li>ba</ol></ul>\
        <table><thead><tr><th colspan=2>đầu</th></tr></thead><tr><td rowspan=3>a<td>b</table><!--[if x]>y<![endif]--><script>z</script>";
    let text = "# Một\n- hai **đậm** *nghiêng\n| a | b |\n|---|:-:|\n| c | d \\| e |\nĐiều 3. bốn\na) năm";
    let mut numbers = Numbers(77);
    for _ in 0..3_000 {
        let html = String::from_utf8_lossy(&mutated(html.as_bytes(), &mut numbers)).into_owned();
        let text = String::from_utf8_lossy(&mutated(text.as_bytes(), &mut numbers)).into_owned();
        let blocks = [from_html(&html, &Limits::default()), from_text(&text)].concat();
        write(&crate::Draft { blocks, ..crate::Draft::default() }, layout::current()).unwrap();
    }
    assert!(from_text(&"*".repeat(200_000)).len() < 20);
    assert!(!from_text(&"**a ".repeat(50_000)).is_empty());
}

#[test]
fn twenty_pages_are_read_whole() {
    let bytes = write(&long(20), layout::current()).unwrap();
    assert_eq!(read(&bytes, &Limits::default()).unwrap().draft.blocks.len(), 180);
}
