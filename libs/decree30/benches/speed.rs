//! How long checks take: `cargo bench -p decree30 --no-default-features`.

#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs, reason = "it prints its figures")]

use std::time::{Duration, Instant};

use decree30::check::{Context, of_draft, of_seen};
use decree30::draft::{Block, Draft, LONGEST_BLOCK, Level};
use decree30::seen::{Line, Run, Seen, Stands};

const SENTENCE: &str = "Nhà trường triển khai công tác kiểm tra nội bộ theo Kế hoạch công tác năm ban hành ngày 04 tháng 9 năm 2026 \
của Sở Giáo dục và Đào tạo; các tổ chuyên môn phối hợp thực hiện, báo cáo kết quả trước ngày 25 hằng tháng. ";

/// The best of several runs.
fn best<T>(runs: usize, work: impl Fn() -> T) -> Duration {
    (0..runs)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed()
        })
        .min()
        .unwrap()
}

/// A paragraph of about 500 letters; five fill a page.
fn paragraph(index: usize) -> String {
    format!("{}. {}", index + 1, SENTENCE.repeat(3))
}

fn seen(pages: usize) -> Seen {
    let line = |index: usize| {
        let text = paragraph(index);
        let run =
            Run { to: text.chars().count(), size: Some(14.0), face: Some("Times New Roman".into()), ..Run::default() };
        let stands = Some(Stands::Justified);
        Line { index, text, runs: vec![run], stands, spacing: Some(1.0), around: Some([0.0, 6.0]), ..Line::default() }
    };
    Seen { lines: (0..pages * 5).map(line).collect(), ..Seen::default() }
}

fn draft(pages: usize) -> Draft {
    let block = |index: usize| Block { id: format!("b{index}"), ..Block::new(Level::Paragraph, &paragraph(index)) };
    Draft { kind: "plan".into(), blocks: (0..pages * 5).map(block).collect(), ..Draft::default() }
}

fn main() {
    let context = Context::default();
    println!("file of 20 pages checked: {:?}", best(20, || of_seen(&seen(20), &context)) - best(20, || seen(20)));
    for pages in [20, 200, 2_000] {
        let (draft, file) = (draft(pages), seen(pages));
        let letters: usize = draft.blocks.iter().map(|block| block.words().chars().count()).sum();
        let runs = if pages > 500 { 2 } else { 10 };
        let (structured, shown) = (best(runs, || of_draft(&draft, &context)), best(runs, || of_seen(&file, &context)));
        println!("{pages} pages, {letters} letters: draft {structured:?}, file {shown:?}");
    }
    let pieces = [
        "a",
        " ",
        ",",
        ".",
        "1,",
        "e\u{301}",
        "ngày 4/3/2026 ",
        "bổ xung ",
        "Phụ lục ",
        "(",
        "v.v",
        "số 5/QĐ-A ",
        "Coäng ",
    ];
    for piece in pieces {
        let text = piece.repeat(LONGEST_BLOCK / piece.chars().count());
        let blocks = (0..6).map(|id| Block { id: format!("b{id}"), ..Block::new(Level::Paragraph, &text) });
        let draft = Draft { kind: "plan".into(), blocks: blocks.collect(), ..Draft::default() };
        println!("{piece:?} six times {LONGEST_BLOCK} letters: {:?}", best(2, || of_draft(&draft, &context)));
    }
}
