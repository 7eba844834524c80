//! How long two pages take, the first time and when the program is warm, and what the largest draft takes.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may stop")]

#[path = "../tests/samples/mod.rs"]
mod samples;

use std::time::{Duration, Instant};

use decree30::Draft;
use decree30::draft::{Block, Level, Span, Table, TableCell};
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
    let before = computed();
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|round| {
            let mut draft = samples::two_pages();
            draft.subject = format!("{} lần {round}", draft.subject);
            draft.blocks.push(Block::new(Level::Paragraph, &format!("Sửa lần {round}.")));
            once(&draft).0
        })
        .collect();
    let cpu = (computed() - before) / ROUNDS as f64;
    times.sort();
    let at = |share: usize| ms(times[times.len() * share / 100]);
    let (median, slow) = (at(50), at(95));
    println!("warm, {pages} pages: median {median:.1} ms, 95 % {slow:.1} ms (wanted: {} ms)", WANTED[0]);
    println!("warm, computing alone, whatever else runs on the machine: {cpu:.1} ms");

    let words = "Nhà trường giao các tổ rà soát, lập danh mục và báo cáo kết quả theo quy định. ".repeat(8);
    let long = |count: usize| Draft {
        blocks: (0..count).map(|_| Block::new(Level::Clause, &words)).collect(),
        ..samples::two_pages()
    };
    for count in [100, 1_600] {
        let (time, pages) = once(&long(count));
        println!("{count} paragraphs, {pages} pages: {:.0} ms", ms(time));
    }
    for (name, draft) in worst() {
        let start = Instant::now();
        let told = match typeset(&draft, &options, &faces) {
            Ok(set) => format!("{} pages", set.pages),
            Err(refused) => refused.code().to_owned(),
        };
        println!("{name}: {told}, {:.0} ms, {}", ms(start.elapsed()), most());
    }
    let start = Instant::now();
    let refused = typeset(&long(9_000), &options, &faces).unwrap_err();
    println!("9000 paragraphs: {} after {:.1} ms", refused.code(), ms(start.elapsed()));
}

/// Drafts just below the bounds, each of the kind that costs most.
fn worst() -> Vec<(&'static str, Draft)> {
    let with = |blocks| Draft { blocks, ..samples::two_pages() };
    let cell = |text: &str, rows| TableCell { text: vec![Span::plain(text)], rows, ..TableCell::default() };
    let table = |rows| vec![Block { table: Some(Table { rows, ..Table::default() }), ..Block::new(Level::Table, "") }];
    let tall = (0..4_000).map(|row| if row == 0 { vec![cell("x", 4_999), cell("y", 0)] } else { vec![cell("y", 0)] });
    let stairs = (0..2_000).map(|row| vec![cell("x", if row % 3 == 0 { 2 } else { 0 }); 10]);
    let breaks = (0..1_400).map(|row| Block::new(if row % 2 == 0 { Level::PageBreak } else { Level::Paragraph }, "x"));
    vec![
        ("headings only", with(vec![Block::new(Level::Heading, "x"); 15_000])),
        ("empty cells", with(table(vec![vec![cell("", 0); 30]; 1_400]))),
        ("a cell down the whole table", with(table(tall.collect()))),
        ("cells over three rows", with(table(stairs.collect()))),
        ("one long cell in a narrow column", with(table(vec![vec![cell(&"chữ ".repeat(4_900), 0); 30]]))),
        ("long blocks", with(vec![Block::new(Level::Paragraph, &"nghiêng ".repeat(2_450)); 58])),
        ("numbers and symbols", with(vec![Block::new(Level::Paragraph, &"Điều 3 30/2020/NĐ-CP ".repeat(900)); 58])),
        ("one word", with(vec![Block::new(Level::Paragraph, &"x".repeat(19_000)); 58])),
        ("page breaks", with(breaks.collect())),
        ("subject", Draft { subject: "nghiêng ".repeat(2_450), ..samples::two_pages() }),
        ("signers", Draft { signers: vec![samples::two_pages().signers[0].clone(); 500], ..samples::two_pages() }),
    ]
}

/// Milliseconds that the program has computed, where the system tells; in hundredths of a second.
fn computed() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind.split_whitespace().skip(11).take(2).filter_map(|number| number.parse::<f64>().ok());
    ticks.sum::<f64>() * 10.0
}

/// Most memory since it was asked last, where the system tells.
fn most() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    drop(std::fs::write("/proc/self/clear_refs", "5"));
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
