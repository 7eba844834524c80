//! Opening a PDF for reading, within bounds.

use crate::limits::{Limits, PageError, What};
use lopdf::{Dictionary, Document, LoadOptions, Object};

/// Loads a PDF. Encrypted files are refused even when they open without a password: what they permit is not ours to judge.
pub(crate) fn open(bytes: &[u8], limits: &Limits) -> Result<Document, PageError> {
    if crate::sniff::sniff(bytes) != crate::sniff::Kind::Pdf {
        return Err(PageError::NotRecognised);
    }
    let options = LoadOptions::with_max_decompressed_size(limits.decompressed);
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| from(error, limits))?;
    if document.trailer.has(b"Encrypt") || document.was_encrypted() {
        return Err(PageError::Encrypted);
    }
    if document.objects.len() > limits.objects {
        return Err(PageError::over(What::Objects, limits.objects));
    }
    count(&document, limits)?;
    Ok(document)
}

/// Number of pages. A claim over the bound is refused as well as that many pages.
pub(crate) fn count(document: &Document, limits: &Limits) -> Result<usize, PageError> {
    let root =
        document.catalog().and_then(|catalog| dictionary(document, catalog, b"Pages")).map_err(PageError::damaged)?;
    let claimed = root.get_deref(b"Count", document).and_then(Object::as_i64).unwrap_or(0);
    let found = document.page_iter().take(limits.pages + 1).count();
    if found > limits.pages || claimed > limits.pages as i64 {
        return Err(PageError::over(What::Pages, limits.pages));
    }
    if found == 0 {
        return Err(PageError::Damaged("no pages".into()));
    }
    Ok(found)
}

/// The dictionary under a key, behind references.
pub(crate) fn dictionary<'a>(
    document: &'a Document,
    holder: &'a Dictionary,
    key: &[u8],
) -> lopdf::Result<&'a Dictionary> {
    holder.get_deref(key, document).and_then(Object::as_dict)
}

/// Our error for one of the reader.
pub(crate) fn from(error: lopdf::Error, limits: &Limits) -> PageError {
    use lopdf::Error;
    match error {
        Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
            PageError::over(What::Decompressed, limits.decompressed)
        }
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => PageError::Encrypted,
        other => PageError::damaged(other),
    }
}

/// Refuses an encrypted file before a reader that would open it with an empty password. The word stands uncompressed in
/// every encrypted file; where it is found, the trailer decides.
pub(crate) fn refuse_encrypted(bytes: &[u8], limits: &Limits) -> Result<(), PageError> {
    if crate::sniff::contains(bytes, b"/Encrypt") {
        open(bytes, limits)?;
    }
    Ok(())
}
