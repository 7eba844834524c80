use super::composing::keep;
use super::letter::{MADE, SENTENCE, faces, letter, made, words};
use crate::compose::*;
use crate::{Blank, Limits, Mark, PageError, find_blanks, page_png, page_size, stamp, text};

const RED: Colour = Colour(200, 20, 30);

fn words_at(x: f32, y: f32, text: &str, align: Align) -> Mark {
    Mark::Words { page: 1, x, y, text: text.into(), size: 13.0, bold: false, italic: false, align, colour: RED }
}

fn arrival(page: usize, x: f32, y: f32) -> Mark {
    let row = |text: &str| vec![Paragraph::new(text).sized(10.0)];
    let head = vec![
        Paragraph::new("TRƯỜNG THPT SÔNG HƯƠNG").centred().bold().sized(10.0),
        Paragraph::new("ĐẾN").centred().bold().sized(12.0),
    ];
    let rows = vec![
        head,
        row("Số: 1234"),
        row("Ngày: 05/01/2026"),
        row("Chuyển: Phó Hiệu trưởng"),
        row("Số và ký hiệu HS: 05.TH"),
    ];
    Mark::arrival(page, x, y, rows, RED)
}

#[test]
fn both_blanks_of_a_letter_are_found_and_filled() {
    let pdf = made(&letter(8));
    let blanks = find_blanks(&pdf, &Limits::default()).unwrap();
    let [Blank::Number { y, at, size }, Blank::Date { y: line, day, month, year, .. }] = blanks.as_slice() else {
        panic!("{blanks:?}")
    };
    assert!((size - 13.0).abs() < 0.1 && at.1 - at.0 > 20.0 && year.is_none(), "{blanks:?}");
    assert!(day.0 < day.1 && day.1 < month.0 && month.0 < month.1, "{blanks:?}");
    let middle = |at: &(f32, f32)| (at.0 + at.1) / 2.0;
    let marks = [
        words_at(middle(at), *y, "135", Align::Centre),
        words_at(middle(day), *line, "09", Align::Centre),
        words_at(middle(month), *line, "01", Align::Centre),
        arrival(1, 90.0, 120.0),
    ];
    let stamped = stamp(&pdf, &marks, Some(&letter(1)), &faces(), &Limits::default()).unwrap();
    keep("stamped.pdf", &stamped);
    keep("stamped.png", &page_png(&stamped, 1, 900, &Limits::default()).unwrap());
    let (before, after) = (text(&pdf, &Limits::default()).unwrap(), text(&stamped, &Limits::default()).unwrap());
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(before[0], after[0], "the page's own content stays");
    assert_eq!(before[1], after[1]);
    assert!(after[2].contains("KẾ HOẠCH"));
    assert_eq!(stamped, stamp(&pdf, &marks, Some(&letter(1)), &faces(), &Limits::default()).unwrap());
    // The marks stand in the text layer: a filled number and date are no blanks any more.
    assert_eq!(find_blanks(&stamped, &Limits::default()).unwrap(), vec![]);
}

#[test]
fn body_text_has_no_blanks() {
    let sheet = Sheet::new(
        "x",
        MADE,
        vec![Paragraph::body(&format!("Số: 12/KH-A ngày 05 tháng 01 năm 2026. {SENTENCE}")).into()],
    );
    assert_eq!(find_blanks(&made(&sheet), &Limits::default()), Ok(vec![]));
    let dots = Sheet::new(
        "x",
        MADE,
        vec![Paragraph::new("Số: ……/QĐ-A").into(), Paragraph::new("Huế, ngày .... tháng .... năm 20...").into()],
    );
    let found = find_blanks(&made(&dots), &Limits::default()).unwrap();
    assert!(matches!(found.as_slice(), [Blank::Number { .. }, Blank::Date { year: Some(_), .. }]), "{found:?}");
}

#[test]
fn marks_stand_upright_on_turned_and_shifted_pages() {
    for turn in [0, 90, 180, 270] {
        let mut document = lopdf::Document::load_mem(&made(&letter(1))).unwrap();
        let page = document.page_iter().next().unwrap();
        let page = document.get_dictionary_mut(page).unwrap();
        page.set("Rotate", turn);
        page.set("CropBox", vec![10.into(), 20.into(), 500.into(), 800.into()]);
        let mut pdf = Vec::new();
        document.save_to(&mut pdf).unwrap();
        let out = stamp(&pdf, &[arrival(1, 20.0, 30.0)], None, &faces(), &Limits::default()).unwrap();
        let size = page_size(&out, 1, &Limits::default()).unwrap();
        assert_eq!((size.width, size.height), if turn % 180 == 0 { (490.0, 780.0) } else { (780.0, 490.0) });
        let picture = image::load_from_memory(&page_png(&out, 1, size.width as u32, &Limits::default()).unwrap())
            .unwrap()
            .to_rgb8();
        keep(&format!("turned{turn}.png"), &page_png(&out, 1, 800, &Limits::default()).unwrap());
        let red = |x: u32, y: u32| picture.get_pixel(x, y).0[0] > picture.get_pixel(x, y).0[1].saturating_add(60);
        // The four lines of the frame: 50 × 35 mm are 141.7 × 99.2 points.
        assert!((40..150).filter(|&x| red(x, 30)).count() > 100, "{turn}: top");
        assert!((40..150).filter(|&x| red(x, 128) || red(x, 129)).count() > 100, "{turn}: bottom");
        assert!((35..125).filter(|&y| red(20, y)).count() > 80, "{turn}: left");
        assert!((35..125).filter(|&y| red(161, y) || red(160, y)).count() > 80, "{turn}: right");
    }
}

#[test]
fn a_mark_outside_the_document_is_refused() {
    let pdf = made(&letter(1));
    assert_eq!(stamp(&pdf, &[arrival(9, 0.0, 0.0)], None, &faces(), &Limits::default()), Err(PageError::NoPage(9)));
    assert_eq!(stamp(&pdf, &[arrival(0, 0.0, 0.0)], None, &faces(), &Limits::default()), Err(PageError::NoPage(0)));
    assert_eq!(stamp(b"nothing", &[], None, &faces(), &Limits::default()), Err(PageError::NotRecognised));
}

#[test]
fn stamped_words_are_read_by_other_programs() {
    let pdf = made(&letter(1));
    let out =
        stamp(&pdf, &[words_at(300.0, 60.0, "Số đến 77", Align::Right)], None, &faces(), &Limits::default()).unwrap();
    let document = lopdf::Document::load_mem(&out).unwrap();
    assert_eq!(document.get_pages().len(), 1);
    // Poppler, where it is there, reads the words inside the form as well.
    let folder = std::env::temp_dir().join(format!("luuvet-pages-{}.pdf", std::process::id()));
    std::fs::write(&folder, &out).unwrap();
    if let Ok(read) = std::process::Command::new("pdftotext").arg(&folder).arg("-").output() {
        let read = String::from_utf8(read.stdout).unwrap();
        assert!(read.contains("Số đến 77"), "{read}");
        let wanted = words(&text(&pdf, &Limits::default()).unwrap().join(" "));
        assert!(wanted.iter().all(|word| read.contains(word.as_str())), "{read}");
    }
    std::fs::remove_file(&folder).unwrap();
}
