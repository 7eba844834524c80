//! What a file is, told by its bytes and never by its name.

/// Kind of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// PDF of any version.
    Pdf,
    /// Word document, Office Open XML.
    Docx,
    /// OLE container: the old Word, Excel or PowerPoint, or an encrypted Office Open XML file.
    Doc,
    /// PNG picture.
    Png,
    /// JPEG picture.
    Jpeg,
    /// Excel workbook, Office Open XML.
    Xlsx,
    /// Any other zip package.
    OtherZip,
    /// HTML text.
    Html,
    /// SVG text.
    Svg,
    /// Other text in UTF-8 or UTF-16 (XML, CSV, plain).
    Text,
    /// None of these.
    Unknown,
}

/// How far a PDF header may stand behind the start: readers accept it within the first kibibyte.
const PDF_WINDOW: usize = 1024;
/// How much of a text is looked at.
const TEXT_WINDOW: usize = 4096;

/// Tells the kind from the bytes. Never fails; what it cannot tell is [`Kind::Unknown`].
pub fn sniff(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Kind::Png
    } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Kind::Jpeg
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        Kind::Doc
    } else if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        package(bytes)
    } else if contains(head(bytes, PDF_WINDOW), b"%PDF-") {
        Kind::Pdf
    } else {
        plain(head(bytes, TEXT_WINDOW))
    }
}

/// Looks for the names of the main parts in the central directory, which stands at the end of the package.
fn package(bytes: &[u8]) -> Kind {
    let Some(names) = crate::package::names(bytes) else {
        return Kind::OtherZip;
    };
    let has = |name: &str| names.iter().any(|each| each == name);
    match (has("[Content_Types].xml"), has("word/document.xml"), has("xl/workbook.xml")) {
        (true, true, _) => Kind::Docx,
        (true, false, true) => Kind::Xlsx,
        _ => Kind::OtherZip,
    }
}

fn plain(bytes: &[u8]) -> Kind {
    if bytes.is_empty() {
        return Kind::Unknown;
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Kind::Text;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        // A letter may be cut by the window; anything else is not text.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return Kind::Unknown,
    };
    if text.is_empty() || text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\x0c')) {
        return Kind::Unknown;
    }
    let low = text.to_ascii_lowercase();
    if low.contains("<svg") {
        Kind::Svg
    } else if ["<!doctype html", "<html", "<script", "<body", "<head"].iter().any(|tag| low.contains(tag)) {
        Kind::Html
    } else {
        Kind::Text
    }
}

fn head(bytes: &[u8], most: usize) -> &[u8] {
    &bytes[..bytes.len().min(most)]
}

/// Whether `needle` stands anywhere in `hay`.
pub(crate) fn contains(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_bytes() {
        assert_eq!(sniff(b"%PDF-1.7\n"), Kind::Pdf);
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE0rest"), Kind::Jpeg);
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\nrest"), Kind::Png);
        assert_eq!(sniff(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Kind::Doc);
        assert_eq!(sniff(b"<?xml version='1.0'?><svg/>"), Kind::Svg);
        assert_eq!(sniff(b"  <!DOCTYPE HTML><p>"), Kind::Html);
        assert_eq!(sniff("Số và ký hiệu".as_bytes()), Kind::Text);
        assert_eq!(sniff(&"ố".as_bytes()[..2]), Kind::Unknown);
        assert_eq!(sniff(b"PK\x03\x04garbage"), Kind::OtherZip);
        assert_eq!(sniff(&[0, 1, 2, 3]), Kind::Unknown);
        assert_eq!(sniff(b""), Kind::Unknown);
    }
}
