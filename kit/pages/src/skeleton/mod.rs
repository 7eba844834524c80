//! A large PDF as a guard sees it: everything but the bytes of its pictures.
//!
//! A scan of hundreds of pages is pictures for nearly all of its bytes, and pictures have no text. They are left out while
//! the file is read once from front to back; what stays keeps its place, so that the file's own tables still hold and
//! the reader is the one for small files. The copy is believed only where reader and pass agree on every object: where it
//! stands, how long it is, and that what was left out is used as a picture and as nothing else. All else is an error.

mod copy;
mod source;
mod tokens;

use std::collections::HashSet;
use std::io::Read;

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::inspect::{self, Inspection};
use crate::limits::{Limits, PageError};
use crate::pieces::{self, Where};
use crate::{guard, pdf};
use copy::{Body, Met, Objects};
use source::Kept;
use tokens::unclear;

/// A PDF without the bytes of its pictures.
pub struct Skeleton {
    kept: Kept,
    objects: Objects,
}

impl Skeleton {
    /// Reads a PDF of `size` bytes to its end, keeping at most `most` bytes of memory.
    ///
    /// # Errors
    /// `TooLarge` over `most`, `Unclear` where the file is not plain enough to be sure, `Damaged`.
    pub fn copy(from: impl Read, size: u64, most: usize) -> Result<Self, PageError> {
        let size = u32::try_from(size).map_err(|_| unclear("over four gigabytes"))?;
        let (kept, objects) = copy::copy(from, size as usize, most)?;
        Ok(Self { kept, objects })
    }

    /// What [`inspect`](crate::inspect()) and [`pieces`](crate::pieces()) find in the whole file.
    ///
    /// # Errors
    /// As theirs, and `Unclear` where the reader does not see the objects that were copied.
    pub fn look(self, limits: &Limits) -> Result<(Inspection, Vec<(Where, String)>), PageError> {
        let inner = limits.clone();
        guard::bounded(limits, move || {
            let document = pdf::open(self.kept.bytes(), &inner)?;
            agree(&document, &self.objects, inner.nesting)?;
            Ok((inspect::of_pdf(&document, &inner)?, pieces::of_document(&document, &inner)?))
        })
    }
}

/// Whether the reader sees each object where the pass has met it, and as long.
fn agree(document: &Document, objects: &Objects, nesting: usize) -> Result<(), PageError> {
    if document.xref_recovery.is_some() {
        return Err(unclear("a table that had to be mended"));
    }
    let mut holes = HashSet::new();
    for entry in document.reference_table.entries.values() {
        let XrefEntry::Normal { offset, .. } = entry else { continue };
        let Some(Met { id, body }) = objects.get(&(*offset as usize)) else {
            return Err(unclear("a table that points elsewhere"));
        };
        let seen = document.objects.get(id);
        let same = match (body, seen) {
            (Body::Value, Some(Object::Stream(_))) | (Body::Hole | Body::Stream(_), None) => false,
            (Body::Value, _) => true,
            (Body::Stream(size), Some(Object::Stream(stream))) => {
                (stream.content.len()..=stream.content.len() + 2).contains(size)
            }
            (Body::Hole, Some(Object::Stream(stream))) => holes.insert(*id) && stream.content.is_empty(),
            _ => false,
        };
        if !same {
            return Err(unclear("an object that is seen otherwise"));
        }
    }
    let is_container = |entry: &XrefEntry| matches!(entry, XrefEntry::Compressed { container, .. } if holes.contains(&(*container, 0)));
    if document.reference_table.entries.values().any(is_container) {
        return Err(unclear("objects inside of a picture"));
    }
    drawn_only(document, &holes, nesting)
}

/// Where pictures may be named: as a mask, a thumbnail, an alternate, and in lists of what a page draws.
fn drawn_only(document: &Document, holes: &HashSet<ObjectId>, nesting: usize) -> Result<(), PageError> {
    let mut lists = HashSet::new();
    for object in document.objects.values() {
        dictionaries(object, nesting, &mut |dictionary| {
            lists.extend(dictionary.get(b"XObject").and_then(Object::as_reference).ok());
            Ok(())
        })?;
    }
    for (id, object) in &document.objects {
        names(object, lists.contains(id), holes, nesting)?;
    }
    Ok(())
}

fn names(object: &Object, is_list: bool, holes: &HashSet<ObjectId>, left: usize) -> Result<(), PageError> {
    let left = left.checked_sub(1).ok_or_else(|| unclear("too deep"))?;
    let dictionary = match object {
        Object::Reference(id) if holes.contains(id) => return Err(unclear("a picture that is no picture")),
        Object::Array(items) => return items.iter().try_for_each(|item| names(item, false, holes, left)),
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        _ => return Ok(()),
    };
    dictionary.iter().try_for_each(|(key, value)| {
        let is_named = is_list || [&b"SMask"[..], b"Mask", b"Thumb", b"Image"].contains(&key.as_slice());
        if is_named && value.as_reference().is_ok() {
            return Ok(());
        }
        names(value, key == b"XObject", holes, left)
    })
}

fn dictionaries(
    object: &Object,
    left: usize,
    with: &mut impl FnMut(&Dictionary) -> Result<(), PageError>,
) -> Result<(), PageError> {
    let left = left.checked_sub(1).ok_or_else(|| unclear("too deep"))?;
    let dictionary = match object {
        Object::Array(items) => return items.iter().try_for_each(|item| dictionaries(item, left, with)),
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        _ => return Ok(()),
    };
    with(dictionary)?;
    dictionary.iter().try_for_each(|(_, value)| dictionaries(value, left, with))
}
