//! Text of a PDF that stands beside the contents of its pages: drawn forms, notes, fields, bookmarks.

use crate::limits::{Limits, PageError, What};
use crate::pdf;
use crate::pieces::{Pieces, Where};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId, Stream};
use std::collections::{BTreeMap, HashSet};

/// Most drawn forms that are read.
const MOST: usize = 20_000;
/// Forms inside of forms that still count as drawn on the first page.
const DEPTH: usize = 8;

type Fonts<'a> = BTreeMap<Vec<u8>, Encoding<'a>>;

/// Adds the text of every drawn form, and of every note, field and bookmark. Objects are looked at one by one, not along
/// their references, so that nothing is read twice and no circle is followed.
pub(crate) fn pieces(document: &Document, limits: &Limits, into: &mut Pieces) -> Result<(), PageError> {
    let first = on_first_page(document);
    let mut left = limits.decompressed;
    let mut count = 0;
    for (id, object) in &document.objects {
        if let Object::Stream(stream) = object
            && is_drawn(&stream.dict)
        {
            count += 1;
            if count > MOST {
                return Err(PageError::over(What::Objects, MOST));
            }
            let place = if first.contains(id) { Where::Page(1) } else { Where::Page(2) };
            into.add(place, &drawn(document, stream, limits, &mut left)?)?;
        }
        beside(document, object, into, limits.nesting)?;
    }
    Ok(())
}

/// A form, or the tile of a pattern.
fn is_drawn(dictionary: &Dictionary) -> bool {
    let is_form = dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
    is_form || dictionary.get(b"PatternType").and_then(Object::as_i64).is_ok_and(|kind| kind == 1)
}

/// The forms that the first page draws, and those that these draw.
fn on_first_page(document: &Document) -> HashSet<ObjectId> {
    let mut found = HashSet::new();
    let Some(page) = document.page_iter().next() else { return found };
    let holders = document.get_page_resources(page);
    let own = holders.as_ref().ok().and_then(|(own, _)| *own);
    let inherited = holders.iter().flat_map(|(_, ids)| ids).filter_map(|id| document.get_dictionary(*id).ok());
    for resources in own.into_iter().chain(inherited) {
        follow(document, resources, &mut found, DEPTH);
    }
    found
}

fn follow(document: &Document, resources: &Dictionary, found: &mut HashSet<ObjectId>, left: usize) {
    let Ok(objects) = pdf::dictionary(document, resources, b"XObject") else { return };
    for (_, object) in objects.iter() {
        let Ok(id) = object.as_reference() else { continue };
        if left == 0 || found.len() >= MOST || !found.insert(id) {
            continue;
        }
        let inner = document.get_object(id).and_then(Object::as_stream);
        if let Ok(inner) = inner.and_then(|stream| pdf::dictionary(document, &stream.dict, b"Resources")) {
            follow(document, inner, found, left - 1);
        }
    }
}

/// The words that a form shows. What cannot be read of it is passed over, as on a page; bounds are errors.
fn drawn(document: &Document, stream: &Stream, limits: &Limits, left: &mut usize) -> Result<String, PageError> {
    let content = match stream.decompressed_content_with_limit(*left) {
        Ok(content) => content,
        Err(error) => match pdf::from(error, limits) {
            over @ PageError::TooLarge { .. } => return Err(over),
            // No filter, or one that is for pictures.
            _ => stream.content.clone(),
        },
    };
    *left = left.checked_sub(content.len()).ok_or_else(|| PageError::over(What::Decompressed, limits.decompressed))?;
    let Ok(content) = Content::decode(&content) else { return Ok(String::new()) };
    let fonts = fonts(document, &stream.dict, limits);
    Ok(shown(&content, &fonts))
}

/// The fonts that a form names; one without resources of its own uses those of the first page.
fn fonts<'a>(document: &'a Document, form: &'a Dictionary, limits: &Limits) -> Fonts<'a> {
    let encoding = |font: &'a Dictionary| font.get_font_encoding_with_limit(document, limits.decompressed).ok();
    let own = pdf::dictionary(document, form, b"Resources").and_then(|own| pdf::dictionary(document, own, b"Font"));
    if let Ok(own) = own {
        let named = own.iter().filter_map(|(name, font)| {
            let (_, font) = document.dereference(font).ok()?;
            Some((name.clone(), encoding(font.as_dict().ok()?)?))
        });
        return named.collect();
    }
    let page = document.page_iter().next().and_then(|page| document.get_page_fonts(page).ok()).unwrap_or_default();
    page.into_iter().filter_map(|(name, font)| Some((name, encoding(font)?))).collect()
}

fn shown(content: &Content<Vec<lopdf::content::Operation>>, fonts: &Fonts<'_>) -> String {
    let (mut text, mut font) = (String::new(), None);
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tf" => font = operands.first().and_then(|name| name.as_name().ok()).and_then(|name| fonts.get(name)),
            "Td" | "TD" => {
                let down = operands.get(1).and_then(|value| value.as_float().ok()).unwrap_or(1.0);
                text.push(if down == 0.0 { ' ' } else { '\n' });
            }
            "T*" | "Tm" | "ET" => text.push('\n'),
            "Tj" | "TJ" => operands.iter().for_each(|operand| said(operand, font, &mut text)),
            "'" | "\"" => {
                text.push('\n');
                operands.iter().for_each(|operand| said(operand, font, &mut text));
            }
            _ => {}
        }
    }
    text
}

fn said(operand: &Object, font: Option<&Encoding<'_>>, text: &mut String) {
    match operand {
        Object::String(bytes, _) => {
            let read = font.and_then(|font| Document::decode_text(font, bytes).ok());
            text.push_str(&read.unwrap_or_default());
        }
        Object::Array(items) => items.iter().for_each(|item| match item {
            Object::Array(_) => {}
            other => said(other, font, text),
        }),
        _ => {}
    }
}

/// Notes (`Contents`), values of fields (`V`, also the default and the name for people), titles of bookmarks.
fn beside(document: &Document, object: &Object, into: &mut Pieces, left: usize) -> Result<(), PageError> {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        Object::Array(items) if left > 0 => {
            return items.iter().try_for_each(|item| beside(document, item, into, left - 1));
        }
        _ => return Ok(()),
    };
    // The bytes of a signature are no text.
    if !dictionary.has(b"ByteRange") {
        for key in [&b"Contents"[..], b"RC", b"V", b"DV", b"TU", b"Title", b"Alt", b"ActualText"] {
            let value = dictionary.get(key).and_then(|value| document.dereference(value)).map(|(_, value)| value);
            if let Ok(value @ Object::String(..)) = value
                && let Ok(text) = lopdf::decode_text_string(value)
            {
                into.add(Where::Beside, &text)?;
            }
        }
    }
    if left > 0 {
        dictionary.iter().try_for_each(|(_, value)| beside(document, value, into, left - 1))?;
    }
    Ok(())
}
