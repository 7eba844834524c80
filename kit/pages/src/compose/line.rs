//! From runs to lines: words with their glyphs, broken at spaces.

use super::sheet::{Align, Colour, Paragraph, Run};
use crate::faces::Faces;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A stretch of glyphs in one face and size.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) face: usize,
    pub(crate) size: f32,
    pub(crate) text: String,
    /// Glyph, advance in points, bytes of `text`.
    pub(crate) glyphs: Vec<(u32, f32, Range<usize>)>,
    pub(crate) colour: Colour,
}

impl Stretch {
    pub(crate) fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.1).sum()
    }
}

/// A finished line.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) stretches: Vec<Stretch>,
    /// Width of what is seen.
    pub(crate) width: f32,
    /// Start, from the left edge of the paragraph.
    pub(crate) x: f32,
    /// Above and below the baseline, with the line spacing.
    pub(crate) ascent: f32,
    pub(crate) descent: f32,
}

#[derive(Clone, Copy)]
struct Letter {
    letter: char,
    face: usize,
    glyph: u32,
    size: f32,
    advance: f32,
}

/// Breaks a paragraph for a width. An empty paragraph has one empty line.
pub(crate) fn lines(paragraph: &Paragraph, faces: &Faces, width: f32) -> Vec<Line> {
    let mut done = Vec::new();
    let left = paragraph.left_mm * super::MM;
    let mut first = paragraph.first_mm * super::MM;
    for part in letters(paragraph, faces).split(|letter| letter.letter == '\n') {
        let mut rest = part;
        loop {
            let room = (width - left - first).max(1.0);
            let taken = fitting(rest, room);
            let (now, later) = rest.split_at(taken);
            let skip = later.iter().take_while(|letter| letter.letter == ' ').count();
            let later = &later[skip..];
            done.push(line(now, paragraph, faces, (left + first, room), later.is_empty()));
            first = 0.0;
            rest = later;
            if rest.is_empty() {
                break;
            }
        }
    }
    done
}

fn letters(paragraph: &Paragraph, faces: &Faces) -> Vec<Letter> {
    let mut all = Vec::new();
    for run in &paragraph.runs {
        let (text, size) = (run.text.nfc().collect::<String>(), size_of(run, paragraph));
        let style = faces.able(Faces::style(run.bold, run.italic), &text);
        for letter in text.chars() {
            let shown = match letter {
                '\t' => ' ',
                '\n' => '\n',
                other if other.is_control() => continue,
                other => other,
            };
            let (face, glyph, advance) = faces.glyph(style, if shown == '\n' { ' ' } else { shown });
            all.push(Letter { letter: shown, face, glyph, size, advance: advance * size });
        }
    }
    all
}

/// Sizes are kept within reason, so that a line always has a height.
fn size_of(run: &Run, paragraph: &Paragraph) -> f32 {
    let size = if run.size > 0.0 { run.size } else { paragraph.size };
    if size.is_finite() { size.clamp(1.0, 200.0) } else { 13.0 }
}

/// How many letters go on a line: up to the last space that fits; a word longer than the line is cut.
fn fitting(letters: &[Letter], room: f32) -> usize {
    let (mut used, mut last) = (0.0, None);
    for (index, letter) in letters.iter().enumerate() {
        if letter.letter == ' ' {
            last = Some(index);
        } else if used + letter.advance > room + 0.01 {
            return last.filter(|&index| index > 0).unwrap_or(index.max(1));
        }
        used += letter.advance;
    }
    letters.len()
}

fn line(letters: &[Letter], paragraph: &Paragraph, faces: &Faces, (x, room): (f32, f32), last: bool) -> Line {
    let end = letters.iter().rposition(|letter| letter.letter != ' ').map_or(0, |index| index + 1);
    let seen = &letters[..end];
    let width: f32 = seen.iter().map(|letter| letter.advance).sum();
    let start = seen.iter().take_while(|letter| letter.letter == ' ').count();
    let gaps = seen[start..].iter().filter(|letter| matches!(letter.letter, ' ' | '\u{a0}')).count();
    let justified = paragraph.align == Align::Justify && !last && gaps > 0;
    let extra = if justified { (room - width).max(0.0) / gaps as f32 } else { 0.0 };
    let shift = match paragraph.align {
        Align::Centre => (room - width) / 2.0,
        Align::Right => room - width,
        Align::Left | Align::Justify => 0.0,
    };
    let mut line = Line { x: x + shift.max(0.0), width: if justified { room } else { width }, ..Line::default() };
    for (index, letter) in seen.iter().enumerate() {
        let gap = index >= start && matches!(letter.letter, ' ' | '\u{a0}');
        push(&mut line.stretches, *letter, if gap { extra } else { 0.0 }, paragraph.colour);
    }
    if let (false, Some(letter)) = (last, seen.last()) {
        // A space that nobody sees keeps the words of two lines apart in the text layer.
        let (face, glyph, advance) = faces.glyph(letter.face, ' ');
        let space = Letter { letter: ' ', face, glyph, size: letter.size, advance: advance * letter.size };
        push(&mut line.stretches, space, 0.0, paragraph.colour);
    }
    measure(&mut line, paragraph, faces);
    line
}

fn push(stretches: &mut Vec<Stretch>, letter: Letter, extra: f32, colour: Colour) {
    let same = |last: &Stretch| last.face == letter.face && last.size == letter.size;
    if !stretches.last().is_some_and(same) {
        let (face, size) = (letter.face, letter.size);
        stretches.push(Stretch { face, size, text: String::new(), glyphs: Vec::new(), colour });
    }
    if let Some(last) = stretches.last_mut() {
        let from = last.text.len();
        // In the text layer a fixed space is a space like any other.
        last.text.push(if letter.letter == '\u{a0}' { ' ' } else { letter.letter });
        last.glyphs.push((letter.glyph, letter.advance + extra, from..last.text.len()));
    }
}

/// Height of the line: the largest face on it, or the paragraph's own size where it is empty.
fn measure(line: &mut Line, paragraph: &Paragraph, faces: &Faces) {
    let own = size_of(&Run::default(), paragraph);
    let sizes = line.stretches.iter().map(|stretch| (stretch.face % 4, stretch.size));
    let empty = line.stretches.is_empty().then_some((0, own));
    for (face, size) in sizes.chain(empty) {
        let face = faces.face(face);
        let extra = face.line() * (paragraph.spacing.clamp(0.5, 5.0) - 1.0) + face.leading;
        line.ascent = line.ascent.max((face.ascent + extra) * size);
        line.descent = line.descent.max(face.descent * size);
    }
}
