//! PDFs are read back as they were written, and checked.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test prints its figures and may fail")]

mod sheet;

use decree30::check::{Cell, Context, PdfLimits, cells, of_seen, seen_of_pdf};
use decree30::finding::{Place, Severity};
use decree30::seen::{Seen, Stands};
use sheet::{Text, pdf, plan};

fn seen(pages: &[Vec<Text>]) -> Seen {
    seen_of_pdf(&pdf(pages), &PdfLimits::default()).unwrap()
}

/// Rules that speak, but for the face: the test's own is not the decree's.
fn told(pages: &[Vec<Text>]) -> Vec<String> {
    let findings = of_seen(&seen(pages), &Context::default());
    findings
        .iter()
        .filter(|one| one.severity > Severity::Hint && one.rule != "form.face")
        .map(|one| one.rule.clone())
        .collect()
}

#[test]
fn lines_are_read_as_they_were_written() {
    let pages = plan();
    let seen = seen(&pages);
    let paper = seen.paper.unwrap();
    assert!((paper.width - 210.0).abs() < 0.1 && (paper.height - 297.0).abs() < 0.1, "{paper:?}");
    assert!((paper.margins[3] - 30.0).abs() < 0.5, "{paper:?}");
    let number = seen.page_number.clone().unwrap();
    assert!(number.top && !number.on_first && number.stands == Stands::Centre && number.size == Some(13.0));
    let written: Vec<&Text> = pages.iter().flatten().filter(|line| line.words != "2").collect();
    assert_eq!(seen.lines.len(), written.len());
    for (line, written) in seen.lines.iter().zip(written) {
        assert_eq!(line.text, written.words);
        let run = &line.runs[0];
        assert_eq!((line.runs.len(), run.size), (1, Some(written.size)), "{}", line.text);
        assert!(written.style == 'z' || run.face.as_deref() == Some("Libertinus Serif"), "{run:?}");
        let (bold, italic) = (matches!(written.style, 'b' | 'z'), matches!(written.style, 'i' | 'z'));
        assert_eq!((run.bold, run.italic), (bold, italic), "{}", line.text);
        match (line.rule, written.rule) {
            (Some(seen), Some(written)) => assert!((seen - written).abs() < 0.02, "{}: {seen}", line.text),
            (seen, written) => assert_eq!(seen, written, "{}", line.text),
        }
    }
}

#[test]
fn cells_are_recognised_in_print() {
    use Cell::*;
    let seen = seen(&plan());
    let got: Vec<Cell> = cells(&seen).into_iter().map(|(_, cell)| cell).collect();
    let head = [Parent, Nation, Issuer, Motto, Number, PlaceDay, Title, Subject];
    let text = [Body; 8];
    let end = [Recipients, Authority, Recipient, Authority, Recipient, Recipient, Signer];
    assert_eq!(got, [head.as_slice(), &text, &end].concat());
}

#[test]
fn a_clean_page_has_no_fault_and_planted_ones_are_found() {
    assert_eq!(told(&plan()), Vec::<String>::new());
    let faulty = |change: &dyn Fn(&mut Vec<Vec<Text>>)| {
        let mut pages = plan();
        change(&mut pages);
        told(&pages)
    };
    assert_eq!(faulty(&|pages| pages[0][6].size = 16.0), ["form.size"]);
    assert_eq!(faulty(&|pages| pages[0][6].style = 'r'), ["form.bold"]);
    assert_eq!(faulty(&|pages| pages[0][5].style = 'r'), ["form.italic"]);
    assert_eq!(faulty(&|pages| pages[0][3].rule = Some(0.5)), ["form.rule"]);
    assert_eq!(faulty(&|pages| pages[0][2].rule = None), ["form.rule"]);
    assert_eq!(faulty(&|pages| pages[0][4].words = "Số: 5/KH-THPTĐS".into()), ["form.number-zero"]);
    assert_eq!(faulty(&|pages| pages[0][5].words = "Đồi Sim, ngày 4 tháng 9 năm 2026".into()), ["form.day-zero"]);
    assert_eq!(faulty(&|pages| pages[1].retain(|line| line.words != "2")), ["form.page-number"]);
    assert_eq!(faulty(&|pages| pages[1][0].base = 810.0), ["form.page-number"]);
    assert_eq!(
        faulty(&|pages| pages[0][12].words = "3. Làm đúng tiến độ cùng các tổ".into()),
        ["structure.number-order"]
    );
}

#[test]
fn a_fault_points_to_its_place_on_the_page() {
    let mut pages = plan();
    pages[1][3].size = 15.0;
    let findings = of_seen(&seen(&pages), &Context::default());
    let place = findings.iter().find(|one| one.rule == "form.size").map(|one| one.place.clone());
    let Some(Place::Page { page: 1, rect: [left, top, width, height] }) = place else { panic!("{place:?}") };
    assert!((left - sheet::LEFT).abs() < 1.0 && top < 140.0 && top + height > 140.0 && width > 40.0);
}

#[test]
fn broken_files_are_refused_and_never_panic() {
    let good = pdf(&plan());
    // Any panic would be told as `damaged`, so that only hanging and crashing show here.
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let (mut read, mut refused) = (0, 0);
    for round in 0..600 {
        let mut bytes = good.clone();
        for _ in 0..1 + round % 8 {
            let at = random(bytes.len());
            match random(3) {
                0 => bytes[at] = random(256) as u8,
                1 => bytes.truncate(at.max(100)),
                _ => bytes[at] ^= 1 << random(8),
            }
        }
        match seen_of_pdf(&bytes, &PdfLimits::default()) {
            Ok(seen) => read += of_seen(&seen, &Context::default()).len().min(1),
            Err(_) => refused += 1,
        }
    }
    println!("{read} read, {refused} refused");
    assert!(read > 0 && refused > 0);
}

#[test]
fn limits_hold() {
    let bytes = pdf(&plan());
    let limited = |limits: PdfLimits| seen_of_pdf(&bytes, &limits).map_err(|error| error.to_string());
    let limits = PdfLimits::default();
    assert!(limited(PdfLimits { pages: 1, ..limits.clone() }).unwrap_err().contains("pages"));
    assert!(limited(PdfLimits { letters: 100, ..limits.clone() }).unwrap_err().contains("letters"));
    assert!(limited(PdfLimits { content: 100, ..limits.clone() }).unwrap_err().contains("content"));
    assert!(limited(PdfLimits { objects: 3, ..limits.clone() }).unwrap_err().contains("objects"));
    assert!(limited(limits).is_ok());
}
