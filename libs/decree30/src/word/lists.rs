//! The numbers that a file's own lists put before paragraphs (`numbering.xml`).

use std::collections::HashMap;

use super::limits::{Limits, WordError};
use super::xml::{attribute, child, children, parse, value};
use crate::numbering::roman;

/// Levels of a list.
const LEVELS: usize = 9;
/// Longest number with its words.
const LONGEST: usize = 60;
/// So often a letter is repeated (`aa`, `bbb`) before digits are written instead.
const MOST_REPEATED: u32 = 4;

/// The lists of a file and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// What a list (`w:num`) follows and where it begins anew.
    lists: HashMap<u32, List>,
    patterns: HashMap<u32, Vec<Level>>,
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
}

#[derive(Clone, Debug, Default)]
struct List {
    pattern: u32,
    /// Begins anew with this number when the list is first met.
    starts: [Option<u32>; LEVELS],
    begun: bool,
}

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// `%1.%2)`
    text: String,
    legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), text: String::new(), legal: false }
    }
}

impl Lists {
    pub(super) fn read(text: Option<&str>, limits: &Limits) -> Result<Self, WordError> {
        let mut out = Self::default();
        let Some(text) = text else { return Ok(out) };
        let document = parse(text, limits)?;
        let root = document.root_element();
        let id = |node, name| attribute(node, name)?.parse::<u32>().ok();
        for node in children(root, "abstractNum") {
            let Some(id) = id(node, "abstractNumId") else { continue };
            let mut levels = vec![Level::default(); LEVELS];
            for node in children(node, "lvl") {
                if let Some(level) = at(node).and_then(|at| levels.get_mut(at)) {
                    *level = self::level(node);
                }
            }
            out.patterns.insert(id, levels);
        }
        for node in children(root, "num") {
            let (Some(id), Some(pattern)) =
                (id(node, "numId"), value(node, "abstractNumId").and_then(|id| id.parse().ok()))
            else {
                continue;
            };
            let mut list = List { pattern, ..List::default() };
            for node in children(node, "lvlOverride") {
                let start = value(node, "startOverride").and_then(|start| start.parse().ok());
                if let Some(slot) = at(node).and_then(|at| list.starts.get_mut(at)) {
                    *slot = start;
                }
            }
            out.lists.insert(id, list);
        }
        Ok(out)
    }

    /// The next number of a list at a level, as it stands before the paragraph: `1.`, `a)`, `Điều 3.`, or its bullet.
    pub(super) fn next(&mut self, list: u32, level: u8) -> Option<String> {
        let at = usize::from(level).min(LEVELS - 1);
        let list = self.lists.get_mut(&list)?;
        let levels = self.patterns.get(&list.pattern)?;
        let counters = self.counters.entry(list.pattern).or_default();
        if !std::mem::replace(&mut list.begun, true) && list.starts.iter().any(Option::is_some) {
            let begin = |(slot, start): (&mut Option<u32>, &Option<u32>)| {
                *slot = start.map(|start| start.wrapping_sub(1)).or(*slot)
            };
            counters.iter_mut().zip(&list.starts).for_each(begin);
        }
        let start = |at: usize| levels.get(at).map_or(1, |level| level.start);
        for (index, slot) in counters.iter_mut().enumerate() {
            match index.cmp(&at) {
                std::cmp::Ordering::Less => *slot = slot.or(Some(start(index))),
                std::cmp::Ordering::Equal => *slot = Some(slot.map_or(start(index), |number| number.wrapping_add(1))),
                std::cmp::Ordering::Greater => *slot = None,
            }
        }
        let level = levels.get(at)?;
        let text = match level.format.as_str() {
            "none" => String::new(),
            "bullet" => level.text.chars().map(bullet).collect(),
            _ => filled(level, levels, counters),
        };
        let text: String = text.trim().chars().take(LONGEST).collect();
        (!text.is_empty()).then_some(text)
    }
}

fn at(node: roxmltree::Node<'_, '_>) -> Option<usize> {
    attribute(node, "ilvl")?.parse().ok()
}

fn level(node: roxmltree::Node<'_, '_>) -> Level {
    Level {
        start: value(node, "start").and_then(|start| start.parse().ok()).unwrap_or(0),
        format: value(node, "numFmt").unwrap_or("decimal").to_owned(),
        text: value(node, "lvlText").unwrap_or_default().chars().take(LONGEST).collect(),
        legal: child(node, "isLgl").is_some(),
    }
}

/// The level's words with the numbers of it and of those above.
fn filled(level: &Level, levels: &[Level], counters: &[Option<u32>; LEVELS]) -> String {
    let mut out = String::new();
    let mut letters = level.text.chars().peekable();
    while let Some(letter) = letters.next() {
        let digit = (letter == '%').then(|| letters.peek().and_then(|next| next.to_digit(10))).flatten();
        let Some(index) = digit.and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1)) else {
            out.push(letter);
            continue;
        };
        letters.next();
        let number = counters.get(index).copied().flatten().unwrap_or(1);
        let format = levels.get(index).map_or("decimal", |level| level.format.as_str());
        out.push_str(&written(number, if level.legal { "decimal" } else { format }));
    }
    out
}

fn written(number: u32, format: &str) -> String {
    match format {
        "upperRoman" => roman(number as usize),
        "lowerRoman" => roman(number as usize).to_lowercase(),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

fn letters(number: u32, first: u8) -> String {
    let Some(index) = number.checked_sub(1) else { return number.to_string() };
    let (repeated, letter) = (index / 26 + 1, first + (index % 26) as u8);
    if repeated > MOST_REPEATED { number.to_string() } else { char::from(letter).to_string().repeat(repeated as usize) }
}

/// A bullet as plain text has it; faces of signs put theirs into the private area.
fn bullet(letter: char) -> char {
    match letter {
        '\u{f02d}' => '-',
        '\u{f02b}' => '+',
        '\u{e000}'..='\u{f8ff}' => '•',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(levels: &str, lists: &str) -> Lists {
        let text = format!("<n><abstractNum abstractNumId='0'>{levels}</abstractNum>{lists}</n>");
        Lists::read(Some(&text), &Limits::default()).unwrap()
    }

    const TWO: &str = "<lvl ilvl='0'><start val='1'/><numFmt val='upperRoman'/><lvlText val='%1.'/></lvl>\
        <lvl ilvl='1'><start val='1'/><numFmt val='lowerLetter'/><lvlText val='%2)'/></lvl>\
        <lvl ilvl='2'><isLgl/><start val='3'/><numFmt val='decimal'/><lvlText val='%1.%2.%3'/></lvl>";
    const NUM: &str = "<num numId='7'><abstractNumId val='0'/></num>";

    #[test]
    fn levels_count_and_begin_anew_below() {
        let mut lists = lists(TWO, NUM);
        let got: Vec<_> = [0, 1, 1, 0, 1, 2].into_iter().map(|level| lists.next(7, level).unwrap()).collect();
        assert_eq!(got, ["I.", "a)", "b)", "II.", "a)", "2.1.3"]);
    }

    #[test]
    fn lists_of_one_pattern_go_on_unless_they_say_otherwise() {
        let again = "<num numId='8'><abstractNumId val='0'/><lvlOverride ilvl='0'><startOverride val='1'/></lvlOverride></num>\
            <num numId='9'><abstractNumId val='0'/></num>";
        let mut lists = lists(TWO, &format!("{NUM}{again}"));
        let got: Vec<_> = [7, 7, 9, 8, 8].into_iter().map(|list| lists.next(list, 0).unwrap()).collect();
        assert_eq!(got, ["I.", "II.", "III.", "I.", "II."]);
    }

    #[test]
    fn numbers_without_bound_stay_short() {
        let mut lists =
            lists("<lvl ilvl='0'><start val='4294967295'/><numFmt val='lowerLetter'/><lvlText val='%1)'/></lvl>", NUM);
        assert_eq!(lists.next(7, 0).unwrap(), "4294967295)");
        assert_eq!(lists.next(7, 0).unwrap(), "0)");
        assert_eq!(lists.next(99, 0), None);
    }
}
