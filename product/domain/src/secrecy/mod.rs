//! Recognises a document that *bears* a mark of state secrets (MẬT, TỐI MẬT, TUYỆT MẬT), and lets pass one that speaks
//! *about* secrecy (Law 117/2025/QH15; the mark's place is cell 10a of Decree 30/2020, Annex I).
//!
//! A mark is looked for where it can stand: in the head of page one before the body begins, at the upper and lower edge
//! of every page, in metadata and file names. It stands alone (also framed, or with spaced letters), beside number or
//! date where columns ran together, or as a field "Độ mật: Mật". Nothing of the text is kept in what is returned.
//! Symbols of registers are not used: no source names a pattern.

pub mod purge;
mod words;

use crate::codes::codes;
use words::{alone, beside, bracketed, cells, composed, field, is_cut_title};

codes! {
/// Level of secrecy, in ascending order.
Level {
    /// Mật.
    Secret = "secret",
    /// Tối mật.
    HighlySecret = "highly-secret",
    /// Tuyệt mật.
    TopSecret = "top-secret",
}
}

codes! {
/// How a mark was recognised.
How {
    /// Alone on its line or in its cell, framed or with spaced letters too.
    Alone = "alone",
    /// Beside the number or the date.
    Beside = "beside",
    /// As a field, "Độ mật: Mật".
    Field = "field",
    /// In brackets in metadata or a file name.
    Bracketed = "bracketed",
}
}

/// Where a piece of text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A page, counted from 1, in reading order.
    Page(u32),
    /// A metadata value, a form field, or a file name.
    Metadata,
}

/// A piece of extracted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Where it comes from.
    pub place: Place,
    /// The text.
    pub text: &'a str,
}

/// A mark that was found. Says where, never what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its level.
    pub level: Level,
    /// How it was recognised.
    pub how: How,
    /// Which of the pieces given.
    pub piece: usize,
    /// Line of the piece, counted from 0.
    pub line: usize,
}

/// Lines of the head of page one, at most; blank ones are not counted.
const HEAD: usize = 30;
/// Lines at the edge of a page.
const EDGE: usize = 2;
/// Longest line that is looked at, in bytes; marks stand in short ones.
const LONGEST: usize = 600;
/// Lines of a piece that are looked at.
const MOST_LINES: usize = 20_000;

/// The marks that the pieces bear; empty when none. Lists of samples, two levels or more on lines of their own outside
/// the head, are no marks.
#[must_use]
pub fn marks(pieces: &[Piece<'_>]) -> Vec<Mark> {
    pieces.iter().enumerate().flat_map(|(at, piece)| of_piece(at, piece)).collect()
}

fn of_piece(piece: usize, from: &Piece<'_>) -> Vec<Mark> {
    let text = composed(from.text);
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .take(MOST_LINES)
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| (at, if line.len() > LONGEST { "" } else { line }))
        .collect();
    let mark = |line: usize, (level, how): (Level, How)| Mark { level, how, piece, line };
    let Place::Page(page) = from.place else {
        return lines.iter().filter_map(|(at, line)| in_metadata(line).map(|found| mark(*at, found))).collect();
    };
    let head = if page <= 1 { head_of(&lines) } else { 0 };
    let in_head = |at: usize| in_head(lines[at].1, previous(&lines, at));
    let mut found: Vec<Mark> = (0..head).filter_map(|at| in_head(at).map(|found| mark(lines[at].0, found))).collect();
    if !is_sample(&found) {
        found.extend(at_edges(&lines, head).into_iter().map(|(line, level)| mark(line, (level, How::Alone))));
        return found;
    }
    Vec::new()
}

/// All three levels in one head: a page that shows the stamps.
fn is_sample(found: &[Mark]) -> bool {
    Level::ALL.iter().all(|level| found.iter().any(|mark| mark.level == *level))
}

/// How many lines belong to the head: those before the body begins.
fn head_of(lines: &[(usize, &str)]) -> usize {
    lines.iter().take(HEAD).position(|(_, line)| begins_body(line)).unwrap_or(lines.len().min(HEAD))
}

fn begins_body(line: &str) -> bool {
    const FIRST_WORDS: [&str; 9] =
        ["Căn cứ", "Thực hiện", "Điều 1", "1.", "I.", "I ", "Theo đề nghị", "Chương I", "Phần I"];
    let line = line.trim();
    FIRST_WORDS.iter().any(|words| line.starts_with(words)) || line.is_empty()
}

fn previous<'a>(lines: &[(usize, &'a str)], at: usize) -> Option<&'a str> {
    at.checked_sub(1).and_then(|before| lines.get(before)).map(|(_, line)| *line)
}

fn in_head(line: &str, before: Option<&str>) -> Option<(Level, How)> {
    if let Some(level) = alone_after(line, before) {
        return Some((level, How::Alone));
    }
    let in_cell =
        cells(line).filter(|cell| cell.trim() != line.trim()).find_map(alone).map(|level| (level, How::Alone));
    in_cell
        .or_else(|| field(line).map(|level| (level, How::Field)))
        .or_else(|| field_on_next_line(line, before).or_else(|| beside(line).map(|level| (level, How::Beside))))
}

/// A line that is nothing but a mark. "TUYỆT" above "MẬT" makes one mark; the end of a title cut over two lines none.
fn alone_after(line: &str, before: Option<&str>) -> Option<Level> {
    let level = alone(line)?;
    match before {
        Some(before) if level == Level::Secret && is_cut_title(before) => None,
        Some(before) if level == Level::Secret => Some(words::first_half(before).unwrap_or(level)),
        _ => Some(level),
    }
}

/// "Độ mật:" on one line, the level in any letters on the next.
fn field_on_next_line(line: &str, before: Option<&str>) -> Option<(Level, How)> {
    let is_open = before.is_some_and(words::is_open_field);
    if is_open { words::exactly(line).map(|level| (level, How::Field)) } else { None }
}

/// Marks alone at the edges of a page, outside the head; none when they are of several levels.
fn at_edges(lines: &[(usize, &str)], head: usize) -> Vec<(usize, Level)> {
    let last = lines.len().saturating_sub(EDGE);
    let is_edge = |at: usize| at >= head && (at < EDGE || at >= last);
    let all: Vec<_> = (head..lines.len())
        .filter_map(|at| alone_after(lines[at].1, previous(lines, at)).map(|level| (at, level)))
        .collect();
    let is_list = all.iter().any(|(_, level)| *level != all[0].1);
    let edges = all.into_iter().filter(|(at, _)| is_edge(*at) && !is_list);
    edges.map(|(at, level)| (lines[at].0, level)).collect()
}

fn in_metadata(line: &str) -> Option<(Level, How)> {
    let value = line.rsplit_once([':', '=']).map_or(line, |(_, value)| value);
    if let Some(level) = words::exactly(value) {
        return Some((level, if value == line { How::Alone } else { How::Field }));
    }
    field(line).map(|level| (level, How::Field)).or_else(|| bracketed(line).map(|level| (level, How::Bracketed)))
}

#[cfg(test)]
mod tests;
