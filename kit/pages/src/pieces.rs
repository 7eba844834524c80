//! Every text of a file, piece by piece: what a guard has to look at, beside what a reader is shown.

use crate::limits::{Limits, PageError, What};
use crate::package::Package;
use crate::sniff::{Kind, sniff};
use crate::{forms, guard, inspect, pdf, sheets, text, words};
use lopdf::Document;
use unicode_normalization::UnicodeNormalization;

/// Where a piece of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// On a page, counted from 1; a part that may stand on any page is given as page 1 where it stands at an edge of it
    /// (headers, text boxes), else as page 2.
    Page(u32),
    /// Beside the pages: properties, values of fields, notes, descriptions.
    Beside,
}

/// Pieces within the bound on text.
#[derive(Debug)]
pub(crate) struct Pieces {
    found: Vec<(Where, String)>,
    left: usize,
    limit: usize,
}

impl Pieces {
    fn new(limits: &Limits) -> Self {
        // A text box is a piece and stands in the body as well.
        Self { found: Vec::new(), left: limits.text_chars.saturating_mul(2), limit: limits.text_chars }
    }

    /// Adds a piece; an empty one says nothing.
    pub(crate) fn add(&mut self, place: Where, text: &str) -> Result<(), PageError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.left = self.left.checked_sub(text.len()).ok_or_else(|| PageError::over(What::Text, self.limit))?;
        self.found.push((place, text.nfc().collect()));
        Ok(())
    }

    /// Adds the properties of an Office file: of its core, of the program, and custom ones.
    pub(crate) fn properties(&mut self, package: &mut Package<'_>, limits: &Limits) -> Result<(), PageError> {
        for (_, value) in inspect::properties_of(package, limits)? {
            self.add(Where::Beside, &value)?;
        }
        Ok(())
    }
}

/// Every piece of text in a file. Pictures have none. Of a PDF: each page, each drawn form (also the looks of notes and
/// fields), notes, values of fields, titles of bookmarks, metadata. Of a DOCX or XLSX: see [`text`](crate::text()), each
/// part for itself, with text boxes, word art, comments and properties.
///
/// # Errors
/// As [`text`](crate::text()); a part that cannot be read is an error, not silence.
pub fn pieces(bytes: &[u8], limits: &Limits) -> Result<Vec<(Where, String)>, PageError> {
    let kind = sniff(bytes);
    let (bytes, inner) = (guard::taken(bytes, limits)?, limits.clone());
    guard::bounded(limits, move || {
        let mut into = Pieces::new(&inner);
        match kind {
            Kind::Pdf => return of_document(&pdf::open(&bytes, &inner)?, &inner),
            Kind::Docx => words::pieces(&bytes, &inner, &mut into, true)?,
            Kind::Xlsx => sheets::pieces(&bytes, &inner, &mut into, true)?,
            Kind::Png | Kind::Jpeg => {}
            _ => return Err(PageError::NotRecognised),
        }
        Ok(into.found)
    })
}

/// Every piece of text in a PDF that is open.
pub(crate) fn of_document(document: &Document, limits: &Limits) -> Result<Vec<(Where, String)>, PageError> {
    let mut into = Pieces::new(limits);
    for (page, text) in (1..).zip(text::of_pdf(document, limits)?) {
        into.add(Where::Page(page), &text)?;
    }
    forms::pieces(document, limits, &mut into)?;
    for (_, value) in inspect::metadata_of_pdf(document, limits) {
        into.add(Where::Beside, &value)?;
    }
    Ok(into.found)
}
