//! Lays drawn items over pages of an existing PDF, and adds pages to it. The page's own content streams stay as they are.

use crate::compose::{Item, draw};
use crate::faces::Faces;
use crate::limits::{Limits, PageError};
use crate::pdf;
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::BTreeSet;

/// How far attributes are looked for up the page tree.
const HIGHEST: usize = 64;
/// More unclosed `q` than this are not mended.
const MOST_OPEN: i64 = 100;

/// The visible part of a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    left: f32,
    bottom: f32,
    right: f32,
    top: f32,
    /// Quarter turns clockwise.
    turns: i64,
}

impl Shown {
    /// Crop box inside the media box, and rotation, both inherited.
    pub(crate) fn of(document: &Document, page: ObjectId) -> Result<Self, PageError> {
        let media = corners(document, page, b"MediaBox").unwrap_or([0.0, 0.0, 612.0, 792.0]);
        let crop = corners(document, page, b"CropBox").unwrap_or(media);
        let turns = inherited(document, page, b"Rotate").and_then(|turn| turn.as_i64().ok()).unwrap_or(0);
        let (left, bottom) = (media[0].max(crop[0]), media[1].max(crop[1]));
        let (right, top) = (media[2].min(crop[2]), media[3].min(crop[3]));
        if !(right - left > 1.0 && top - bottom > 1.0 && right - left < 20_000.0 && top - bottom < 20_000.0) {
            return Err(PageError::Damaged("page without a size".into()));
        }
        Ok(Self { left, bottom, right, top, turns: (turns / 90).rem_euclid(4) })
    }

    /// Width and height as shown, in points.
    pub(crate) fn size(self) -> (f32, f32) {
        let (width, height) = (self.right - self.left, self.top - self.bottom);
        if self.turns % 2 == 1 { (height, width) } else { (width, height) }
    }

    /// From the shown page (origin at its bottom left) to the page's own coordinates.
    fn matrix(self) -> [f32; 6] {
        match self.turns {
            1 => [0.0, 1.0, -1.0, 0.0, self.right, self.bottom],
            2 => [-1.0, 0.0, 0.0, -1.0, self.right, self.top],
            3 => [0.0, -1.0, 1.0, 0.0, self.left, self.top],
            _ => [1.0, 0.0, 0.0, 1.0, self.left, self.bottom],
        }
    }
}

fn inherited(document: &Document, page: ObjectId, key: &[u8]) -> Option<Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..HIGHEST {
        if let Ok(found) = node.get_deref(key, document) {
            return Some(found.clone());
        }
        node = pdf::dictionary(document, node, b"Parent").ok()?;
    }
    None
}

fn corners(document: &Document, page: ObjectId, key: &[u8]) -> Option<[f32; 4]> {
    let found = inherited(document, page, key)?;
    let number = |item: &Object| document.dereference(item).ok()?.1.as_float().ok();
    let all: Option<Vec<f32>> = found.as_array().ok()?.iter().map(number).collect();
    let [x0, y0, x1, y1] = <[f32; 4]>::try_from(all?).ok()?;
    Some([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)])
}

/// Draws items (coordinates from the top left of the shown page) over a page.
pub(crate) fn lay(
    document: &mut Document,
    page: ObjectId,
    items: &[Item],
    faces: &Faces,
    limits: &Limits,
) -> Result<(), PageError> {
    let shown = Shown::of(document, page)?;
    let (width, height) = shown.size();
    let mut over = Document::load_mem(&draw::single(width, height, items, faces)?).map_err(PageError::damaged)?;
    over.renumber_objects_with(document.max_id + 1);
    let drawn = over.page_iter().next().ok_or_else(|| PageError::Damaged("overlay".into()))?;
    let resources = inherited(&over, drawn, b"Resources").unwrap_or_else(|| Dictionary::new().into());
    let content = over.get_page_content(drawn);
    take(document, &over, &resources);
    let matrix: Vec<Object> = shown.matrix().into_iter().map(Object::Real).collect();
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), Object::Real(width), Object::Real(height)],
        "Matrix" => matrix,
        "Resources" => resources,
    };
    let mut form = Stream::new(form, content);
    // Uncompressed is as good; only larger.
    let _ = form.compress();
    let form = document.add_object(form);
    let name = named(document, page, form)?;
    wrap(document, page, &name, limits)
}

/// Copies what an object refers to, and nothing else, from one document into another.
fn take(document: &mut Document, from: &Document, root: &Object) {
    let (mut seen, mut open) = (BTreeSet::new(), Vec::new());
    references(root, &mut open);
    while let Some(id) = open.pop() {
        if let (true, Some(object)) = (seen.insert(id), from.objects.get(&id)) {
            references(object, &mut open);
            document.objects.insert(id, object.clone());
        }
    }
    document.max_id = document.max_id.max(from.max_id);
}

/// References inside an object of our own making.
fn references(object: &Object, out: &mut Vec<ObjectId>) {
    let mut inside = |dictionary: &Dictionary| dictionary.iter().for_each(|(_, value)| references(value, out));
    match object {
        Object::Reference(id) => out.push(*id),
        Object::Dictionary(dictionary) => inside(dictionary),
        Object::Stream(stream) => inside(&stream.dict),
        Object::Array(items) => items.iter().for_each(|item| references(item, out)),
        _ => {}
    }
}

/// Gives the page resources of its own that also name the form.
fn named(document: &mut Document, page: ObjectId, form: ObjectId) -> Result<String, PageError> {
    let mut resources = match inherited(document, page, b"Resources") {
        Some(Object::Dictionary(found)) => found,
        _ => Dictionary::new(),
    };
    let mut forms = pdf::dictionary(document, &resources, b"XObject").cloned().unwrap_or_default();
    let name = (0..).map(|index| format!("Mark{index}")).find(|name| !forms.has(name.as_bytes())).unwrap_or_default();
    forms.set(name.as_bytes(), form);
    resources.set("XObject", forms);
    document.get_dictionary_mut(page).map_err(PageError::damaged)?.set("Resources", resources);
    Ok(name)
}

/// Puts the page's content between `q` and `Q`, so that what it leaves behind does not move our marks, and calls the form.
fn wrap(document: &mut Document, page: ObjectId, name: &str, limits: &Limits) -> Result<(), PageError> {
    let own =
        document.get_page_content_with_limit(page, limits.decompressed).map_err(|error| pdf::from(error, limits))?;
    let open = Content::decode(&own).map_or(0, |content| {
        let count =
            |operator: &str| content.operations.iter().filter(|operation| operation.operator == operator).count();
        (count("q") as i64 - count("Q") as i64).clamp(0, MOST_OPEN)
    });
    let before = document.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
    let close = "Q\n".repeat(1 + open as usize);
    let after = document.add_object(Stream::new(Dictionary::new(), format!("\n{close}q /{name} Do Q\n").into_bytes()));
    let middle = document.get_page_contents(page);
    let all: Vec<Object> = [before].into_iter().chain(middle).chain([after]).map(Object::Reference).collect();
    document.get_dictionary_mut(page).map_err(PageError::damaged)?.set("Contents", all);
    Ok(())
}

/// Adds the pages of a PDF that we composed behind the last page.
pub(crate) fn append(document: &mut Document, composed: &[u8]) -> Result<(), PageError> {
    let mut more = Document::load_mem(composed).map_err(PageError::damaged)?;
    more.renumber_objects_with(document.max_id + 1);
    let root = document.catalog().and_then(|catalog| catalog.get(b"Pages")).and_then(Object::as_reference);
    let root = root.map_err(PageError::damaged)?;
    for page in more.page_iter().collect::<Vec<_>>() {
        let mut copy = more.get_dictionary(page).map_err(PageError::damaged)?.clone();
        copy.remove(b"Parent");
        copy.remove(b"StructParents");
        for key in ["Resources", "MediaBox"] {
            if let Some(value) = inherited(&more, page, key.as_bytes()) {
                copy.set(key, value);
            }
        }
        take(document, &more, &Object::Dictionary(copy.clone()));
        copy.set("Parent", root);
        copy.set("Rotate", 0);
        document.objects.insert(page, Object::Dictionary(copy));
        link(document, root, page)?;
    }
    Ok(())
}

fn link(document: &mut Document, root: ObjectId, page: ObjectId) -> Result<(), PageError> {
    let pages = document.get_dictionary(root).map_err(PageError::damaged)?;
    let mut kids = pages.get_deref(b"Kids", document).and_then(Object::as_array).map_err(PageError::damaged)?.clone();
    kids.push(Object::Reference(page));
    let count = document.page_iter().count() as i64 + 1;
    let pages = document.get_dictionary_mut(root).map_err(PageError::damaged)?;
    pages.set("Kids", kids);
    pages.set("Count", count);
    Ok(())
}
