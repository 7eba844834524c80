//! A shell script stands in for LibreOffice.

use crate::convert::*;
use crate::{PageError, What};
use std::io::{Cursor, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

fn docx() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("[Content_Types].xml", "<T/>"), ("word/document.xml", "<d/>")] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A program in place of LibreOffice: a shell script.
fn stand_in(name: &str, script: &str) -> (Folder, OfficeConverter) {
    let folder = Folder::new().unwrap();
    let program = folder.0.join(name);
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
    let converter = office_converter(Some(&program)).unwrap();
    (folder, converter)
}

#[test]
fn what_is_not_there_is_none() {
    assert_eq!(office_converter(Some(Path::new("/no/such/soffice"))), None);
}

#[test]
fn a_pdf_comes_back_and_the_folder_goes() {
    let (_folder, office) = stand_in(
        "soffice",
        r#"test -f profile/user/registrymodifications.xcu && pwd > "$0.where" && printf '%%PDF-1.7 ok' > in.pdf"#,
    );
    let pdf = office.to_pdf(&docx(), &ConvertLimits::default()).unwrap();
    assert_eq!(pdf, b"%PDF-1.7 ok");
    let place = std::fs::read_to_string(office.program().with_file_name("soffice.where")).unwrap();
    assert!(!Path::new(place.trim()).exists());
    assert_eq!(office.to_pdf(b"text", &ConvertLimits::default()), Err(PageError::NotRecognised));
}

#[test]
fn a_program_that_fails_or_hangs_is_an_error() {
    let (_folder, office) = stand_in("soffice", "exit 3");
    assert!(matches!(office.to_pdf(&docx(), &ConvertLimits::default()), Err(PageError::Damaged(_))));
    let (_folder, office) = stand_in("soffice", "sleep 30 & sleep 30");
    let limits = ConvertLimits { time: Duration::from_millis(200), ..ConvertLimits::default() };
    let begun = std::time::Instant::now();
    assert!(matches!(office.to_pdf(&docx(), &limits), Err(PageError::TooLarge { what: What::Time, .. })));
    assert!(begun.elapsed() < Duration::from_secs(5));
    let (_folder, office) = stand_in("soffice", "head -c 9000000 /dev/zero > in.pdf");
    let limits = ConvertLimits { output: 1 << 20, ..ConvertLimits::default() };
    assert!(office.to_pdf(&docx(), &limits).is_err());
}

/// A small document as a word processor writes it: paragraphs and a table.
fn letter() -> Vec<u8> {
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cell =
        |text: &str| format!("<w:tc><w:tcPr><w:tcW w:w=\"4500\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>", paragraph(text));
    let row = format!("<w:tr>{}{}</w:tr>", cell("Nơi nhận"), cell("Người ký"));
    let body = format!("{}<w:tbl>{row}</w:tbl>{}", paragraph("Kế hoạch năm học"), paragraph("Hết"));
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
                .to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Target=\"word/document.xml\" \
                 Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/></Relationships>"
            ),
        ),
        ("word/document.xml", format!("<w:document xmlns:w=\"{word}\"><w:body>{body}</w:body></w:document>")),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Where LibreOffice is installed: two at once, each with a profile of its own. `cargo x test` says when it is not.
#[test]
fn libreoffice_lays_out_a_letter() {
    let Some(office) = office_converter(None) else { return };
    let pdfs: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let running: Vec<_> =
            (0..2).map(|_| scope.spawn(|| office.to_pdf(&letter(), &ConvertLimits::default()).unwrap())).collect();
        running.into_iter().map(|one| one.join().unwrap()).collect()
    });
    for pdf in pdfs {
        let pages = crate::text(&pdf, &crate::Limits::default()).unwrap();
        assert_eq!(pages.len(), 1);
        for word in ["Kế hoạch năm học", "Nơi nhận", "Người ký", "Hết"] {
            assert!(pages[0].contains(word), "{word}: {}", pages[0]);
        }
    }
}
