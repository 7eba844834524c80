//! A Word file as it looks, for the checks.

use super::limits::{Limits, WordError};
use super::measure;
use super::story::{self, PAGE, Paragraph};
use crate::seen::{Line, Run, Seen};

/// Reads a file as it looks: every paragraph with its effective type, also those in tables and text boxes.
///
/// # Errors
/// [`WordError`] when it is no Word file, is damaged, or is over a bound.
pub fn seen(bytes: &[u8], limits: &Limits) -> Result<Seen, WordError> {
    let story = story::open(bytes, limits)?;
    let mut lines = Vec::new();
    // Rules are drawn at one paragraph and stand below another.
    let mut last = None;
    story::paragraphs(&story.items, &mut |paragraph| {
        let index = lines.len();
        let line = line(paragraph, index);
        if !line.text.trim().is_empty() {
            if let (Some(rule), Some((before, room))) = (rule(paragraph, true), last) {
                draw_below(&mut lines, before, room, rule);
            }
            last = Some((index, paragraph.room));
        }
        let empty = line.text.trim().is_empty();
        lines.push(line);
        let below = rule(paragraph, false).or_else(|| if empty { rule(paragraph, true) } else { None });
        if let (Some(rule), Some((at, room))) = (below, last) {
            draw_below(&mut lines, at, room, rule);
        }
    });
    let paper = story.sections.first().map(|section| section.paper);
    Ok(Seen { paper, pages: None, lines, page_number: story.page_number })
}

fn rule(paragraph: &Paragraph, above: bool) -> Option<f32> {
    paragraph.rules.iter().find(|rule| rule.above == above).map(|rule| rule.length)
}

/// As a share of the last line in the paragraph; one that is wider than its room fills it.
fn draw_below(lines: &mut [Line], at: usize, room: f32, length: f32) {
    let Some(line) = lines.get_mut(at) else { return };
    let width = if room > 0.0 { last_width(line).min(room) } else { last_width(line) };
    if width > 0.0 {
        line.rule = Some(length / width);
    }
}

/// Width of the words behind the last break, millimetres.
fn last_width(line: &Line) -> f32 {
    let letters: Vec<char> = line.text.trim_end().chars().collect();
    let from = letters.iter().rposition(|letter| *letter == '\n').map_or(0, |at| at + 1);
    line.runs
        .iter()
        .map(|run| {
            let part = letters.get(run.from.max(from)..run.to.min(letters.len())).unwrap_or_default();
            let words: String = part.iter().collect();
            measure::width(&words, run.size.unwrap_or(14.0), run.bold, run.capitals)
        })
        .sum()
}

fn line(paragraph: &Paragraph, index: usize) -> Line {
    let (mut text, mut runs, mut at) = (String::new(), Vec::new(), 0);
    for piece in paragraph.pieces.iter().filter(|piece| !piece.hidden) {
        let to = at + piece.text.chars().count();
        text.extend(piece.text.chars().map(|letter| if letter == PAGE { '\n' } else { letter }));
        runs.push(Run {
            from: at,
            to,
            size: piece.size,
            bold: piece.bold,
            italic: piece.italic,
            face: piece.face.clone(),
            capitals: piece.capitals,
            colour: piece.colour.clone(),
        });
        at = to;
    }
    Line {
        index,
        text,
        runs,
        stands: paragraph.stands,
        indent: paragraph.indent,
        around: Some(paragraph.around),
        spacing: paragraph.spacing,
        page: None,
        rect: None,
        cell: paragraph.cell,
        rule: None,
        number: paragraph.number.clone(),
    }
}
