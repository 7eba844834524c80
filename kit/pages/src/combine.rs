//! Photographs and scans to one PDF.

use crate::compose::{A4, Moment, draw};
use crate::guard;
use crate::image::{decoder, turned};
use crate::limits::{Limits, PageError, What};
use crate::sniff::{Kind, sniff};
use ::image::ImageDecoder;
use ::image::metadata::Orientation;
use krilla::SerializeSettings;
use krilla::geom::{Size, Transform};
use krilla::image::Image;
use krilla::page::PageSettings;
use std::sync::Arc;

/// One picture: its bytes, its kind, its width and height as stored, and how it must be turned.
struct Picture {
    bytes: Arc<Vec<u8>>,
    jpeg: bool,
    width: f32,
    height: f32,
    turn: Orientation,
}

/// Puts JPEG and PNG pictures into one PDF, a page each: A4, upright or lying as the picture is, turned as EXIF says, as large as the
/// page allows and in the middle. JPEG data is kept as it is.
///
/// # Errors
/// `NotRecognised` if one is neither JPEG nor PNG, or there is none; `TooLarge`, `Damaged` as found.
pub fn combine(pictures: &[&[u8]], title: &str, made: Moment, limits: &Limits) -> Result<Vec<u8>, PageError> {
    if pictures.len() > limits.pages {
        return Err(PageError::over(What::Pages, limits.pages));
    }
    if pictures.iter().map(|bytes| bytes.len()).sum::<usize>() > limits.bytes {
        return Err(PageError::over(What::Bytes, limits.bytes));
    }
    if pictures.is_empty() || pictures.iter().any(|bytes| !matches!(sniff(bytes), Kind::Jpeg | Kind::Png)) {
        return Err(PageError::NotRecognised);
    }
    let owned: Vec<Arc<Vec<u8>>> = pictures.iter().map(|bytes| Arc::new(bytes.to_vec())).collect();
    let (title, inner) = (title.to_owned(), limits.clone());
    guard::bounded(limits, move || {
        let measured: Result<Vec<Picture>, PageError> =
            owned.into_iter().map(|bytes| measured(bytes, &inner)).collect();
        let measured = measured?;
        draw::archival(|settings| written(settings, &measured, &title, made))
    })
}

fn measured(bytes: Arc<Vec<u8>>, limits: &Limits) -> Result<Picture, PageError> {
    let (width, height, turn) = {
        let (decoder, turn) = decoder(&bytes, limits)?;
        let (width, height) = decoder.dimensions();
        (width, height, turn)
    };
    if width == 0 || height == 0 {
        return Err(PageError::Damaged("picture without a size".into()));
    }
    let jpeg = sniff(&bytes) == Kind::Jpeg;
    Ok(Picture { bytes, jpeg, width: width as f32, height: height as f32, turn })
}

fn written(settings: SerializeSettings, pictures: &[Picture], title: &str, made: Moment) -> Result<Vec<u8>, PageError> {
    let mut document = krilla::Document::new_with(settings);
    document.set_metadata(draw::metadata(title, "", made));
    for picture in pictures {
        let (wide, high) =
            if turned(picture.turn) { (picture.height, picture.width) } else { (picture.width, picture.height) };
        let (width, height) = if wide > high { (A4.1, A4.0) } else { A4 };
        let scale = (width / wide).min(height / high);
        let (raw_wide, raw_high) = (picture.width * scale, picture.height * scale);
        let data = Arc::clone(&picture.bytes).into();
        let image = if picture.jpeg { Image::from_jpeg(data, true) } else { Image::from_png(data, true) };
        let image = image.map_err(PageError::Damaged)?;
        let size = Size::from_wh(raw_wide, raw_high).ok_or(PageError::Unsupported("picture size"))?;
        let settings = PageSettings::from_wh(width, height).ok_or(PageError::Unsupported("page size"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        surface.push_transform(&Transform::from_translate((width - wide * scale) / 2.0, (height - high * scale) / 2.0));
        surface.push_transform(&upright(picture.turn, raw_wide, raw_high));
        surface.draw_image(image, size);
        surface.pop();
        surface.pop();
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| PageError::Damaged(format!("{error:?}")))
}

/// From the stored picture (w × h) to the upright one, both with the origin at the top left.
fn upright(turn: Orientation, w: f32, h: f32) -> Transform {
    match turn {
        Orientation::NoTransforms => Transform::identity(),
        Orientation::Rotate90 => Transform::from_row(0.0, 1.0, -1.0, 0.0, h, 0.0),
        Orientation::Rotate180 => Transform::from_row(-1.0, 0.0, 0.0, -1.0, w, h),
        Orientation::Rotate270 => Transform::from_row(0.0, -1.0, 1.0, 0.0, 0.0, w),
        Orientation::FlipHorizontal => Transform::from_row(-1.0, 0.0, 0.0, 1.0, w, 0.0),
        Orientation::FlipVertical => Transform::from_row(1.0, 0.0, 0.0, -1.0, 0.0, h),
        Orientation::Rotate90FlipH => Transform::from_row(0.0, 1.0, 1.0, 0.0, 0.0, 0.0),
        Orientation::Rotate270FlipH => Transform::from_row(0.0, -1.0, -1.0, 0.0, h, w),
    }
}
