//! Letters to lines of print.

use hayro_interpret::kurbo::Rect;

use super::device::{Letter, Page};

/// Letters on one line have baselines that differ by less than this share of their size.
const SAME_LINE: f32 = 0.25;
/// Gaps as shares of the size: a word ends; a column ends; a column ends where a blank was written too.
const WORD: f32 = 0.15;
const COLUMN: f32 = 0.9;
const COLUMN_BEHIND_BLANK: f32 = 1.5;
/// A rule below a line is nearer than this share of its size, and a little.
const NEAR: f32 = 1.3;
const LITTLE: f32 = 4.0;

/// A line of print, before it is one of [`crate::seen`].
pub(super) struct Print {
    /// Letters with those blanks that only show as gaps.
    pub letters: Vec<Letter>,
    pub left: f32,
    pub right: f32,
    pub base: f32,
    pub size: f32,
    /// Share of its width that a rule below it has.
    pub rule: Option<f32>,
    /// Between vertical rules.
    pub in_table: bool,
}

/// A page with its lines.
pub(super) struct Sheet {
    pub width: f32,
    pub height: f32,
    pub lines: Vec<Print>,
}

impl Print {
    pub fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.letter).collect()
    }
}

/// Lines from top to bottom, on one height from left to right.
pub(super) fn lines(page: Page) -> Vec<Print> {
    let Page { mut letters, rules } = page;
    letters.retain(|letter| letter.size > 0.5 && letter.base.is_finite() && letter.left.is_finite());
    letters.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut out = Vec::new();
    let mut row: Vec<Letter> = Vec::new();
    for letter in letters {
        if row.last().is_some_and(|last| letter.base - last.base >= letter.size.min(last.size) * SAME_LINE) {
            parts(std::mem::take(&mut row), &mut out);
        }
        row.push(letter);
    }
    parts(row, &mut out);
    ruled(&mut out, &rules);
    out
}

/// Parts the letters of one height where a column ends.
fn parts(mut row: Vec<Letter>, out: &mut Vec<Print>) {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut part: Vec<Letter> = Vec::new();
    for letter in row {
        if let Some(last) = part.last().copied() {
            let gap = (letter.left - last.right) / letter.size.max(last.size);
            let blank = last.letter.is_whitespace() || letter.letter.is_whitespace();
            if gap > if blank { COLUMN_BEHIND_BLANK } else { COLUMN } {
                print(std::mem::take(&mut part), out);
            } else if gap > WORD && !blank {
                part.push(Letter { letter: ' ', left: last.right, right: letter.left, ..last });
            }
        }
        part.push(letter);
    }
    print(part, out);
}

fn print(mut letters: Vec<Letter>, out: &mut Vec<Print>) {
    let blank = |letter: &Letter| letter.letter.is_whitespace();
    let end = letters.iter().rposition(|letter| !blank(letter)).map_or(0, |last| last + 1);
    letters.truncate(end);
    let start = letters.iter().position(|letter| !blank(letter)).unwrap_or(0);
    letters.drain(..start);
    let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return };
    let (left, right, base) = (first.left, last.right, first.base);
    let size = letters.iter().map(|letter| letter.size).fold(0.0, f32::max);
    out.push(Print { left, right, base, size, rule: None, in_table: false, letters });
}

/// Finds the rules below lines, and what stands between vertical rules.
fn ruled(lines: &mut [Print], rules: &[Rect]) {
    let (mut flat, upright): (Vec<&Rect>, Vec<&Rect>) = rules.iter().partition(|rule| rule.width() >= rule.height());
    flat.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    let grid = grid(&upright);
    for line in lines {
        let (base, width) = (f64::from(line.base), f64::from(line.right - line.left));
        let (left, right) = (f64::from(line.left), f64::from(line.right));
        let from = flat.partition_point(|rule| rule.y0 < base - 1.0);
        let reach = base + f64::from(line.size * NEAR + LITTLE);
        let below = flat.iter().skip(from).take_while(|rule| rule.y0 <= reach).find(|rule| {
            let middle = rule.center().x;
            middle > left && middle < right
        });
        line.rule = below.filter(|_| width > 0.0).map(|rule| (rule.width() / width) as f32);
        let spans = grid.partition_point(|span| span[1] < base);
        line.in_table =
            grid.get(spans).is_some_and(|[top, _, first, last]| *top < base && *first < left && *last > right);
    }
}

/// Where vertical rules stand: spans of height that do not touch, each with its outermost rules.
fn grid(upright: &[&Rect]) -> Vec<[f64; 4]> {
    let mut rules: Vec<_> = upright.to_vec();
    rules.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    let mut spans: Vec<[f64; 4]> = Vec::new();
    for rule in rules {
        match spans.last_mut().filter(|span| rule.y0 <= span[1] + 2.0) {
            Some(span) => {
                span[1] = span[1].max(rule.y1);
                span[2] = span[2].min(rule.x0);
                span[3] = span[3].max(rule.x1);
            }
            None => spans.push([rule.y0, rule.y1, rule.x0, rule.x1]),
        }
    }
    spans
}
