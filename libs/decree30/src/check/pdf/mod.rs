//! What a PDF shows: its lines of print with their type, the rules below them, its margins and page numbers.
//!
//! The pages are interpreted by `hayro-interpret` with a device that notes letters instead of drawing them: it knows every
//! kind of font, encoding, width and nested form, and gives the place of every letter as it is shown, whatever the order of
//! the content. It is the same reader that draws our page images; only its interpreter is needed here, not its painter.

mod device;
mod lines;
mod margins;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};

use crate::seen::Seen;

/// Bounds of reading a PDF. Letters and rules beyond them end the reading with an error; a page's own compressed content is
/// measured before it is unpacked. Time is not measured here: call it where a time limit holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfLimits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Objects of the file.
    pub objects: usize,
    /// Pages.
    pub pages: usize,
    /// Letters on all pages.
    pub letters: usize,
    /// Bytes of one page's unpacked content.
    pub content: usize,
}

impl Default for PdfLimits {
    fn default() -> Self {
        Self { bytes: 40 << 20, objects: 500_000, pages: 2_000, letters: 8_000_000, content: 32 << 20 }
    }
}

/// Why a PDF was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// More than a limit allows: of what, and how much is allowed.
    #[error("too many {what}: at most {limit}")]
    TooLarge {
        /// `bytes`, `objects`, `pages`, `letters`, `content`.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// It opens with a password only.
    #[error("the file is encrypted")]
    Encrypted,
    /// It is no PDF, or a broken one.
    #[error("the file cannot be read as a PDF")]
    Damaged,
}

impl PdfError {
    /// A short code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too-large",
            Self::Encrypted => "encrypted",
            Self::Damaged => "damaged",
        }
    }
}

/// Reads how a PDF looks.
///
/// A line whose font does not tell its name (Type 1, invisible text over a scan) carries no runs: no rule of type speaks
/// about it. The place of the lower and right edge of the text is taken for the margin, so that only a margin that is too
/// small is sure. The time grows with the letters; sorting them adds a logarithm.
///
/// # Errors
/// [`PdfError`] over a limit, for encrypted and for broken files; a page without text is no error.
pub fn seen_of_pdf(bytes: &[u8], limits: &PdfLimits) -> Result<Seen, PdfError> {
    over("bytes", bytes.len(), limits.bytes)?;
    // A panic of the interpreter is a fault of the file for whoever asks.
    catch_unwind(AssertUnwindSafe(|| read(bytes, limits))).unwrap_or(Err(PdfError::Damaged))
}

fn over(what: &'static str, count: usize, limit: usize) -> Result<(), PdfError> {
    if count > limit { Err(PdfError::TooLarge { what, limit }) } else { Ok(()) }
}

fn read(bytes: &[u8], limits: &PdfLimits) -> Result<Seen, PdfError> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| match error {
        LoadPdfError::Decryption(_) => PdfError::Encrypted,
        LoadPdfError::Invalid => PdfError::Damaged,
    })?;
    over("objects", pdf.len(), limits.objects)?;
    over("pages", pdf.pages().len(), limits.pages)?;
    let cache = InterpreterCache::new();
    let mut device = device::Device::new(limits.letters);
    let mut sheets = Vec::new();
    for page in pdf.pages().iter() {
        over("content", page.page_stream().map_or(0, <[u8]>::len), limits.content)?;
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, width.into(), height.into());
        let start = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(start, area, &cache, page.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut device);
        over("letters", device.letters_so_far(), limits.letters)?;
        sheets.push(lines::Sheet { width, height, lines: lines::lines(device.page()) });
    }
    Ok(margins::seen(sheets, device.styles()))
}

#[cfg(test)]
mod tests;
