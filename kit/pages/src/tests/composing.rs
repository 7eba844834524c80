use super::letter::{SENTENCE, faces, letter, made, table, words};
use crate::compose::*;
use crate::{Faces, Limits, PageError, What};

/// With `LUUVET_PAGES_OUT` set, keeps what the tests make, for looking at it.
pub(crate) fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("LUUVET_PAGES_OUT") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
}

fn read(pdf: &[u8]) -> String {
    crate::text(pdf, &Limits::default()).unwrap().join("\n")
}

#[test]
fn vietnamese_words_survive() {
    let pdf = made(&letter(8));
    keep("letter.pdf", &pdf);
    let text = read(&pdf);
    let expected: Vec<String> = (1..=8).map(|n| format!("{n}. Mục tiêu thứ {n}. {SENTENCE}")).collect();
    let expected = format!(
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO TRƯỜNG THPT SÔNG HƯƠNG Số: /KH-THPTSH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc \
         Thừa Thiên Huế, ngày tháng năm 2026 KẾ HOẠCH Kiểm tra nội bộ năm học 2026 - 2027 {} Nơi nhận: - Sở GDĐT (để b/c); \
         - Các tổ chuyên môn (để t/h); - Lưu: VT. KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG Nguyễn Thị Ví Dụ 2",
        expected.join(" ")
    );
    assert_eq!(words(&text), words(&expected));
}

#[test]
fn same_sheet_same_bytes_and_an_archive_file() {
    let pdf = made(&letter(8));
    assert_eq!(pdf, made(&letter(8)));
    assert!(crate::sniff::contains(&pdf, b"pdfaid:part"));
    let found = crate::inspect(&pdf, &Limits::default()).unwrap();
    assert_eq!((found.pages, found.text_pages.as_slice(), found.signatures), (2, &[true, true][..], 0));
    assert!(!found.scripts && !found.embedded_files && !found.encrypted);
    assert!(found.metadata.contains(&("Title".into(), "Kế hoạch kiểm tra nội bộ".into())), "{:?}", found.metadata);
}

#[test]
fn tables_repeat_their_header_and_lose_no_row() {
    let pdf = made(&table(40));
    keep("table.pdf", &pdf);
    let pages = crate::text(&pdf, &Limits::default()).unwrap();
    assert!(pages.len() > 2);
    assert!(pages.iter().all(|page| page.contains("Ghi chú")));
    let all = pages.join("\n");
    assert!((1..=40).all(|row| all.matches(&format!("{row:02}/TB-THPTSH")).count() == 1));
}

#[test]
fn a_row_higher_than_a_page_is_cut() {
    let mut sheet = table(1);
    let Some(Block::Table(table)) = sheet.blocks.get_mut(1) else { panic!("no table") };
    table.rows[1][2] = Paragraph::new(&"từ ".repeat(4000)).into();
    let pdf = made(&sheet);
    assert_eq!(words(&read(&pdf)).iter().filter(|word| *word == "từ").count(), 4000);
}

#[test]
fn a_signature_block_is_not_torn() {
    for paragraphs in 5..9 {
        let pages = crate::text(&made(&letter(paragraphs)), &Limits::default()).unwrap();
        let with = |word: &str| pages.iter().position(|page| page.contains(word)).unwrap();
        assert_eq!(with("KT. HIỆU TRƯỞNG"), with("Nguyễn Thị Ví Dụ"));
    }
}

#[test]
fn the_built_in_face_gives_the_same_words() {
    let pdf = compose(&letter(2), &Faces::built_in().unwrap(), &Limits::default()).unwrap();
    assert_eq!(words(&read(&pdf)), words(&read(&made(&letter(2)))));
}

#[test]
fn odd_sheets_are_no_trouble() {
    let long = Paragraph::body(&"dài".repeat(500));
    let strange = Paragraph { size: f32::NAN, spacing: 0.0, ..Paragraph::new("☐ 😀 \u{7} \u{301}") };
    let empty = Block::Table(Table { widths: vec![], header_rows: 3, rows: vec![vec![]], lines: true });
    let mut deep = Block::Space(1.0);
    for _ in 0..100 {
        deep = Block::Together(vec![deep]);
    }
    let blocks = vec![
        long.into(),
        strange.into(),
        Paragraph::of(vec![]).into(),
        empty,
        deep,
        Block::PageBreak,
        Block::Columns(vec![]),
    ];
    let pdf = made(&Sheet::new("", super::letter::MADE, blocks));
    // A word wider than the line is cut, so lines may end inside it.
    let text: String = read(&pdf).split_whitespace().collect();
    assert_eq!(text.matches("dài").count(), 500);
    let narrow = Sheet { margins: Margins { top: 20.0, right: 150.0, bottom: 20.0, left: 100.0 }, ..letter(1) };
    assert!(matches!(compose(&narrow, &faces(), &Limits::default()), Err(PageError::Unsupported(_))));
    let limits = Limits { pages: 3, ..Limits::default() };
    let over = compose(&table(100), &faces(), &limits);
    assert_eq!(over, Err(PageError::TooLarge { what: What::Pages, limit: 3 }));
}
