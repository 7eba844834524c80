//! Lines of print: a paragraph of a Word file may hold several.

use crate::check::tokens::folded;
use crate::seen::{Line, Seen};

/// Breaks inside one paragraph beyond this many count as blanks.
const MOST_BREAKS: usize = 40;

/// A line of print and its type.
pub(super) struct Row<'a> {
    pub line: &'a Line,
    /// Its words as they are shown: capitals by type are capitals; with the number of the file's own numbering.
    pub text: String,
    pub folded: String,
    pub look: Look,
}

/// The type of most of its letters.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Look {
    pub size: Option<f32>,
    pub face: Option<String>,
    /// The first colour that is not black.
    pub colour: Option<String>,
    pub bold: bool,
    pub italic: bool,
    /// Whether its first letters are bold, for lines that begin with a number in bold.
    pub begins_bold: bool,
}

/// All rows; a blank one has no words.
pub(super) fn rows(seen: &Seen) -> Vec<Row<'_>> {
    seen.lines.iter().flat_map(rows_of).collect()
}

fn rows_of(line: &Line) -> Vec<Row<'_>> {
    let mut out = Vec::new();
    let mut from = 0;
    for piece in line.text.splitn(MOST_BREAKS, '\n') {
        let to = from + piece.chars().count();
        let mut text = shown(line, piece, from).trim().to_owned();
        if let (0, Some(number), false) = (from, &line.number, text.is_empty()) {
            text = format!("{number} {text}");
        }
        out.push(Row { line, folded: folded(&text), text, look: look(line, from, to) });
        from = to + 1;
    }
    out
}

/// The words as they look.
fn shown(line: &Line, piece: &str, from: usize) -> String {
    if !line.runs.iter().any(|run| run.capitals) {
        return piece.to_owned();
    }
    // How many runs in capitals begin and end at each letter: one walk, however many there are.
    let length = line.text.chars().count();
    let mut turns = vec![0_i32; length + 1];
    for run in line.runs.iter().filter(|run| run.capitals && run.from < run.to) {
        turns[run.from.min(length)] += 1;
        turns[run.to.min(length)] -= 1;
    }
    let mut open: i32 = turns.iter().take(from).sum();
    let mut out = String::with_capacity(piece.len());
    for (at, letter) in piece.chars().enumerate() {
        open += turns.get(from + at).copied().unwrap_or_default();
        if open > 0 { out.extend(letter.to_uppercase()) } else { out.push(letter) }
    }
    out
}

fn look(line: &Line, from: usize, to: usize) -> Look {
    let here = || {
        line.runs.iter().filter_map(move |run| {
            let length = run.to.min(to).saturating_sub(run.from.max(from));
            (length > 0).then_some((run, length))
        })
    };
    let all: usize = here().map(|(_, length)| length).sum();
    let most = here().max_by_key(|(_, length)| *length).map(|(run, _)| run);
    let share = |wanted: fn(&crate::seen::Run) -> bool| {
        2 * here().filter(|(run, _)| wanted(run)).map(|(_, length)| length).sum::<usize>() > all
    };
    Look {
        size: most.and_then(|run| run.size),
        face: most.and_then(|run| run.face.clone()),
        colour: here().find_map(|(run, _)| run.colour.clone().filter(|colour| !is_black(colour))),
        bold: share(|run| run.bold),
        italic: share(|run| run.italic),
        begins_bold: here().next().is_some_and(|(run, _)| run.bold),
    }
}

/// Whether nobody would see that it is not black.
fn is_black(colour: &str) -> bool {
    /// Of 255.
    const DARK: u8 = 0x33;
    let part = |at: usize| colour.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok());
    [0, 2, 4].into_iter().all(|at| part(at).is_none_or(|part| part <= DARK))
}
