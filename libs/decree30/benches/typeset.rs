//! How long two pages take, the first time and when the program is warm, and what the largest draft takes.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may stop")]

#[path = "../tests/samples/mod.rs"]
mod samples;

use std::time::{Duration, Instant};

use decree30::Draft;
use decree30::draft::{Block, Level};
use decree30::typeset::{Faces, Options, typeset};

const ROUNDS: usize = 200;
/// What it must reach for two pages, milliseconds: warm and first.
const WANTED: [f64; 2] = [15.0, 60.0];

fn main() {
    let started = Instant::now();
    let faces = Faces::find(None).unwrap();
    let options = Options::new("2026-10-05T03:00:00Z".parse().unwrap(), "decree30 bench");
    let once = |draft: &Draft| {
        let start = Instant::now();
        let set = typeset(draft, &options, &faces).unwrap();
        (start.elapsed(), set.pages)
    };
    println!("face: {:?}, found in {:.1} ms", faces.report().family, ms(started.elapsed()));
    let (first, pages) = once(&samples::two_pages());
    println!("first, {pages} pages: {:.1} ms (wanted: {} ms)", ms(first), WANTED[1]);

    // Other words each time, as somebody types.
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|round| {
            let mut draft = samples::two_pages();
            draft.subject = format!("{} lần {round}", draft.subject);
            draft.blocks.push(Block::new(Level::Paragraph, &format!("Sửa lần {round}.")));
            once(&draft).0
        })
        .collect();
    times.sort();
    let at = |share: usize| ms(times[times.len() * share / 100]);
    println!("warm, {pages} pages: median {:.1} ms, 95 % {:.1} ms (wanted: {} ms)", at(50), at(95), WANTED[0]);

    let words = "Nhà trường giao các tổ rà soát, lập danh mục và báo cáo kết quả theo quy định. ".repeat(8);
    let long = |count: usize| Draft {
        blocks: (0..count).map(|_| Block::new(Level::Clause, &words)).collect(),
        ..samples::two_pages()
    };
    for count in [100, 1_600] {
        let (time, pages) = once(&long(count));
        println!("{count} paragraphs, {pages} pages: {:.0} ms", ms(time));
    }
    let start = Instant::now();
    let refused = typeset(&long(9_000), &options, &faces).unwrap_err();
    println!("9000 paragraphs: {} after {:.1} ms", refused.code(), ms(start.elapsed()));
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default());
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
