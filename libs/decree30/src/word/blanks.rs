//! Where an uploaded Word file leaves number and day open, and where one signs.

use super::letters::{fold, heads_recipients, in_capitals};
use super::say::file;
use crate::seen::{Line, Seen};

/// The heading stands among so many first paragraphs that say something.
const UPPER: usize = 40;

/// A place left open. Positions are characters of a line's text: from, and to before which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blank {
    /// Between `Số:` and `/`.
    Number {
        /// Index of the line in [`Seen::lines`].
        line: usize,
        /// What the number replaces.
        at: (usize, usize),
    },
    /// `ngày … tháng … năm …`.
    Date {
        /// Index of the line.
        line: usize,
        /// Between `ngày` and `tháng`.
        day: (usize, usize),
        /// Between `tháng` and `năm`.
        month: (usize, usize),
        /// Behind `năm`, if no year stands there.
        year: Option<(usize, usize)>,
    },
    /// Between post and name of who signs.
    Signature {
        /// Index of the last line of his post.
        below: usize,
        /// Index of the line of his name; none when it is not there yet.
        above: Option<usize>,
    },
}

/// The blanks of a file. Number and day are told only when found exactly once in the heading; every place where
/// somebody signs is told, in order.
#[must_use]
pub fn blanks(seen: &Seen) -> Vec<Blank> {
    let upper = || seen.lines.iter().filter(|line| !line.text.trim().is_empty()).take(UPPER);
    let mut out: Vec<Blank> = only(upper().filter_map(number)).into_iter().collect();
    out.extend(only(upper().filter_map(date)));
    out.extend(signatures(&seen.lines));
    out
}

/// The one thing found; of two, neither is sure.
fn only(mut found: impl Iterator<Item = Blank>) -> Option<Blank> {
    found.next().filter(|_| found.next().is_none())
}

/// The words in small letters and composed form, letter by letter as in the text.
fn small(line: &Line) -> Vec<char> {
    line.text.chars().map(|letter| letter.to_lowercase().next().unwrap_or(letter)).collect()
}

fn find(letters: &[char], from: usize, word: &str) -> Option<usize> {
    let word: Vec<char> = word.chars().collect();
    letters.get(from..)?.windows(word.len()).position(|window| window == word).map(|at| at + from)
}

/// Whether nothing but dots, lines and room stands there.
fn is_open(letters: &[char]) -> bool {
    letters.iter().all(|letter| letter.is_whitespace() || matches!(letter, '.' | '…' | '_' | '·' | '‥'))
}

fn number(line: &Line) -> Option<Blank> {
    let letters = small(line);
    let start = find(&letters, 0, "số:")? + 3;
    let slash = start + letters.get(start..)?.iter().position(|letter| *letter == '/')?;
    let symbol = letters.get(slash + 1..)?.iter().find(|letter| !letter.is_whitespace())?.is_alphabetic();
    (symbol && is_open(letters.get(start..slash)?)).then_some(Blank::Number { line: line.index, at: (start, slash) })
}

fn date(line: &Line) -> Option<Blank> {
    // In brackets stands what an annex belongs to; that stays open on electronic documents.
    if line.text.trim_start().starts_with('(') {
        return None;
    }
    let letters = small(line);
    let day = find(&letters, 0, "ngày")? + 4;
    let month_word = find(&letters, day, "tháng")?;
    let year_word = find(&letters, month_word, "năm")?;
    let (month, year) = (month_word + 5, year_word + 3);
    if !is_open(letters.get(day..month_word)?) || !is_open(letters.get(month..year_word)?) {
        return None;
    }
    let rest = letters.get(year..)?;
    let digits = rest.iter().filter(|letter| letter.is_ascii_digit()).count();
    // What stands behind the year's place, another cell's words after a tab for instance, is none of it.
    let end = year
        + rest
            .iter()
            .position(|letter| letter.is_alphabetic() || matches!(letter, ',' | ';' | '\n'))
            .unwrap_or(rest.len());
    let year = (digits < 4).then_some((year, end));
    Some(Blank::Date { line: line.index, day: (day, month_word), month: (month, year_word), year })
}

/// Groups of lines in capitals that begin as posts do, from where recipients or the first such group stand.
fn signatures(lines: &[Line]) -> Vec<Blank> {
    let said = |line: &&Line| !line.text.trim().is_empty();
    let lines: Vec<&Line> = lines.iter().filter(said).collect();
    let closing = lines.iter().position(|line| heads_recipients(&line.text));
    let short = |line: &&&Line| is_post(line) || is_name(line);
    let from = match closing {
        // Posts and names may stand above the recipients, as far as lines are as short as theirs.
        Some(closing) => closing - lines.iter().take(closing).rev().take_while(short).count(),
        // Without recipients (minutes, contracts) they stand in the last third.
        None => lines.len() * 2 / 3,
    };
    // Whatever annexes say is none of the document's signatures.
    let annex =
        |line: &&Line| ["phu luc", "(kem theo", "(ban hanh"].iter().any(|words| fold(&line.text).starts_with(words));
    let to = lines.iter().skip(from).position(annex).map_or(lines.len(), |at| from + at);
    let lines = lines.get(..to).unwrap_or_default();
    let mut out = Vec::new();
    let mut at = from;
    while let Some(line) = lines.get(at) {
        at += 1;
        if !is_post(line) {
            continue;
        }
        let same_place = |other: &&&Line| column(other) == column(line);
        while lines.get(at).filter(same_place).is_some_and(|next| is_post(next)) {
            at += 1;
        }
        let Some(last) = lines.get(at - 1) else { break };
        let next = lines.get(at..).unwrap_or_default().iter().take_while(|next| !is_post(next));
        let name = next.clone().filter(same_place).find(|next| is_name(next));
        out.push(Blank::Signature { below: last.index, above: name.map(|name| name.index) });
    }
    out
}

/// Table and column: a post and its name stand in the same, whatever the row.
fn column(line: &Line) -> Option<(usize, usize)> {
    line.cell.map(|[table, _, column]| (table, column))
}

fn is_post(line: &Line) -> bool {
    let text = shown(line);
    let folded = fold(&text);
    in_capitals(&text) && file().recognise.posts.iter().any(|post| folded.starts_with(post.as_str()))
}

fn is_name(line: &Line) -> bool {
    let text = line.text.trim();
    let words = text.split_whitespace().count();
    (2..=8).contains(&words)
        && !text.starts_with(['(', '-', '+'])
        && !text.contains([':', ';', '/'])
        && !text.ends_with(['.', ','])
}

/// The words as shown; of a line with a tab what stands behind it, as old files put two columns.
fn shown(line: &Line) -> String {
    let letters: Vec<char> = line.text.chars().collect();
    let mut out = String::new();
    for run in &line.runs {
        let part: String = letters.get(run.from..run.to).unwrap_or_default().iter().collect();
        out.push_str(&if run.capitals { part.to_uppercase() } else { part });
    }
    out.rsplit('\t').next().unwrap_or_default().trim().to_owned()
}
