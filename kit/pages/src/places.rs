//! Finds the blanks for number and date on the first page, from the places of its letters.

use crate::guard;
use crate::limits::{Limits, PageError, What};
use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::kurbo::{BezPath, Point, Rect};

/// The heading stands in the upper part of the page: below this share nothing is looked for.
const UPPER: f64 = 0.45;
/// Letters on one baseline differ by less than this share of their size.
const SAME_LINE: f64 = 0.25;
const MOST_LETTERS: usize = 50_000;

/// A place left free on page 1; points from the top left of the page as it is shown, `y` the baseline.
#[derive(Debug, Clone, PartialEq)]
pub enum Blank {
    /// Between `Số:` and `/`.
    Number {
        /// Baseline.
        y: f32,
        /// Size of the letters around it.
        size: f32,
        /// From and to.
        at: (f32, f32),
    },
    /// `ngày … tháng … năm …`.
    Date {
        /// Baseline.
        y: f32,
        /// Size of the letters around it.
        size: f32,
        /// Between `ngày` and `tháng`.
        day: (f32, f32),
        /// Between `tháng` and `năm`.
        month: (f32, f32),
        /// Behind `năm`, if no year stands there.
        year: Option<(f32, f32)>,
    },
}

/// Finds blanks in the text layer of page 1. Only what is found exactly once is returned; a scan has none.
///
/// # Errors
/// As the parser finds it; a page without blanks is no error.
pub fn find_blanks(bytes: &[u8], limits: &Limits) -> Result<Vec<Blank>, PageError> {
    if crate::sniff(bytes) != crate::Kind::Pdf {
        return Err(PageError::NotRecognised);
    }
    let (bytes, inner) = (guard::taken(bytes, limits)?, limits.clone());
    guard::bounded(limits, move || {
        let pdf = crate::image::opened(&bytes, &inner)?;
        let page = pdf.pages().first().ok_or(PageError::NoPage(1))?;
        let (width, height) = page.render_dimensions();
        let (area, cache) = (Rect::new(0.0, 0.0, width.into(), height.into()), InterpreterCache::new());
        let start = page.initial_transform(true);
        let start = hayro::hayro_interpret::util::TransformExt::to_kurbo(&start);
        let mut context = Context::new(start, area, &cache, page.xref(), InterpreterSettings::default());
        let mut reader = Reader { letters: Vec::new(), over: false, bottom: f64::from(height) * UPPER };
        interpret_page(page, &mut context, &mut reader);
        if reader.over {
            return Err(PageError::over(What::Text, MOST_LETTERS));
        }
        let lines = lines(reader.letters);
        Ok(only(lines.iter().filter_map(|line| number(line)))
            .into_iter()
            .chain(only(lines.iter().filter_map(|line| date(line))))
            .collect())
    })
}

/// The one thing found; of two, neither is sure.
fn only(mut found: impl Iterator<Item = Blank>) -> Option<Blank> {
    found.next().filter(|_| found.next().is_none())
}

#[derive(Debug, Clone, Copy)]
struct Letter {
    letter: char,
    x: f64,
    y: f64,
    size: f64,
}

/// Collects letters instead of drawing them.
struct Reader {
    letters: Vec<Letter>,
    over: bool,
    bottom: f64,
}

impl<'a> Device<'a> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let place = props.transform * glyph.transform();
            let (at, up) = (place * Point::ZERO, place * Point::new(0.0, 1000.0));
            // Only upright letters; others are watermarks or notes in the margin.
            if self.over || (up.x - at.x).abs() > 1.0 || up.y >= at.y || at.y > self.bottom {
                continue;
            }
            let text = match glyph.as_unicode() {
                Some(BfString::Char(letter)) => letter.to_string(),
                Some(BfString::String(text)) => text,
                None => continue,
            };
            self.letters.extend(text.chars().map(|letter| Letter { letter, x: at.x, y: at.y, size: at.y - up.y }));
            self.over = self.letters.len() > MOST_LETTERS;
        }
    }
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Letters by baseline, from left to right, spaces left out.
fn lines(mut letters: Vec<Letter>) -> Vec<Vec<Letter>> {
    letters.retain(|letter| !letter.letter.is_whitespace());
    letters.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<Vec<Letter>> = Vec::new();
    for letter in letters {
        match lines.last_mut() {
            Some(line) if line.last().is_some_and(|last| letter.y - last.y < letter.size * SAME_LINE) => {
                line.push(letter)
            }
            _ => lines.push(vec![letter]),
        }
    }
    lines.iter_mut().for_each(|line| line.sort_by(|a, b| a.x.total_cmp(&b.x)));
    lines
}

/// Position behind the first occurrence of a word; letters compare in lower case and composed form.
fn behind(line: &[Letter], from: usize, word: &str) -> Option<(usize, usize)> {
    let word: Vec<char> = word.chars().collect();
    let same =
        |window: &[Letter]| window.iter().zip(&word).all(|(letter, wanted)| letter.letter.to_lowercase().eq([*wanted]));
    let at = line.get(from..)?.windows(word.len()).position(same)? + from;
    Some((at, at + word.len()))
}

/// Whether only dots fill a place.
fn dotted(letters: &[Letter]) -> bool {
    letters.iter().all(|letter| matches!(letter.letter, '.' | '…' | '_' | '·' | '‥'))
}

/// Right edge of a letter; the width is that of the usual text faces.
fn end(letter: &Letter) -> f32 {
    let share = match letter.letter {
        ':' => 0.3,
        'm' => 0.78,
        _ => 0.5,
    };
    (letter.x + letter.size * share) as f32
}

fn number(line: &[Letter]) -> Option<Blank> {
    let (_, start) = behind(line, 0, "số:")?;
    let slash = start + line.get(start..)?.iter().position(|letter| letter.letter == '/')?;
    let symbol = line.get(slash + 1).is_some_and(|letter| letter.letter.is_alphabetic());
    let colon = line.get(start - 1)?;
    let at = (end(colon), line.get(slash)?.x as f32);
    let room = f64::from(at.1 - at.0) > colon.size * 0.5;
    (symbol && room && dotted(&line[start..slash])).then_some(Blank::Number {
        y: colon.y as f32,
        size: colon.size as f32,
        at,
    })
}

fn date(line: &[Letter]) -> Option<Blank> {
    let (_, day) = behind(line, 0, "ngày")?;
    let (month_word, month) = behind(line, day, "tháng")?;
    let (year_word, year) = behind(line, month, "năm")?;
    if !dotted(&line[day..month_word]) || !dotted(&line[month..year_word]) {
        return None;
    }
    let last = line.get(year - 1)?;
    let digits = line[year..].iter().filter(|letter| letter.letter.is_ascii_digit()).count();
    let from = end(last);
    // Four digits are two letters' heights wide.
    let open = (digits < 4).then_some((from, from + (last.size * 2.5) as f32));
    let gap = |from: usize, to: usize| Some((end(line.get(from - 1)?), line.get(to)?.x as f32));
    Some(Blank::Date {
        y: last.y as f32,
        size: last.size as f32,
        day: gap(day, month_word)?,
        month: gap(month, year_word)?,
        year: open,
    })
}
