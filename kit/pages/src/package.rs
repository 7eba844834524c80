//! Zip packages of XML parts (DOCX, XLSX), read within bounds and without entities.

use crate::limits::{Limits, PageError, What};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// From this size on the packing ratio is looked at; small parts pack well by nature.
const RATIO_FROM: u64 = 1 << 20;

/// Names of the entries, or nothing if the package cannot be opened.
pub(crate) fn names(bytes: &[u8]) -> Option<Vec<String>> {
    let open = || {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(PageError::damaged)?;
        Ok(archive.file_names().take(10_000).flatten().map(|name| name.into_owned()).collect())
    };
    crate::guard::unwound(open).ok()
}

/// A package whose directory is within the bounds.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: usize,
    limit: usize,
}

impl<'a> Package<'a> {
    /// Opens the directory and refuses too many entries, a bomb by declared sizes, and encrypted entries.
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, PageError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(PageError::damaged)?;
        if archive.len() > limits.zip_entries {
            return Err(PageError::over(What::Entries, limits.zip_entries));
        }
        let mut total = 0_u64;
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(PageError::damaged)?;
            if entry.encrypted() {
                return Err(PageError::Encrypted);
            }
            let (size, packed) = (entry.size(), entry.compressed_size().max(1));
            if size > RATIO_FROM && size / packed > limits.zip_ratio {
                return Err(PageError::TooLarge { what: What::Ratio, limit: limits.zip_ratio });
            }
            total = total.saturating_add(size);
        }
        if total > limits.decompressed as u64 {
            return Err(PageError::over(What::Decompressed, limits.decompressed));
        }
        Ok(Self { archive, left: limits.decompressed, limit: limits.decompressed })
    }

    /// Entry names, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.archive.file_names().flatten().map(|name| name.into_owned()).collect();
        names.sort();
        names
    }

    /// Unpacks one XML part to text.
    pub(crate) fn part(&mut self, name: &str) -> Result<String, PageError> {
        decoded(self.bytes(name)?)
    }

    /// Unpacks one entry. Declared sizes are not believed: what is read is counted.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Vec<u8>, PageError> {
        let entry = self.archive.by_name(name).map_err(PageError::damaged)?;
        let mut bytes = Vec::new();
        entry.take(self.left as u64 + 1).read_to_end(&mut bytes).map_err(PageError::damaged)?;
        if bytes.len() > self.left {
            return Err(PageError::over(What::Decompressed, self.limit));
        }
        self.left -= bytes.len();
        Ok(bytes)
    }
}

/// XML parts are UTF-8, or UTF-16 with a byte order mark.
fn decoded(bytes: Vec<u8>) -> Result<String, PageError> {
    let wide = |make: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| make([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(PageError::damaged)
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8(bytes).map_err(PageError::damaged),
    }
}

/// Parses XML without document type declaration (so without entities), with bounds on nodes and nesting.
pub(crate) fn xml<'a>(text: &'a str, limits: &Limits) -> Result<roxmltree::Document<'a>, PageError> {
    let text = text.trim_start_matches('\u{feff}');
    if depth(text.as_bytes()) > limits.xml_depth {
        return Err(PageError::over(What::Nesting, limits.xml_depth));
    }
    let options = roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: limits.xml_nodes, ..Default::default() };
    roxmltree::Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => PageError::over(What::XmlNodes, limits.xml_nodes as usize),
        other => PageError::damaged(other),
    })
}

/// Upper bound of the nesting, before a parser builds it: opening tags minus closing tags.
fn depth(bytes: &[u8]) -> usize {
    let (mut now, mut most, mut at) = (0_usize, 0_usize, 0_usize);
    while let Some(open) = bytes[at..].iter().position(|&byte| byte == b'<') {
        at += open + 1;
        match bytes.get(at) {
            Some(b'/') => now = now.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                let end = bytes[at..].iter().position(|&byte| byte == b'>').map_or(bytes.len(), |found| at + found);
                if bytes.get(end.wrapping_sub(1)) != Some(&b'/') {
                    now += 1;
                    most = most.max(now);
                }
            }
        }
    }
    most
}

/// Whether a zip package (XLSX, DOCX) may be given to a reader that has no bounds of its own: every entry is unpacked
/// and counted, nothing is kept. Declared sizes are not believed.
///
/// # Errors
/// [`PageError`] when it is no package, is encrypted, or unpacks to more than the bounds.
pub fn check(bytes: &[u8], limits: &Limits) -> Result<(), PageError> {
    let mut package = Package::open(bytes, limits)?;
    let mut left = limits.decompressed as u64;
    for index in 0..package.archive.len() {
        let entry = package.archive.by_index(index).map_err(PageError::damaged)?;
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(PageError::damaged)?;
        left = left.checked_sub(read).ok_or_else(|| PageError::over(What::Decompressed, limits.decompressed))?;
    }
    Ok(())
}
