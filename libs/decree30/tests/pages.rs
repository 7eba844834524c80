//! What happens beyond one usual page: annexes, long tables, stamps, blanks, names of any length, hostile words.
#![cfg(feature = "typeset")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod reader;
mod samples;

use decree30::Draft;
use decree30::draft::{Block, Issuer, Level, Signer, Urgency};
use decree30::layout;
use decree30::typeset::{Code, Faces, Margins, Medium, Options, Part, Spot, typeset};
use reader::{File, Page};

const MM: f64 = 72.0 / 25.4;

/// Typeset with the options of the tests, and read back.
fn read(name: &str, drafts: &[Draft]) -> Option<Vec<File>> {
    let made: Vec<_> = drafts.iter().map(|draft| reader::set(draft).pdf).collect();
    reader::read(name, &made.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn words(page: &Page) -> String {
    reader::texts(&page.lines()).join("\n")
}

#[test]
fn the_same_draft_at_the_same_time_is_the_same_file() {
    let draft = samples::with_annexes();
    assert_eq!(reader::set(&draft).pdf, reader::set(&draft).pdf);
}

#[test]
fn annexes_have_numbers_and_page_numbers_of_their_own() {
    let draft = samples::with_annexes();
    let Some(files) = read("annexes", &[draft]) else { return };
    let pages = &files[0].pages;
    let first = |page: &Page| page.lines().first().map(|line| line.text.clone()).unwrap_or_default();
    // The issued regulation begins with the head, the appendices are numbered among themselves.
    assert!(
        words(&pages[1])
            .contains("QUY CHẾ\nLập và quản lý hồ sơ điện tử\n(Ban hành kèm theo Quyết định số …/QĐ-THPTBS2")
    );
    assert!(words(&pages[1]).starts_with("SỞ GIÁO DỤC"));
    assert_eq!((first(&pages[2]), first(&pages[3])), ("Phụ lục I".to_owned(), "Phụ lục II".to_owned()));
    assert!(words(&pages[3]).contains("(Kèm theo Quyết định số …/QĐ-THPTBS2"));
    let (number, title) = (pages[3].line("Phụ lục II"), pages[3].line("DANH MỤC HỒ SƠ"));
    assert!(number.is(true, false) && title.is(true, false) && (number.size(), title.size()) == (14.0, 14.0));
    assert!(pages[3].line("(Kèm theo").is(false, true));
    // In landscape; the head's rows come again on every page, and pages count anew.
    assert!(pages[3..].iter().all(|page| page.width > page.height));
    assert_eq!(pages[4..].iter().map(first).collect::<Vec<_>>(), ["2", "3", "4"]);
    assert!(pages[3..].iter().all(|page| words(page).contains("Tên hồ sơ") && words(page).contains("Bảo quản")));
}

#[test]
fn on_paper_the_annex_names_number_and_day_and_one_annex_has_no_number() {
    let mut draft = samples::with_annexes();
    draft.annexes.truncate(2);
    let options = Options { medium: Medium::Paper, part: Part::Annex(1), ..reader::options() };
    let set = typeset(&draft, &options, &reader::faces()).unwrap();
    let corner = set.places.iter().find(|place| place.spot == Spot::Corner).unwrap();
    assert!(
        corner.page == 0 && f64::from(corner.left) > 105.0 * MM && f64::from(corner.top + corner.height) < 20.0 * MM
    );
    let Some(files) = reader::read("annex-paper", &[&set.pdf]) else { return };
    let page = &files[0].pages[0];
    assert_eq!(page.lines()[0].text, "Phụ lục");
    assert!(words(page).replace('\n', " ").contains("số 07/QĐ-THPTBS2 ngày 05 tháng 10 năm 2026 của Trường"));
    let missing = Options { part: Part::Annex(9), ..reader::options() };
    assert_eq!(typeset(&draft, &missing, &reader::faces()).unwrap_err().code(), "no-such-annex");
}

#[test]
fn stamps_have_their_true_size_and_are_red() {
    let layout = layout::current();
    let stamps = [
        (Urgency::Urgent, &layout.stamp.urgent),
        (Urgency::VeryUrgent, &layout.stamp.very_urgent),
        (Urgency::Express, &layout.stamp.express),
    ];
    let drafts = stamps.map(|(urgency, _)| Draft { urgency, ..samples::sample("official-letter") });
    let Some(files) = read("stamps", &drafts) else { return };
    for ((_, stamp), file) in stamps.iter().zip(&files) {
        let page = &file.pages[0];
        let line = page.line(&stamp.words);
        assert!(line.is(true, false) && (13.0..=14.0).contains(&line.size()));
        let frame = &page.rects[0];
        // The frame is drawn along the middle of its line.
        let (width, height) =
            (frame.length() + layout.stamp.thickness, frame.bottom - frame.top + layout.stamp.thickness);
        assert!((width - stamp.width * MM).abs() < 0.2 && (height - stamp.height * MM).abs() < 0.2, "{width} {height}");
        assert!(((frame.x0 + frame.x1) / 2.0 - line.middle()).abs() < 0.5);
        assert!(frame.top < line.base && line.base < frame.bottom && frame.x1 < page.width / 2.0);
        for colour in [&frame.colour, &line.chars[0].colour] {
            assert!(colour.len() == 3 && colour[0] > 0.7 && colour[1] < 0.2 && colour[2] < 0.2, "{colour:?}");
        }
    }
}

#[test]
fn blanks_keep_their_room() {
    let mut draft = samples::sample("plan");
    (draft.symbol.number, draft.day) = (None, None);
    draft.signers[0].name = String::new();
    let set = reader::set(&draft);
    let layout = layout::current();
    let place = |spot| *set.places.iter().find(|place| place.spot == spot).unwrap();
    let blanks = [
        (Spot::Number, layout.head.number_blank),
        (Spot::Day, layout.head.day_blank),
        (Spot::Month, layout.head.month_blank),
        (Spot::Year, layout.head.year_blank),
    ];
    for (spot, wide) in blanks {
        let blank = place(spot);
        assert!(!blank.filled && (f64::from(blank.width) - wide * MM).abs() < 0.01);
    }
    let Some(files) = reader::read("blanks", &[&set.pdf]) else { return };
    for (spot, _) in blanks {
        let blank = place(spot);
        let base = f64::from(blank.baseline.unwrap());
        let (left, right) = (f64::from(blank.left), f64::from(blank.left + blank.width));
        let inside = |one: &&reader::Char| (one.base - base).abs() < 1.0 && one.x1 > left + 0.5 && one.x0 < right - 0.5;
        let letters: Vec<_> = files[0].pages[0].chars.iter().filter(inside).collect();
        assert!(letters.is_empty(), "{spot:?}: {letters:?}");
    }
    assert!(set.places.iter().any(|place| place.spot == Spot::Signature(0)));
}

#[test]
fn the_contact_line_is_at_the_foot_of_page_1_only() {
    let draft = Draft { contact: "Số 1 đường Ven Sông, xã Bến Sậy".to_owned(), ..samples::sample("plan") };
    let Some(files) = read("contact", &[draft]) else { return };
    let has = |page: &Page| words(page).contains("đường Ven Sông");
    assert_eq!(files[0].pages.iter().map(has).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_signature_is_never_alone_on_a_page() {
    let line = "Nhà trường giao các tổ rà soát, lập danh mục và báo cáo kết quả theo quy định hiện hành. ";
    let drafts: Vec<Draft> = (8..22)
        .map(|count| {
            let mut draft = samples::sample("official-letter");
            draft.blocks = (0..count).map(|_| Block::new(Level::Paragraph, &line.repeat(2))).collect();
            draft
        })
        .collect();
    let Some(files) = read("sticky", &drafts) else { return };
    let mut seen = 0;
    for file in files.iter().filter(|file| file.pages.len() > 1) {
        let page = file.pages.last().unwrap();
        let post = page.line("HIỆU TRƯỞNG");
        let before = page.lines().iter().filter(|line| line.base < post.base - 2.0 && line.x0 < 120.0).count();
        assert!(before >= 2, "{}", words(page));
        seen += 1;
    }
    assert!(seen > 3);
}

#[test]
fn a_signature_below_a_table_has_its_last_rows_above_it() {
    let drafts: Vec<Draft> = (5..18)
        .map(|count| {
            let mut draft = samples::sample("notice");
            let table = samples::long_table(count);
            draft.blocks = vec![
                Block::new(Level::Paragraph, "Danh mục hồ sơ như sau:"),
                Block { table: Some(table), ..Block::new(Level::Table, "") },
            ];
            draft
        })
        .collect();
    let Some(files) = read("below", &drafts) else { return };
    let mut seen = 0;
    for (file, count) in files.iter().zip(5..) {
        let all: String = file.pages.iter().map(words).collect();
        assert_eq!(all.matches("Hồ sơ về công tác").count(), count);
        let page = file.pages.last().unwrap();
        let post = page.exactly("HIỆU TRƯỞNG");
        let rows =
            page.lines().into_iter().filter(|line| line.base < post.base && line.text.starts_with("Hồ sơ về")).count();
        assert!(rows >= 2, "{count}: {}", words(page));
        seen += usize::from(file.pages.len() > 1);
    }
    assert!(seen > 3 && seen < files.len());
}

#[test]
fn a_wide_table_has_landscape_pages_of_its_own() {
    let mut draft = samples::sample("plan");
    let table = decree30::draft::Table { landscape: true, ..samples::long_table(30) };
    draft.blocks.insert(3, Block { table: Some(table), ..Block::new(Level::Table, "") });
    let Some(files) = read("wide", &[draft]) else { return };
    let wide: Vec<bool> = files[0].pages.iter().map(|page| page.width > page.height).collect();
    assert_eq!(wide[..4], [false, true, true, false]);
    let numbers: Vec<String> = files[0].pages[1..4].iter().map(|page| page.lines()[0].text.clone()).collect();
    assert_eq!(numbers, ["2", "3", "4"]);
}

#[test]
fn joint_issuers_stand_below_each_other_and_their_signers_beside_each_other() {
    let mut draft = samples::sample("notice");
    let union = Issuer {
        name: "Công đoàn Trường Bến Sậy".to_owned(),
        parent: "Liên đoàn Lao động Hòa Giang".to_owned(),
        called: String::new(),
    };
    draft.joint = vec![union];
    draft.signers.push(Signer {
        lines: vec!["TM. BAN CHẤP HÀNH".to_owned(), "CHỦ TỊCH".to_owned()],
        name: "Trần Thị Thử".to_owned(),
        body: 1,
    });
    let set = reader::set(&draft);
    let seals = set.places.iter().filter(|place| matches!(place.spot, Spot::Seal(_))).count();
    assert_eq!(seals, 2);
    let Some(files) = reader::read("joint", &[&set.pdf]) else { return };
    let (first, last) = (&files[0].pages[0], files[0].pages.last().unwrap());
    assert!(first.line("CÔNG ĐOÀN").base > first.line("PHỔ THÔNG BẾN").base);
    let (head, union) = (last.line("HIỆU TRƯỞNG"), last.line("TM. BAN CHẤP HÀNH"));
    assert!((head.base - union.base).abs() < 0.5 && head.x1 < union.x0);
    // One post has two lines, and the names stand level all the same.
    assert!((last.exactly("Lê Văn Mẫu").base - last.exactly("Trần Thị Thử").base).abs() < 0.5);
    assert!(last.line("Nơi nhận:").base > last.line("Trần Thị Thử").base);
}

#[test]
fn every_one_of_many_signers_is_on_a_page() {
    let mut draft = samples::sample("minutes");
    let signer =
        |number| Signer { lines: vec!["Thành viên".to_owned()], name: format!("Người thứ {number}"), body: 0 };
    draft.signers = (1..=40).map(signer).collect();
    let Some(files) = read("signers", &[draft]) else { return };
    let all: String = files[0].pages.iter().map(words).collect();
    assert!((1..=40).all(|number| all.contains(&format!("Người thứ {number}"))));
    let inside = |page: &Page| page.chars.iter().all(|one| one.base < page.height - 20.0 * MM);
    assert!(files[0].pages.iter().all(inside));
}

#[test]
fn long_names_stay_in_their_half_and_the_country_on_one_line() {
    let mut draft = samples::sample("official-letter");
    draft.issuer.parent = "Ủy ban nhân dân xã Bến Sậy Thượng thuộc tỉnh Hòa Giang\nPhòng Văn hóa - Xã hội và các đơn vị sự nghiệp trực thuộc".to_owned();
    draft.issuer.name = "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên và Hỗ trợ phát triển giáo dục hòa nhập liên xã Bến Sậy Thượng số 12".to_owned();
    let endless = Draft { issuer: Issuer { name: "W".repeat(150), ..samples::school() }, ..draft.clone() };
    let narrow =
        Options { margins: Some(Margins { top: 25.0, right: 20.0, bottom: 25.0, left: 35.0 }), ..reader::options() };
    let made: Vec<_> = [&draft, &endless]
        .iter()
        .flat_map(|draft| {
            [&reader::options(), &narrow].map(|options| typeset(draft, options, &reader::faces()).unwrap().pdf)
        })
        .collect();
    let Some(files) = reader::read("names", &made.iter().map(Vec::as_slice).collect::<Vec<_>>()) else { return };
    for file in &files {
        let page = &file.pages[0];
        let country = page.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        assert!(country.text.ends_with("NAM") && country.x1 < page.width - 15.0 * MM + 0.5);
        let left =
            page.lines().into_iter().filter(|line| line.base < page.line("Số:").base && line.x0 < country.x0 - 5.0);
        let left: Vec<_> = left.collect();
        assert!(left.len() > 5 && left.iter().all(|line| line.x1 < country.x0 && line.x0 > 30.0 * MM - 0.5));
        // No line of a name is a rest of one short word.
        let names: Vec<_> = left.iter().filter(|line| line.is(true, false) && !line.text.contains("WW")).collect();
        let widest = names.iter().map(|line| line.width()).fold(0.0, f64::max);
        assert!(names.iter().all(|line| line.width() > widest * 0.35), "{:?}", reader::texts(&left));
    }
}

#[test]
fn words_are_never_markup_and_letters_without_a_face_are_shown() {
    let mut draft = samples::sample("plan");
    draft.subject = "x\u{202e}y\u{0} \u{10ffff}\u{e000} #let a = panic() $b$ *c* _d_ [e] <place> @f \\ // g".to_owned();
    draft.blocks.insert(0, Block::new(Level::Paragraph, &"x".repeat(3_000)));
    draft.blocks.insert(1, Block::new(Level::Paragraph, &format!("a{} ☐ có ☑ không", "\u{323}".repeat(3_000))));
    draft.recipients = (0..200).map(|number| format!("Đơn vị thứ {number} (để thực hiện)")).collect();
    let set = reader::set(&draft);
    let codes: Vec<_> = set.remarks.iter().map(|remark| remark.code).collect();
    assert!(codes.contains(&"letters-replaced") && codes.contains(&"letters-dropped"));
    let Some(files) = reader::read("hostile", &[&set.pdf]) else { return };
    let all: String = files[0].pages.iter().map(words).collect();
    assert!(all.replace('\n', " ").contains("Xy ?? #let a = panic() $b$ *c* _d_ [e] <place> @f \\ // g"));
    assert!(all.contains("- Đơn vị thứ 199 (để thực hiện);"));
    let right = files[0].pages[0].width - 15.0 * MM;
    let printed = files[0].pages.iter().flat_map(|page| &page.chars).filter(|one| !one.text.trim().is_empty());
    let outside: Vec<_> = printed.filter(|one| one.x1 > right + 0.5).collect();
    assert!(outside.is_empty(), "{outside:?}");
}

#[test]
fn without_a_face_of_times_measures_it_says_so_and_every_letter_is_there() {
    let faces = Faces::built_in().unwrap();
    let mut draft = samples::sample("decision");
    let text = "Ằ ẵ Ộ ự ỹ “chữ” – …";
    draft.blocks.push(Block {
        text: vec![decree30::draft::Span { text: text.to_owned(), bold: true, italic: true }],
        ..Block::default()
    });
    let set = typeset(&draft, &reader::options(), &faces).unwrap();
    assert_eq!(set.remarks.iter().map(|remark| remark.code).collect::<Vec<_>>(), ["face-embedded"]);
    let Some(files) = reader::read("embedded", &[&set.pdf]) else { return };
    assert!(words(&files[0].pages[0]).contains(text) && files[0].archive.embedded);
}

#[test]
fn margins_and_codes_outside_what_may_be_are_refused() {
    let draft = samples::sample("plan");
    let margins = Margins { top: 20.0, right: 15.0, bottom: 20.0, left: 29.0 };
    let with = |options: Options| {
        typeset(&draft, &options, &reader::faces()).map(|set| set.pages).map_err(|error| error.code())
    };
    assert_eq!(with(Options { margins: Some(margins), ..reader::options() }), Err("margin-outside"));
    assert_eq!(with(Options { code: Some(Code { dark: vec![true; 20] }), ..reader::options() }), Err("code-broken"));
    assert_eq!(with(Options { code: Some(Code { dark: vec![true; 441] }), ..reader::options() }), Ok(2));
    let unknown = Draft { kind: "novel".to_owned(), ..draft.clone() };
    assert_eq!(typeset(&unknown, &reader::options(), &reader::faces()).unwrap_err().code(), "kind-unknown");
}

#[test]
fn an_empty_draft_of_every_kind_is_a_page() {
    for kind in decree30::kinds::all() {
        let draft = Draft { kind: kind.code.clone(), ..Draft::default() };
        assert_eq!(reader::set(&draft).pages, 1, "{}", kind.code);
    }
}
