use super::letter::{letter, made};
use crate::{Limits, PageError, What, page_png, page_size};

#[test]
fn a_page_has_its_size_and_is_not_blank() {
    let pdf = made(&letter(8));
    let size = page_size(&pdf, 1, &Limits::default()).unwrap();
    assert!((size.width - 595.276).abs() < 0.1 && (size.height - 841.89).abs() < 0.1);
    let begun = std::time::Instant::now();
    let png = page_png(&pdf, 1, 900, &Limits::default()).unwrap();
    println!("page_png 900 px: {} ms", begun.elapsed().as_millis());
    super::composing::keep("letter.png", &png);
    let picture = image::load_from_memory(&png).unwrap().to_luma8();
    assert_eq!(picture.dimensions(), (900, 1272));
    let dark = picture.pixels().filter(|pixel| pixel.0[0] < 100).count();
    assert!(dark > 5_000 && dark < 200_000, "{dark}");
    assert_eq!(page_png(&pdf, 3, 900, &Limits::default()), Err(PageError::NoPage(3)));
    assert_eq!(page_png(&pdf, 0, 900, &Limits::default()), Err(PageError::NoPage(0)));
    let huge = page_png(&pdf, 1, 60_000, &Limits::default());
    assert!(matches!(huge, Err(PageError::TooLarge { what: What::Pixels, .. })));
}

#[test]
fn composing_is_quick() {
    let (sheet, faces) = (letter(8), super::letter::faces());
    for _ in 0..3 {
        let begun = std::time::Instant::now();
        crate::compose(&sheet, &faces, &Limits::default()).unwrap();
        println!("compose 2 pages: {} ms", begun.elapsed().as_millis());
    }
}

#[test]
fn pictures_over_the_bound_are_refused() {
    let mut png = Vec::new();
    let blank = image::GrayImage::new(400, 400);
    blank.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
    let limits = Limits { pixels: 1000, ..Limits::default() };
    assert!(matches!(page_png(&png, 1, 100, &limits), Err(PageError::TooLarge { what: What::Pixels, .. })));
    assert!(page_png(&png[..png.len() / 2], 1, 100, &Limits::default()).is_err());
    assert_eq!(page_png(&png, 2, 100, &Limits::default()), Err(PageError::NoPage(2)));
    let limits = Limits { bytes: 10, ..Limits::default() };
    assert_eq!(crate::text(&made(&letter(1)), &limits), Err(PageError::TooLarge { what: What::Bytes, limit: 10 }));
}
