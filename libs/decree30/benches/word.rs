//! How long Word files of two and of twenty pages take: to look at, to read, to write, to read what is pasted.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may stop")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use decree30::Draft;
use decree30::draft::{Block, Level, Span, Table, TableCell};
use decree30::layout;
use decree30::word::{Limits, blanks, from_html, read, seen, write};

const ROUNDS: usize = 100;
/// Checking has 50 ms in all for twenty pages; looking at them may take half of it.
const WANTED: f64 = 25.0;

fn main() {
    let limits = Limits::default();
    for pages in [2, 20, 200] {
        let draft = of_pages(pages);
        let bytes = write(&draft, layout::current()).unwrap();
        let lines = seen(&bytes, &limits).unwrap().lines.len();
        let html: String =
            draft.blocks.iter().map(|block| format!("<p class=MsoNormal><b>{}</b></p>", block.words())).collect();
        println!("{pages} pages: {lines} paragraphs, {} kB", bytes.len() / 1000);
        tell("seen", || drop(black_box(seen(&bytes, &limits).unwrap())));
        let looked = seen(&bytes, &limits).unwrap();
        tell("blanks", || drop(black_box(blanks(&looked))));
        tell("read", || drop(black_box(read(&bytes, &limits).unwrap())));
        tell("write", || drop(black_box(write(&draft, layout::current()).unwrap())));
        tell("from_html", || drop(black_box(from_html(&html, &limits))));
    }
    println!("wanted: seen of 20 pages in {WANTED} ms");
}

fn tell(what: &str, mut run: impl FnMut()) {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    let first = times[0];
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "  {what}: {:.2} ms in the middle, {:.2} at most, first {:.2}",
        ms(times[ROUNDS / 2]),
        ms(times[ROUNDS - 1]),
        ms(first)
    );
}

/// About so many pages: headings, clauses of four lines, tables of four rows.
fn of_pages(pages: usize) -> Draft {
    let text = "Nhà trường tổ chức cho học sinh đọc sách vào tiết cuối của ngày thứ Sáu hằng tuần, có ghi chép và chia sẻ trước lớp. ";
    let cell = |text: &str| TableCell { text: vec![Span::plain(text)], ..TableCell::default() };
    let row = || ["1", "Đọc sách theo nhóm", "Tổ Ngữ văn", "Hằng tuần"].map(cell).to_vec();
    let table = || Table { head: 1, rows: (0..4).map(|_| row()).collect(), ..Table::default() };
    let block = |index: usize| match index % 8 {
        0 => Block::new(Level::Heading, "Nội dung"),
        4 => Block { level: Level::Table, table: Some(table()), ..Block::default() },
        _ => Block::new(Level::Clause, text.repeat(3).trim()),
    };
    let blocks = (0..pages * 8).map(block).collect();
    Draft { kind: "plan".to_owned(), subject: "Tổ chức đọc sách".to_owned(), blocks, ..Draft::default() }
}
