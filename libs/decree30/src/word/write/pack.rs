//! Parts into a package. Its times are those of no clock, so that the same draft is the same file.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::word::limits::WordError;

pub(super) fn pack(parts: &[(&str, String)]) -> Result<Vec<u8>, WordError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).map_err(WordError::damaged)?;
        zip.write_all(text.as_bytes()).map_err(WordError::damaged)?;
    }
    Ok(zip.finish().map_err(WordError::damaged)?.into_inner())
}
