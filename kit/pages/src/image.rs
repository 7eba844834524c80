//! Pictures of pages.

use crate::limits::{Limits, PageError, What};
use crate::sniff::{Kind, sniff};
use crate::{guard, pdf};
use ::image::codecs::png::{CompressionType, FilterType, PngEncoder};
use ::image::metadata::Orientation;
use ::image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageReader};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use std::io::Cursor;
use std::sync::Arc;

/// Size of a page as it is shown (rotation applied), in points (1/72 inch).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
}

/// PNG of one page (counted from 1), `width_px` wide, on white. A PNG or JPEG upload is one page: turned upright by its
/// EXIF orientation, and scaled down, never up.
///
/// # Errors
/// `NoPage`, `NotRecognised` for other kinds, `TooLarge` over `limits.pixels`, and as the parser finds it.
pub fn page_png(bytes: &[u8], page: usize, width_px: u32, limits: &Limits) -> Result<Vec<u8>, PageError> {
    let kind = sniff(bytes);
    let (bytes, inner) = (guard::taken(bytes, limits)?, limits.clone());
    guard::bounded(limits, move || match kind {
        Kind::Pdf => drawn(&bytes, page, width_px, &inner),
        Kind::Png | Kind::Jpeg if page == 1 => shrunk(&bytes, width_px, &inner),
        Kind::Png | Kind::Jpeg => Err(PageError::NoPage(page)),
        _ => Err(PageError::NotRecognised),
    })
}

/// Size of one page (counted from 1). For a picture a pixel counts as 0.75 points (96 to the inch).
///
/// # Errors
/// As [`page_png`].
pub fn page_size(bytes: &[u8], page: usize, limits: &Limits) -> Result<PageSize, PageError> {
    let kind = sniff(bytes);
    let (bytes, inner) = (guard::taken(bytes, limits)?, limits.clone());
    guard::bounded(limits, move || match kind {
        Kind::Pdf => {
            let pdf = opened(&bytes, &inner)?;
            let (width, height) =
                pdf.pages().get(page.wrapping_sub(1)).ok_or(PageError::NoPage(page))?.render_dimensions();
            Ok(PageSize { width, height })
        }
        Kind::Png | Kind::Jpeg if page == 1 => {
            let (width, height) = dimensions(&bytes, &inner)?;
            Ok(PageSize { width: width as f32 * 0.75, height: height as f32 * 0.75 })
        }
        Kind::Png | Kind::Jpeg => Err(PageError::NoPage(page)),
        _ => Err(PageError::NotRecognised),
    })
}

/// Opens a PDF for drawing, within bounds.
pub(crate) fn opened(bytes: &Arc<Vec<u8>>, limits: &Limits) -> Result<Pdf, PageError> {
    pdf::refuse_encrypted(bytes, limits)?;
    let pdf = Pdf::new(Arc::clone(bytes)).map_err(|error| match error {
        LoadPdfError::Decryption(_) => PageError::Encrypted,
        LoadPdfError::Invalid => PageError::Damaged("not readable as PDF".into()),
    })?;
    if pdf.len() > limits.objects {
        return Err(PageError::over(What::Objects, limits.objects));
    }
    if pdf.pages().len() > limits.pages {
        return Err(PageError::over(What::Pages, limits.pages));
    }
    Ok(pdf)
}

fn drawn(bytes: &Arc<Vec<u8>>, page: usize, width_px: u32, limits: &Limits) -> Result<Vec<u8>, PageError> {
    let pdf = opened(bytes, limits)?;
    let page = pdf.pages().get(page.wrapping_sub(1)).ok_or(PageError::NoPage(page))?;
    let (width, height) = page.render_dimensions();
    if !(width.is_finite() && height.is_finite() && width >= 1.0 && height >= 1.0) {
        return Err(PageError::Damaged("page without a size".into()));
    }
    // The renderer cuts fractions of a pixel off: a hair more gives the width that was asked for.
    let scale = (width_px.max(1) as f32 + 0.01) / width;
    let (wide, high) = (f64::from(width * scale), f64::from(height * scale));
    let most = f64::from(u16::MAX);
    if wide * high > limits.pixels as f64 || wide > most || high > most {
        return Err(PageError::TooLarge { what: What::Pixels, limit: limits.pixels });
    }
    if high < 1.0 {
        return Err(PageError::Damaged("page without a height".into()));
    }
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let (cache, interpreter, render) = (RenderCache::new(), InterpreterSettings::default(), RenderSettings::default());
    let pixmap = hayro::render(page, &cache, &interpreter, &render, &settings);
    compact(pixmap.data_as_u8_slice(), pixmap.width().into(), pixmap.height().into())
}

/// PNG of opaque RGBA pixels: in grey where there is no colour, as on most pages; a third of the size.
fn compact(rgba: &[u8], width: u32, height: u32) -> Result<Vec<u8>, PageError> {
    let pixels = rgba.chunks_exact(4);
    if pixels.clone().all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]) {
        let grey: Vec<u8> = pixels.map(|pixel| pixel[0]).collect();
        return encoded(&grey, width, height, ExtendedColorType::L8);
    }
    let rgb: Vec<u8> = pixels.flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    encoded(&rgb, width, height, ExtendedColorType::Rgb8)
}

fn encoded(pixels: &[u8], width: u32, height: u32, colour: ExtendedColorType) -> Result<Vec<u8>, PageError> {
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::NoFilter)
        .write_image(pixels, width, height, colour)
        .map_err(PageError::damaged)?;
    Ok(png)
}

/// Width and height of a picture as it is shown, and its orientation; checked against `limits.pixels` before decoding.
pub(crate) fn dimensions(bytes: &[u8], limits: &Limits) -> Result<(u32, u32), PageError> {
    let (mut decoder, orientation) = decoder(bytes, limits)?;
    let (width, height) = decoder.dimensions();
    // Reading the profile walks the chunks once: a cut file shows here.
    let _ = decoder.icc_profile();
    Ok(if turned(orientation) { (height, width) } else { (width, height) })
}

pub(crate) fn turned(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// A decoder within bounds, and the orientation that EXIF asks for.
pub(crate) fn decoder<'a>(
    bytes: &'a [u8],
    limits: &Limits,
) -> Result<(impl ImageDecoder + 'a, Orientation), PageError> {
    let mut bounds = ::image::Limits::default();
    bounds.max_alloc = Some(limits.pixels.saturating_mul(8));
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(PageError::damaged)?;
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().map_err(PageError::damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(PageError::TooLarge { what: What::Pixels, limit: limits.pixels });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((decoder, orientation))
}

fn shrunk(bytes: &[u8], width_px: u32, limits: &Limits) -> Result<Vec<u8>, PageError> {
    let (decoder, orientation) = decoder(bytes, limits)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(PageError::damaged)?;
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width(), picture.height());
    if width > width_px.max(1) {
        let high =
            (u64::from(height) * u64::from(width_px.max(1)) / u64::from(width)).clamp(1, u64::from(u32::MAX)) as u32;
        picture = picture.thumbnail_exact(width_px.max(1), high);
    }
    let rgba = picture.to_rgba8();
    encoded(&rgba, rgba.width(), rgba.height(), ExtendedColorType::Rgba8)
}
