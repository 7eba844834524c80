//! What a file contains, without showing it.

use crate::limits::{Limits, PageError};
use crate::sniff::{Kind, sniff};
use crate::{guard, package, pdf, sheets, text};
use lopdf::{Dictionary, Document, Object};

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// Kind by content.
    pub kind: Kind,
    /// Pages of a PDF, sheets of an XLSX; 1 for a picture or a DOCX (which has pages only once typeset); 0 if encrypted.
    pub pages: usize,
    /// For each page whether it has text that can be extracted; a scan has none.
    pub text_pages: Vec<bool>,
    /// Metadata as name and value: PDF Info, XMP, properties of DOCX and XLSX. In the order of the file, empty values left out.
    pub metadata: Vec<(String, String)>,
    /// The file is encrypted; nothing else was read then.
    pub encrypted: bool,
    /// Signature fields of a PDF that hold a signature.
    pub signatures: usize,
    /// The PDF carries JavaScript, the DOCX or XLSX a macro project.
    pub scripts: bool,
    /// The file carries embedded files.
    pub embedded_files: bool,
}

impl Inspection {
    fn new(kind: Kind, pages: usize) -> Self {
        Self {
            kind,
            pages,
            text_pages: vec![false; pages],
            metadata: Vec::new(),
            encrypted: false,
            signatures: 0,
            scripts: false,
            embedded_files: false,
        }
    }
}

/// Inspects a PDF, DOCX, XLSX, PNG or JPEG. An encrypted PDF is not an error here: `encrypted` is set and nothing else.
///
/// # Errors
/// `NotRecognised` for any other kind, else as the parser finds it.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<Inspection, PageError> {
    let kind = sniff(bytes);
    let (bytes, inner) = (guard::taken(bytes, limits)?, limits.clone());
    guard::bounded(limits, move || match kind {
        Kind::Pdf => match pdf::open(&bytes, &inner) {
            Err(PageError::Encrypted) => Ok(Inspection { encrypted: true, ..Inspection::new(kind, 0) }),
            Err(other) => Err(other),
            Ok(document) => of_pdf(&document, &inner),
        },
        Kind::Docx => of_docx(&bytes, &inner),
        Kind::Xlsx => of_xlsx(&bytes, &inner),
        Kind::Png | Kind::Jpeg => {
            crate::image::dimensions(&bytes, &inner)?;
            Ok(Inspection::new(kind, 1))
        }
        _ => Err(PageError::NotRecognised),
    })
}

pub(crate) fn of_pdf(document: &Document, limits: &Limits) -> Result<Inspection, PageError> {
    let mut found = Inspection::new(Kind::Pdf, pdf::count(document, limits)?);
    found.text_pages = text::of_pdf(document, limits)?.iter().map(|page| !page.trim().is_empty()).collect();
    found.metadata = metadata_of_pdf(document, limits);
    for object in document.objects.values() {
        look(document, object, &mut found, limits.nesting);
    }
    Ok(found)
}

/// Info and XMP.
pub(crate) fn metadata_of_pdf(document: &Document, limits: &Limits) -> Vec<(String, String)> {
    let mut found = info(document);
    found.extend(xmp(document, limits));
    found
}

/// Walks one object for signatures, scripts and files; what nests deeper than the bound is not believed to be harmless.
fn look(document: &Document, object: &Object, found: &mut Inspection, left: usize) {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        Object::Array(items) if left > 0 => {
            return items.iter().for_each(|item| look(document, item, found, left - 1));
        }
        _ => return,
    };
    let named = |key: &[u8], name: &[u8]| {
        dictionary.get_deref(key, document).and_then(Object::as_name).is_ok_and(|it| it == name)
    };
    let signed = dictionary.has(b"ByteRange") && dictionary.has(b"Contents") && !named(b"Type", b"DocTimeStamp");
    found.signatures += usize::from(signed);
    found.scripts |= dictionary.has(b"JS") || dictionary.has(b"JavaScript") || named(b"S", b"JavaScript");
    found.embedded_files |=
        dictionary.has(b"EF") || dictionary.has(b"EmbeddedFiles") || named(b"Type", b"EmbeddedFile");
    if left > 0 {
        dictionary.iter().for_each(|(_, value)| look(document, value, found, left - 1));
    }
}

fn info(document: &Document) -> Vec<(String, String)> {
    let Ok(info) = pdf::dictionary(document, &document.trailer, b"Info") else {
        return Vec::new();
    };
    info.iter().filter_map(|(key, value)| entry(document, key, value)).take(100).collect()
}

fn entry(document: &Document, key: &[u8], value: &Object) -> Option<(String, String)> {
    let (_, value) = document.dereference(value).ok()?;
    let value = lopdf::decode_text_string(value).ok()?;
    kept(String::from_utf8_lossy(key).into_owned(), &value)
}

fn kept(name: String, value: &str) -> Option<(String, String)> {
    let value = value.trim();
    (!value.is_empty()).then(|| (name, value.chars().take(2_000).collect()))
}

/// Text of the XMP packet. A broken packet says nothing; it is no reason to refuse the file.
fn xmp(document: &Document, limits: &Limits) -> Vec<(String, String)> {
    let packet = |catalog: &Dictionary| {
        let stream = catalog.get_deref(b"Metadata", document).and_then(Object::as_stream).ok()?;
        let bytes = stream.decompressed_content_with_limit(limits.decompressed.min(1 << 20)).ok()?;
        String::from_utf8(bytes).ok()
    };
    let Some(text) = document.catalog().ok().and_then(packet) else {
        return Vec::new();
    };
    properties(&text, "xmp:", limits).unwrap_or_default()
}

fn properties(text: &str, prefix: &str, limits: &Limits) -> Result<Vec<(String, String)>, PageError> {
    let tree = package::xml(text, limits)?;
    let text_of = |node: roxmltree::Node<'_, '_>| {
        // A list stands in XMP as rdf:Alt/rdf:li: the property is the nearest element that is not of RDF.
        let holder = node
            .ancestors()
            .find(|up| up.is_element() && !matches!(up.tag_name().name(), "li" | "Alt" | "Seq" | "Bag"))?;
        kept(format!("{prefix}{}", holder.tag_name().name()), node.text()?)
    };
    let texts = tree.descendants().filter(|node| node.is_text()).filter_map(text_of);
    // XMP also writes simple properties as attributes.
    let attributes = tree.descendants().flat_map(|node| node.attributes());
    let attributes = attributes.filter_map(|one| kept(format!("{prefix}{}", one.name()), one.value()));
    Ok(texts.chain(attributes).take(100).collect())
}

fn of_docx(bytes: &[u8], limits: &Limits) -> Result<Inspection, PageError> {
    let mut found = Inspection::new(Kind::Docx, 1);
    found.text_pages = text::of_docx(bytes, limits)?.iter().map(|page| !page.trim().is_empty()).collect();
    of_package(bytes, limits, found)
}

fn of_xlsx(bytes: &[u8], limits: &Limits) -> Result<Inspection, PageError> {
    let sheets = sheets::of_xlsx(bytes, limits)?;
    let mut found = Inspection::new(Kind::Xlsx, sheets.len());
    found.text_pages = sheets.iter().map(|sheet| !sheet.text.trim().is_empty()).collect();
    of_package(bytes, limits, found)
}

fn of_package(bytes: &[u8], limits: &Limits, mut found: Inspection) -> Result<Inspection, PageError> {
    let mut package = package::Package::open(bytes, limits)?;
    found.metadata = properties_of(&mut package, limits)?;
    let names = package.names();
    found.scripts = names.iter().any(|name| name.ends_with("vbaProject.bin"));
    found.embedded_files = names.iter().any(|name| name.contains("/embeddings/"));
    Ok(found)
}

/// Properties of an Office file: core ones by name, those of the program and custom ones with a prefix.
pub(crate) fn properties_of(
    package: &mut package::Package<'_>,
    limits: &Limits,
) -> Result<Vec<(String, String)>, PageError> {
    let (names, mut found) = (package.names(), Vec::new());
    for (part, prefix) in [("core", ""), ("app", "app:"), ("custom", "custom:")] {
        let part = format!("docProps/{part}.xml");
        if names.contains(&part) {
            found.extend(properties(&package.part(&part)?, prefix, limits)?);
        }
    }
    Ok(found)
}
