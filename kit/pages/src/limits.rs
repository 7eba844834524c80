//! Bounds for foreign input, and the one error type.

use std::time::Duration;

/// What a parser may spend on one file. Sizes are in bytes unless said otherwise.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Size of the file itself.
    pub bytes: usize,
    /// Pages of a PDF, claimed or real, and of a composed sheet.
    pub pages: usize,
    /// Indirect objects of a PDF.
    pub objects: usize,
    /// What one stream of a PDF, or all entries of a package together, may unpack to.
    pub decompressed: usize,
    /// Nesting of PDF objects that we walk ourselves.
    pub nesting: usize,
    /// Nesting of XML elements.
    pub xml_depth: usize,
    /// Nodes of one XML part.
    pub xml_nodes: u32,
    /// Entries of a zip package.
    pub zip_entries: usize,
    /// Unpacked size divided by packed size, for entries above 1 MiB.
    pub zip_ratio: u64,
    /// Pixels of a picture, decoded or rendered.
    pub pixels: u64,
    /// Characters of extracted text, all pages together.
    pub text_chars: usize,
    /// Time for one call; after it the call answers [`PageError::TooLarge`] with [`What::Time`].
    pub time: Duration,
    /// Stack of the working thread.
    pub stack: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 100 << 20,
            pages: 2_000,
            objects: 500_000,
            decompressed: 128 << 20,
            nesting: 64,
            xml_depth: 200,
            xml_nodes: 2_000_000,
            zip_entries: 4_000,
            zip_ratio: 200,
            pixels: 60_000_000,
            text_chars: 20_000_000,
            time: Duration::from_secs(20),
            stack: 32 << 20,
        }
    }
}

/// Which bound of [`Limits`] was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Bytes of the file.
    Bytes,
    /// Bytes that are no pictures.
    Kept,
    /// Pages.
    Pages,
    /// PDF objects.
    Objects,
    /// Bytes after unpacking.
    Decompressed,
    /// Depth of nesting.
    Nesting,
    /// XML nodes.
    XmlNodes,
    /// Entries of a package.
    Entries,
    /// Packing ratio.
    Ratio,
    /// Pixels.
    Pixels,
    /// Characters of text.
    Text,
    /// Milliseconds.
    Time,
}

/// Why a file could not be read or made. The sentences for people are made elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// The bytes are of no kind that this function reads.
    #[error("content not recognised")]
    NotRecognised,
    /// The kind is known, but the content is broken; the text is for the log.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The file is encrypted or wants a password.
    #[error("encrypted")]
    Encrypted,
    /// A bound of [`Limits`] was met.
    #[error("too large: {what:?} over {limit}")]
    TooLarge {
        /// Which bound.
        what: What,
        /// Its value, in the unit of the bound.
        limit: u64,
    },
    /// Well-formed, but something that we do not handle; the text is for the log.
    #[error("unsupported: {0}")]
    Unsupported(&'static str),
    /// Perhaps well-formed, but not so plain that every text in it is sure to be seen; the text is for the log.
    #[error("unclear: {0}")]
    Unclear(&'static str),
    /// The page asked for does not exist (pages count from 1).
    #[error("no page {0}")]
    NoPage(usize),
    /// Too many earlier calls ran over their time and still occupy threads.
    #[error("busy")]
    Busy,
    /// The machine failed us (no thread, no temporary folder, program missing); the text is for the log.
    #[error("system: {0}")]
    System(String),
}

impl PageError {
    pub(crate) fn over(what: What, limit: usize) -> Self {
        Self::TooLarge { what, limit: limit as u64 }
    }

    pub(crate) fn damaged(error: impl std::fmt::Display) -> Self {
        Self::Damaged(error.to_string())
    }
}
