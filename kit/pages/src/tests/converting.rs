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
