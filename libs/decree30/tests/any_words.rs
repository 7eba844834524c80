//! Any Unicode, from a seeded generator: nothing panics, everything stays in its bounds.

mod words;

use decree30::draft::{Basis, Draft};
use decree30::texts::{self, Library};
use jiff::civil::date;
use words::Chance;

/// Pieces that parsers look for, mixed with any letters.
const PIECES: [&str; 34] = [
    "Căn cứ ",
    "Luật ",
    "Nghị định ",
    "số ",
    "số: ",
    "30/2020/NĐ-CP",
    "ngày ",
    "05 tháng 3 năm 2020",
    " của ",
    "Chính phủ",
    " về ",
    "sửa đổi",
    ", ",
    "; ",
    ".",
    "\n",
    "(",
    ")",
    "2022-2023",
    "năm học ",
    "2022 - 2023",
    "95%",
    "1.000 học sinh",
    "03/4/2024",
    "{{",
    "}}",
    "TP.",
    "/",
    "-",
    "–",
    "TT",
    "Thông tư",
    "9999999999",
    "\u{301}",
];

fn text(chance: &mut Chance) -> String {
    let mut text = String::new();
    for _ in 0..chance.below(60) {
        match chance.below(3) {
            0 => text.extend((0..chance.below(6)).filter_map(|_| char::from_u32(chance.below(0x11_0000) as u32))),
            _ => text.push_str(PIECES[chance.below(PIECES.len())]),
        }
    }
    text
}

#[test]
fn citations_and_bases_of_any_text() {
    let (mut chance, library) = (Chance::new(30), Library::shipped());
    for _ in 0..3_000 {
        let line = text(&mut chance);
        let length = line.chars().count();
        let mut last = 0;
        for citation in texts::find_citations(&line) {
            let (from, to) = citation.range;
            assert!(last <= from && from < to && to <= length, "{line:?}");
            last = to;
        }
        let bases = vec![
            Basis { text: line.clone(), reference: Some(text(&mut chance)) },
            Basis { text: line, reference: None },
        ];
        let draft = Draft { kind: "plan".to_owned(), bases, ..Draft::default() };
        let findings = texts::of_bases(&draft, &library, date(2026, 11, 22), Some("records"));
        assert!(findings.len() <= 200 && findings.iter().all(|finding| finding.found.chars().count() <= 201));
        assert!(
            texts::suggest(&library, &text(&mut chance), "plan", None, date(2026, 1, 1)).len() <= texts::MOST_SUGGESTED
        );
    }
}

#[test]
fn packages_of_any_bytes() {
    let seed = [3; 32];
    let key = texts::public_key(&seed).unwrap();
    let package = texts::Package { version: 9, texts: Library::shipped().all().take(3).cloned().collect() };
    let whole = texts::pack(&package, &seed).unwrap();
    let mut chance = Chance::new(31);
    for _ in 0..2_000 {
        let mut bytes = whole.clone();
        for _ in 0..=chance.below(4) {
            let at = chance.below(bytes.len());
            match chance.below(3) {
                0 => bytes[at] = chance.below(256) as u8,
                1 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, chance.below(256) as u8),
            }
        }
        if let Ok(opened) = texts::open(&bytes, &[key]) {
            assert_eq!(opened, package);
        }
    }
}
