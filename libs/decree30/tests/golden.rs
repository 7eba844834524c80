//! One page per kind, read back by a program that is not ours and compared, cell by cell, with `data/layout.toml`.
#![cfg(feature = "typeset")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod reader;
mod samples;

use decree30::Draft;
use decree30::kinds::{self, Shape};
use decree30::layout::{self, Layout, Range};
use decree30::typeset::{Place, Spot, Typeset};
use reader::{File, Line, Page};

const MM: f64 = 72.0 / 25.4;

struct Sample {
    name: String,
    draft: Draft,
    set: Typeset,
    file: File,
}

/// Every kind, typeset and read back once.
fn kinds_read() -> Vec<Sample> {
    let made: Vec<_> = kinds::all()
        .iter()
        .map(|kind| {
            let draft = samples::sample(&kind.code);
            let set = reader::set(&draft);
            (kind.code.clone(), draft, set)
        })
        .collect();
    let bytes: Vec<&[u8]> = made.iter().map(|(_, _, set)| set.pdf.as_slice()).collect();
    let Some(files) = reader::read("kind", &bytes) else { return Vec::new() };
    made.into_iter().zip(files).map(|((name, draft, set), file)| Sample { name, draft, set, file }).collect()
}

#[test]
fn every_cell_of_every_kind_is_as_the_layout_says() {
    let layout = layout::current();
    let samples = kinds_read();
    if samples.is_empty() {
        return;
    }
    assert_eq!(samples.len(), 32);
    for sample in &samples {
        let shape = kinds::find(&sample.name).unwrap().shape;
        page(sample, layout);
        archive(sample);
        closing(sample, layout);
        if shape != Shape::Copy {
            head(sample, layout);
            text(sample, layout);
        }
        match shape {
            Shape::Letter => letter_subject(sample, layout),
            Shape::Copy => {}
            _ => title(sample, layout),
        }
    }
}

/// Paper, margins, face, page numbers.
fn page(sample: &Sample, layout: &Layout) {
    let name = &sample.name;
    let family = reader::faces().report().family.replace(' ', "");
    for (index, page) in sample.file.pages.iter().enumerate() {
        near(page.width, layout.page.width * MM, 0.1, name);
        near(page.height, layout.page.height * MM, 0.1, name);
        let (left, right) = (layout.page.left.used * MM, page.width - layout.page.right.used * MM);
        let (top, bottom) = (layout.page.top.used * MM, page.height - layout.page.bottom.used * MM);
        let number: Vec<Line> = page.lines().into_iter().filter(|line| line.base < top).collect();
        if index == 0 {
            assert!(number.is_empty(), "{name}: {:?}", reader::texts(&number));
        } else {
            let [number] = number.as_slice() else { panic!("{name}: page {index} has no number") };
            assert_eq!(number.text, (index + 1).to_string());
            near(number.middle(), (left + right) / 2.0, 0.5, name);
            type_of(number, layout, "page-number", name);
        }
        for one in page.chars.iter().filter(|one| !one.text.trim().is_empty()) {
            assert!(one.font.replace('-', "").starts_with(&family), "{name}: {} in {}", one.text, one.font);
            assert!(one.x0 > left - 0.5 && one.x1 < right + 0.5, "{name}: {:?} outside the margins", one);
            let foot = !sample.draft.contact.is_empty() && index == 0;
            assert!(one.base < bottom + 0.5 || foot, "{name}: {:?} below the margin", one);
        }
    }
}

/// What PDF/A-2b asks of the file as a whole, as far as it can be read without a validator.
fn archive(sample: &Sample) {
    let (name, archive) = (&sample.name, &sample.file.archive);
    assert!(archive.xmp.contains("<pdfaid:part>2</pdfaid:part>"), "{name}");
    assert!(archive.xmp.contains("<pdfaid:conformance>B</pdfaid:conformance>"), "{name}");
    assert!(archive.xmp.contains("2026-10-05T03:00:00"), "{name}: {}", archive.xmp);
    assert_eq!(archive.intents.len(), 1, "{name}");
    assert!(archive.embedded && archive.id && !archive.encrypted && !archive.scripts, "{name}: {archive:?}");
}

/// Cells 1 to 4.
fn head(sample: &Sample, layout: &Layout) {
    let (name, page) = (&sample.name, &sample.file.pages[0]);
    let (left, right) = (layout.page.left.used * MM, page.width - layout.page.right.used * MM);
    let half = left + (right - left) * layout.head.left;
    let country = page.line(&layout.word("country").to_uppercase());
    type_of(&country, layout, "country", name);
    assert_eq!(country.text, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "{name}");
    let motto = page.line("Độc lập - Tự do - Hạnh phúc");
    type_of(&motto, layout, "motto", name);
    near(motto.middle(), country.middle(), 0.5, name);
    assert!(country.x0 > half - 12.0 && country.x1 < right + 0.5, "{name}");
    // A rule as long as the motto.
    share(page, &motto, layout.rule.motto, name);

    let lines = page.lines();
    let parents: Vec<&Line> =
        lines.iter().filter(|line| ["SỞ GIÁO", "ĐÀO TẠO"].iter().any(|begins| line.text.starts_with(begins))).collect();
    assert!(!parents.is_empty(), "{name}");
    let body: Vec<&Line> =
        lines.iter().filter(|line| line.x1 < half && line.base < 140.0 && line.is(true, false)).collect();
    for line in &parents {
        type_of(line, layout, "parent", name);
        near(line.middle(), body[0].middle(), 0.5, name);
    }
    for line in &body {
        type_of(line, layout, "issuer", name);
        near(line.middle(), body[0].middle(), 0.5, name);
    }
    share(page, body.last().unwrap(), layout.rule.issuer, name);

    if sample.draft.kind == "personal-letter" && sample.draft.symbol.text.is_empty() {
        return;
    }
    let symbol = page.line("Số: 07/");
    assert_eq!(symbol.text, format!("Số: 07/{}", sample.draft.symbol.text), "{name}");
    type_of(&symbol, layout, "symbol", name);
    near(symbol.middle(), body[0].middle(), 0.5, name);
    covered(&place(sample, Spot::Number), page, "07", name);
    if sample.draft.place.is_empty() {
        return;
    }
    let date = page.line("Bến Sậy,");
    assert_eq!(date.text, "Bến Sậy, ngày 05 tháng 10 năm 2026", "{name}");
    type_of(&date, layout, "date", name);
    near(date.middle(), country.middle(), 0.5, name);
    near(date.base, symbol.base, 1.2, name);
    for (spot, words) in [(Spot::Day, "05"), (Spot::Month, "10"), (Spot::Year, "2026"), (Spot::Date, &date.text)] {
        covered(&place(sample, spot), page, words, name);
    }
}

/// Cell 5a.
fn title(sample: &Sample, layout: &Layout) {
    let (name, page) = (&sample.name, &sample.file.pages[0]);
    let middle = (layout.page.left.used * MM + page.width - layout.page.right.used * MM) / 2.0;
    let kind = kinds::find(name).unwrap().name.split(" (").next().unwrap().to_uppercase();
    let lines = page.lines();
    let at = lines
        .iter()
        .position(|line| line.text == kind)
        .unwrap_or_else(|| panic!("{name}: {:?}", reader::texts(&lines)));
    type_of(&lines[at], layout, "kind", name);
    near(lines[at].middle(), middle, 0.5, name);
    if sample.draft.subject.is_empty() {
        return;
    }
    let subject: Vec<&Line> = lines[at + 1..]
        .iter()
        .take_while(|line| {
            line.is(true, false) && !line.text.starts_with("Chương") && line.text != line.text.to_uppercase()
        })
        .collect();
    let words: Vec<&str> = subject.iter().map(|line| line.text.as_str()).collect();
    let words = words.join(" ");
    assert!(words.to_lowercase().ends_with(&sample.draft.subject.to_lowercase()), "{name}: {words}");
    for line in &subject {
        type_of(line, layout, "subject", name);
        near(line.middle(), middle, 0.5, name);
    }
    share(page, subject.last().unwrap(), layout.rule.subject, name);
}

/// Cell 5b, and 9a.
fn letter_subject(sample: &Sample, layout: &Layout) {
    let (name, page) = (&sample.name, &sample.file.pages[0]);
    let (symbol, subject, to) = (page.line("Số:"), page.line("V/v"), page.line("Kính gửi:"));
    type_of(&subject, layout, "letter-subject", name);
    near(subject.middle(), symbol.middle(), 0.5, name);
    let gap = subject.base - layout.face.ascent * subject.size() - (symbol.base + layout.face.descent * symbol.size());
    assert!(gap >= layout.head.subject_gap - 0.1, "{name}: {gap}");
    type_of(&to, layout, "addressee", name);
    let foot = page.line("Số 1 đường");
    type_of(&foot, layout, "contact", name);
    assert!(foot.base > page.height - layout.page.bottom.used * MM, "{name}");
}

/// Cell 6: first lines, sizes, distances, the sign at the end.
fn text(sample: &Sample, layout: &Layout) {
    let name = &sample.name;
    let left = layout.page.left.used * MM;
    let indent = left + layout.text.indent.used * MM;
    let all: Vec<Line> = sample.file.pages.iter().flat_map(Page::lines).collect();
    let starts = |line: &&Line| {
        ["1. ", "2. ", "- ", "a) ", "Điều 1.", "Ông (bà)", "Thời gian"]
            .iter()
            .any(|begins| line.text.starts_with(begins))
            && (line.x0 - indent).abs() < 6.0
    };
    let first: Vec<&Line> = all.iter().filter(starts).collect();
    assert!(!first.is_empty() || sample.draft.kind == "telegram", "{name}");
    for line in &first {
        near(line.x0, indent, 0.7, name);
        near(line.size(), layout.kind("text").used, 0.01, name);
    }
    for line in all.iter().filter(|line| line.text.starts_with("Căn cứ")) {
        type_of(line, layout, "basis", name);
    }
    for line in all.iter().filter(|line| line.text.starts_with("Điều ")) {
        let label: Vec<_> = line.chars.iter().take(7).collect();
        assert!(label.iter().all(|one| one.bold() && !one.italic()), "{name}: {}", line.text);
    }
    // Base lines: inside of a paragraph the line spacing, between two of them at least the gap more.
    let single = layout.face.single * layout.kind("text").used;
    let body: Vec<&Line> =
        all.iter().filter(|line| line.size() == layout.kind("text").used && line.x0 < indent + 1.0).collect();
    for pair in body.windows(2) {
        let (step, begins) = (pair[1].base - pair[0].base, pair[1].x0 > left + 1.0);
        if step <= 0.0 || step > 60.0 {
            continue;
        }
        let least = single * layout.text.line_spacing.from + if begins { layout.text.paragraph_gap.from } else { 0.0 };
        assert!(step > least - 0.2, "{name}: {step} before {:?}", pair[1].text);
        assert!(
            begins || step < single * layout.text.line_spacing.to + 0.2,
            "{name}: {step} before {:?}",
            pair[1].text
        );
    }
    let ends = all.iter().filter(|line| line.text.ends_with("./.")).count();
    let without = layout.closing.without_sign.contains(&sample.draft.kind);
    let end_in_text = kinds::find(name).unwrap().shape != Shape::Named || !sample.draft.blocks.is_empty();
    assert_eq!(ends, usize::from(!without && end_in_text), "{name}");
}

/// Cells 7, 8, 9b.
fn closing(sample: &Sample, layout: &Layout) {
    let (name, page) = (&sample.name, sample.file.pages.last().unwrap());
    let middle = page.width / 2.0;
    for (index, signer) in sample.draft.signers.iter().enumerate() {
        let post = page.exactly(&signer.lines[0].to_uppercase());
        type_of(&post, layout, "authority", name);
        let person = page.exactly(&signer.name);
        type_of(&person, layout, "signer", name);
        near(person.middle(), post.middle(), 0.5, name);
        let room = person.base - layout.face.ascent * person.size() - post.base - layout.face.descent * post.size();
        assert!(room >= layout.closing.room * MM - 0.5, "{name}: {room}");
        if sample.draft.signers.len() == 1 {
            assert!(post.x0 > middle, "{name}");
        }
        let signature = place(sample, Spot::Signature(index));
        assert!(
            f64::from(signature.top) > post.base && f64::from(signature.top + signature.height) < person.base,
            "{name}"
        );
        near(f64::from(signature.left + signature.width / 2.0), post.middle(), 0.5, name);
        assert!(!page.chars.iter().any(|one| inside(&signature, (one.x0 + one.x1) / 2.0, one.base)), "{name}");
        let Some(seal) = sample.set.places.iter().find(|place| place.spot == Spot::Seal(index)) else { continue };
        let covered = f64::from(seal.left + seal.width - signature.left) / f64::from(signature.width);
        near(covered, layout.closing.overlap, 0.01, name);
        near(f64::from(seal.width), layout.closing.seal * MM, 0.01, name);
    }
    let opener = page.line("Nơi nhận:");
    type_of(&opener, layout, "recipients-head", name);
    let list: Vec<Line> = page
        .lines()
        .into_iter()
        .filter(|line| line.base > opener.base && line.x1 < middle && line.text.starts_with("- "))
        .collect();
    assert!(list.len() >= 3, "{name}: {:?}", reader::texts(&list));
    list.iter().for_each(|line| type_of(line, layout, "recipient", name));
    assert_eq!(list.last().unwrap().text, "- Lưu: VT, VP.", "{name}");
    if sample.draft.signers.len() == 1 {
        let post = page.exactly(&sample.draft.signers[0].lines[0].to_uppercase());
        // Level with the post: their upper edges.
        let top = |line: &Line| line.base - layout.face.ascent * line.size();
        near(top(&opener), top(&post), 0.5, name);
    }
}

fn inside(place: &Place, x: f64, y: f64) -> bool {
    let (left, top) = (f64::from(place.left), f64::from(place.top));
    x > left && x < left + f64::from(place.width) && y > top && y < top + f64::from(place.height)
}

/// Every letter of a line is of the cell's type.
fn type_of(line: &Line, layout: &Layout, cell: &str, name: &str) {
    let kind = layout.kind(cell);
    assert!(line.size() >= kind.from - 0.01 && line.size() <= kind.to + 0.01, "{name}, {cell}: size {}", line.size());
    assert!(line.is(kind.bold, kind.italic), "{name}, {cell}: {:?} in {}", line.text, line.chars[0].font);
    assert!(!kind.capitals || line.text == line.text.to_uppercase(), "{name}, {cell}: {:?}", line.text);
    assert!(line.chars.iter().all(|one| one.colour.iter().all(|part| *part == 0.0)), "{name}, {cell}: not black");
}

/// A rule below a line, centred, of an allowed share of its length.
fn share(page: &Page, line: &Line, range: Range, name: &str) {
    let rule = page.rule_below(line);
    near((rule.x0 + rule.x1) / 2.0, line.middle(), 0.6, name);
    let share = rule.length() / line.width();
    assert!(share > range.from - 0.01 && share < range.to + 0.01, "{name}: {share} below {:?}", line.text);
}

fn place(sample: &Sample, spot: Spot) -> Place {
    let found = sample.set.places.iter().find(|place| place.spot == spot);
    *found.unwrap_or_else(|| panic!("{}: no room for {spot:?}", sample.name))
}

/// A room holds exactly these letters.
fn covered(place: &Place, page: &Page, words: &str, name: &str) {
    let base = f64::from(place.baseline.unwrap());
    let (left, right) = (f64::from(place.left), f64::from(place.left + place.width));
    let inside = |one: &&reader::Char| (one.base - base).abs() < 1.0 && one.x0 > left - 0.5 && one.x1 < right + 0.5;
    let letters: String = page.chars.iter().filter(inside).map(|one| one.text.as_str()).collect();
    assert_eq!(letters.replace('\u{a0}', " ").trim(), words, "{name}: {:?}", place.spot);
    assert!(place.filled, "{name}: {:?}", place.spot);
}

fn near(found: f64, wanted: f64, within: f64, name: &str) {
    assert!((found - wanted).abs() <= within, "{name}: {found} instead of {wanted}");
}
