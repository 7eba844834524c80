//! From pages of items to PDF.

use super::Frame;
use super::block::Item;
use super::sheet::{Colour, Moment, Sheet};
use crate::faces::Faces;
use crate::limits::PageError;
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};

/// Writes the document, as PDF/A-2b if the writer agrees.
pub(crate) fn document(sheet: &Sheet, frame: &Frame, pages: &[Vec<Item>], faces: &Faces) -> Result<Vec<u8>, PageError> {
    let meta = metadata(&sheet.title, &sheet.author, sheet.made);
    archival(|settings| written(settings, &meta, (frame.width, frame.height), pages, faces))
}

/// Tries PDF/A-2b first. A face that forbids it, or a sign that no face has, still gives a PDF.
pub(crate) fn archival(write: impl Fn(SerializeSettings) -> Result<Vec<u8>, PageError>) -> Result<Vec<u8>, PageError> {
    let configuration = ConfigurationBuilder::new().with_archival_validator(Archival::A2_B).finish();
    let strict = configuration.map_err(|error| PageError::Damaged(format!("{error:?}")))?;
    let settings = SerializeSettings { configuration: strict, ..SerializeSettings::default() };
    write(settings).or_else(|_| write(SerializeSettings::default()))
}

/// Title, author and time for the file.
pub(crate) fn metadata(title: &str, author: &str, made: Moment) -> Metadata {
    let time = DateTime::new(made.year).month(made.month).day(made.day).hour(made.hour).minute(made.minute);
    let time = time.second(0).utc_offset_hour(7).utc_offset_minute(0);
    let meta = Metadata::new().title(title.to_owned()).language("vi".into()).creation_date(time);
    if author.is_empty() { meta } else { meta.authors(vec![author.to_owned()]) }
}

fn written(
    settings: SerializeSettings,
    meta: &Metadata,
    (width, height): (f32, f32),
    pages: &[Vec<Item>],
    faces: &Faces,
) -> Result<Vec<u8>, PageError> {
    let mut document = krilla::Document::new_with(settings);
    document.set_metadata(meta.clone());
    for items in pages {
        let size = PageSettings::from_wh(width, height).ok_or(PageError::Unsupported("page size"))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        items.iter().for_each(|item| draw(item, &mut surface, faces));
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| PageError::Damaged(format!("{error:?}")))
}

/// One page of items without metadata, for laying over another page.
pub(crate) fn single(width: f32, height: f32, items: &[Item], faces: &Faces) -> Result<Vec<u8>, PageError> {
    let meta = Metadata::new().title("overlay".into()).language("vi".into());
    let page = [items.to_vec()];
    archival(|settings| written(settings, &meta, (width, height), &page, faces))
}

fn draw(item: &Item, surface: &mut Surface<'_>, faces: &Faces) {
    match item {
        Item::Bar { x, y, width, height, colour } => {
            let mut path = PathBuilder::new();
            if let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) {
                path.push_rect(rect);
            }
            surface.set_fill(Some(fill(*colour)));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        Item::Text { x, y, stretch } => {
            let glyph = |(id, advance, range): &(u32, f32, std::ops::Range<usize>)| {
                KrillaGlyph::new(GlyphId::new(*id), advance / stretch.size, 0.0, 0.0, 0.0, range.clone(), None)
            };
            let glyphs: Vec<KrillaGlyph> = stretch.glyphs.iter().map(glyph).collect();
            let font = faces.face(stretch.face).font.clone();
            surface.set_fill(Some(fill(stretch.colour)));
            surface.draw_glyphs(Point::from_xy(*x, *y), &glyphs, font, &stretch.text, stretch.size, false);
        }
    }
}

fn fill(colour: Colour) -> Fill {
    let paint = match colour {
        Colour(0, 0, 0) => krilla::color::luma::Color::black().into(),
        Colour(red, green, blue) => rgb::Color::new(red, green, blue).into(),
    };
    Fill { paint, ..Fill::default() }
}
