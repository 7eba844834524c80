//! Lines of print to what a file shows: margins, page numbers, type.

use super::device::Style;
use super::lines::{Print, Sheet};
use crate::seen::{Line, PageNumber, Paper, Run, Seen, Stands};

/// Points to millimetres.
const MM: f32 = 25.4 / 72.0;
/// How high letters reach above the baseline, and how deep below, as shares of the size.
const ASCENT: f32 = 0.9;
const DESCENT: f32 = 0.22;
/// A page number stands in the outer part of the page: this share of its height.
const EDGE: f32 = 0.09;
/// How far the middle of a line may be from the middle of the text, points.
const MIDDLE: f32 = 4.0;
/// Margins need not be equal: how far a number in the middle may be from the middle of the page, points.
const PAGE_MIDDLE: f32 = 26.0;

pub(super) fn seen(mut sheets: Vec<Sheet>, styles: &[Style]) -> Seen {
    let page_number = page_number(&mut sheets);
    let Some(first) = sheets.first() else { return Seen { pages: Some(0), ..Seen::default() } };
    let edges = edges(&sheets);
    let paper = edges.map(|[left, top, right, bottom]| Paper {
        width: first.width * MM,
        height: first.height * MM,
        margins: [top * MM, (first.width - right) * MM, (first.height - bottom) * MM, left * MM],
    });
    let [left, _, right, _] = edges.unwrap_or_default();
    let mut lines = Vec::new();
    for (page, sheet) in sheets.iter().enumerate() {
        for print in &sheet.lines {
            lines.push(line(print, page, lines.len(), [left, right], styles));
        }
    }
    Seen { paper, pages: Some(sheets.len()), lines, page_number }
}

/// Left, top, right and bottom edge of the text on upright pages like the first.
fn edges(sheets: &[Sheet]) -> Option<[f32; 4]> {
    let first = sheets.first()?;
    let like = |sheet: &&Sheet| (sheet.width - first.width).abs() < 2.0 && (sheet.height - first.height).abs() < 2.0;
    let lines = || sheets.iter().filter(like).flat_map(|sheet| &sheet.lines);
    lines().next()?;
    Some([
        lines().map(|line| line.left).fold(f32::MAX, f32::min),
        lines().map(|line| line.base - line.size * ASCENT).fold(f32::MAX, f32::min),
        lines().map(|line| line.right).fold(0.0, f32::max),
        lines().map(|line| line.base + line.size * DESCENT).fold(0.0, f32::max),
    ])
}

/// Takes the page numbers out of the lines and tells how they stand.
fn page_number(sheets: &mut [Sheet]) -> Option<PageNumber> {
    let mut out: Option<PageNumber> = None;
    let mut on_first = false;
    for (page, sheet) in sheets.iter_mut().enumerate() {
        let outer = |line: &Print| line.base < sheet.height * EDGE || line.base > sheet.height * (1.0 - EDGE);
        let number = |line: &Print| {
            let text = line.text();
            let digits = text.trim_matches(['-', '–', ' ', '.']);
            !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let Some(at) = sheet.lines.iter().position(|line| outer(line) && number(line)) else { continue };
        let line = sheet.lines.remove(at);
        on_first |= page == 0;
        let middle = (line.left + line.right) / 2.0 - sheet.width / 2.0;
        let stands = match middle {
            _ if middle.abs() <= PAGE_MIDDLE => Stands::Centre,
            _ if middle < 0.0 => Stands::Left,
            _ => Stands::Right,
        };
        let top = line.base < sheet.height / 2.0;
        // The second page shows the usual one.
        if out.is_none() || page == 1 {
            out = Some(PageNumber { top, stands, size: Some(line.size), on_first: false });
        }
    }
    out.map(|number| PageNumber { on_first, ..number })
}

fn line(print: &Print, page: usize, index: usize, [left, right]: [f32; 2], styles: &[Style]) -> Line {
    let (before, after) = (print.left - left, right - print.right);
    let centred = before > 10.0 && after > 10.0 && (before - after).abs() / 2.0 < MIDDLE;
    let top = print.base - print.size * ASCENT;
    Line {
        index,
        text: print.text(),
        runs: runs(print, styles),
        stands: centred.then_some(Stands::Centre),
        indent: (!centred).then_some(before * MM),
        page: Some(page),
        rect: Some([print.left, top, print.right - print.left, print.size * (ASCENT + DESCENT)]),
        cell: print.in_table.then_some([page, 0, 0]),
        rule: print.rule,
        ..Line::default()
    }
}

/// Stretches of one style and size; none where a letter's style is not known.
fn runs(print: &Print, styles: &[Style]) -> Vec<Run> {
    let mut runs: Vec<(usize, f32, usize, usize)> = Vec::new();
    for (at, letter) in print.letters.iter().enumerate() {
        let Some(style) = letter.style else { return Vec::new() };
        match runs.last_mut().filter(|run| run.0 == style && (run.1 - letter.size).abs() < 0.05) {
            Some(run) => run.3 = at + 1,
            None => runs.push((style, letter.size, at, at + 1)),
        }
    }
    let run = |(style, size, from, to): (usize, f32, usize, usize)| {
        let style = styles.get(style)?;
        Some(Run {
            from,
            to,
            size: Some((size * 10.0).round() / 10.0),
            bold: style.bold,
            italic: style.italic,
            face: Some(style.face.clone()),
            capitals: false,
            colour: style.colour.clone(),
        })
    };
    runs.into_iter().filter_map(run).collect()
}
