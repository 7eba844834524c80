use super::composing::keep;
use super::letter::MADE;
use crate::{Limits, PageError, combine, page_png, page_size};
use image::{ImageEncoder, codecs::jpeg::JpegEncoder};

/// A JPEG, left half black, right half white, with the EXIF orientation of a telephone held upright (90° clockwise).
fn photograph(turned: bool) -> Vec<u8> {
    let picture = image::GrayImage::from_fn(64, 32, |x, _| image::Luma([if x < 32 { 0 } else { 255 }]));
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 90);
    if turned {
        let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
        encoder.set_exif_metadata(exif).unwrap();
    }
    encoder.encode_image(&picture).unwrap();
    jpeg
}

#[test]
fn pictures_become_pages_and_jpeg_stays_as_it_is() {
    let (plain, turned) = (photograph(false), photograph(true));
    let mut png = Vec::new();
    let white = [255_u8; 30 * 20 * 4];
    image::codecs::png::PngEncoder::new(&mut png).write_image(&white, 30, 20, image::ExtendedColorType::Rgba8).unwrap();
    let pdf = combine(&[&plain, &turned, &png], "Ảnh chụp", MADE, &Limits::default()).unwrap();
    keep("combined.pdf", &pdf);
    assert_eq!(pdf, combine(&[&plain, &turned, &png], "Ảnh chụp", MADE, &Limits::default()).unwrap());
    let document = lopdf::Document::load_mem(&pdf).unwrap();
    assert!(document.objects.values().any(|object| { object.as_stream().is_ok_and(|stream| stream.content == plain) }));
    let size = |page| page_size(&pdf, page, &Limits::default()).unwrap();
    assert!(size(1).width > size(1).height && size(2).width < size(2).height && size(3).width > size(3).height);
    let shown =
        |page| image::load_from_memory(&page_png(&pdf, page, 100, &Limits::default()).unwrap()).unwrap().to_luma8();
    let (first, second) = (shown(1), shown(2));
    assert!(first.get_pixel(25, 35).0[0] < 60 && first.get_pixel(75, 35).0[0] > 200);
    assert!(second.get_pixel(50, 40).0[0] < 60 && second.get_pixel(50, 100).0[0] > 200);
    let upright = image::load_from_memory(&page_png(&turned, 1, 500, &Limits::default()).unwrap()).unwrap().to_luma8();
    assert_eq!(upright.dimensions(), (32, 64));
    assert!(upright.get_pixel(16, 10).0[0] < 60 && upright.get_pixel(16, 55).0[0] > 200);
    assert_eq!(combine(&[], "", MADE, &Limits::default()), Err(PageError::NotRecognised));
    assert_eq!(combine(&[b"text"], "", MADE, &Limits::default()), Err(PageError::NotRecognised));
}
