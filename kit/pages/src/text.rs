//! Text of a file, page by page, in NFC.

use crate::limits::{Limits, PageError, What};
use crate::package::{self, Package};
use crate::sniff::{Kind, sniff};
use crate::{guard, pdf, sheets, words};
use lopdf::Document;
use unicode_normalization::UnicodeNormalization;

/// Text of each page of a PDF in content order; of a DOCX as one page: body with tables in order, then headers, footers,
/// notes and comments; of an XLSX sheet by sheet, a row a line, cells parted by tabs. A page without a text layer is an
/// empty string.
///
/// # Errors
/// `NotRecognised` for other kinds; `Encrypted`, `Damaged`, `TooLarge` as found.
pub fn text(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, PageError> {
    let kind = sniff(bytes);
    let (bytes, inner) = (guard::taken(bytes, limits)?, limits.clone());
    guard::bounded(limits, move || match kind {
        Kind::Pdf => of_pdf(&pdf::open(&bytes, &inner)?, &inner),
        Kind::Docx => of_docx(&bytes, &inner),
        Kind::Xlsx => Ok(sheets::of_xlsx(&bytes, &inner)?.into_iter().map(|sheet| sheet.text).collect()),
        _ => Err(PageError::NotRecognised),
    })
}

pub(crate) fn of_pdf(document: &Document, limits: &Limits) -> Result<Vec<String>, PageError> {
    let pages = pdf::count(document, limits)? as u32;
    let mut left = limits.text_chars;
    (1..=pages).map(|page| of_page(document, page, limits, &mut left)).collect()
}

/// What can be read of a page is kept: a font that cannot be read costs its own words only. Bounds are errors.
fn of_page(document: &Document, page: u32, limits: &Limits, left: &mut usize) -> Result<String, PageError> {
    let mut text = String::new();
    for chunk in document.extract_text_chunks_with_limit(&[page], limits.decompressed) {
        match chunk {
            Ok(chunk) => text.extend(chunk.nfc()),
            Err(error) => match pdf::from(error, limits) {
                over @ PageError::TooLarge { .. } => return Err(over),
                _ => continue,
            },
        }
        if text.len() > *left {
            return Err(PageError::over(What::Text, limits.text_chars));
        }
    }
    *left -= text.len();
    Ok(text)
}

pub(crate) fn of_docx(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, PageError> {
    let mut package = Package::open(bytes, limits)?;
    let mut text = String::new();
    for part in words::parts(&package) {
        let xml = package.part(&part)?;
        let tree = package::xml(&xml, limits)?;
        words::walk(tree.root_element(), &mut text, limits.xml_depth);
        if text.len() > limits.text_chars {
            return Err(PageError::over(What::Text, limits.text_chars));
        }
    }
    Ok(vec![text.nfc().collect()])
}
