//! Numbers of parts, articles, clauses and points (Decree 30/2020, Annex I, part II.6).

use crate::draft::{Block, Level};

/// Letters of points in Vietnamese order.
pub const POINTS: [&str; 23] =
    ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y"];

/// The number of every block in order, without punctuation; none for blocks that have none. A stated number counts as it
/// stands and the following go on after it.
#[must_use]
pub fn numbers(blocks: &[Block]) -> Vec<Option<String>> {
    let mut counters = Counters::default();
    blocks.iter().map(|block| counters.next(block).map(|next| block.stated.clone().unwrap_or(next))).collect()
}

/// The number that every block would have after those before it, if it stated none itself.
#[must_use]
pub fn derived(blocks: &[Block]) -> Vec<Option<String>> {
    let mut counters = Counters::default();
    blocks.iter().map(|block| counters.next(block)).collect()
}

/// How a number stands before its block: `Điều 3.`, `II.`, `1.`, `đ)`, `-`.
#[must_use]
pub fn label(level: Level, number: &str) -> String {
    match level {
        Level::Part => format!("Phần {number}"),
        Level::Chapter => format!("Chương {number}"),
        Level::Section => format!("Mục {number}"),
        Level::Subsection => format!("Tiểu mục {number}"),
        Level::Article => format!("Điều {number}."),
        Level::Heading | Level::Clause => format!("{number}."),
        Level::Point => format!("{number})"),
        Level::Dash => "-".to_owned(),
        Level::Plus => "+".to_owned(),
        Level::Paragraph | Level::Centred | Level::Table | Level::PageBreak => String::new(),
    }
}

/// A Roman numeral, from 1 to 3999; Arabic digits beyond.
#[must_use]
pub fn roman(number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=3999).contains(&number) {
        return number.to_string();
    }
    let (mut rest, mut out) = (number, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

/// The value of a Roman numeral in capitals; none when it is none.
#[must_use]
pub fn from_roman(text: &str) -> Option<usize> {
    let value = |sign| {
        Some(match sign {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            'D' => 500,
            'M' => 1000,
            _ => return None,
        })
    };
    // Longer than any numeral: MMMDCCCLXXXVIII.
    let signs: Vec<usize> = text.chars().take(16).map(value).collect::<Option<_>>()?;
    let smaller = |(at, sign): (usize, &usize)| signs.get(at + 1).is_some_and(|next| next > sign);
    let taken: usize = signs.iter().enumerate().filter(|one| smaller(*one)).map(|(_, sign)| sign).sum();
    let sum = signs.iter().sum::<usize>() - 2 * taken;
    (roman(sum) == text).then_some(sum)
}

/// The letter of a point, counted from 1; two letters beyond the alphabet.
#[must_use]
pub fn letter(number: usize) -> String {
    let at = |index: usize| POINTS.get(index).copied().unwrap_or_default();
    match number.checked_sub(1) {
        None => String::new(),
        Some(index) if index < POINTS.len() => at(index).to_owned(),
        Some(index) => format!("{}{}", at((index / POINTS.len() - 1) % POINTS.len()), at(index % POINTS.len())),
    }
}

/// The running numbers while one walks through the blocks.
#[derive(Clone, Default)]
pub(crate) struct Counters {
    part: usize,
    chapter: usize,
    section: usize,
    subsection: usize,
    article: usize,
    heading: usize,
    clause: usize,
    point: usize,
}

impl Counters {
    /// The number derived for the next block; the following go on from what it states.
    pub(crate) fn next(&mut self, block: &Block) -> Option<String> {
        let level = block.level;
        self.below(level);
        let (counter, write): (&mut usize, fn(usize) -> String) = match level {
            Level::Part => (&mut self.part, roman),
            Level::Chapter => (&mut self.chapter, roman),
            Level::Section => (&mut self.section, |number| number.to_string()),
            Level::Subsection => (&mut self.subsection, |number| number.to_string()),
            Level::Article => (&mut self.article, |number| number.to_string()),
            Level::Heading => (&mut self.heading, roman),
            Level::Clause => (&mut self.clause, |number| number.to_string()),
            Level::Point => (&mut self.point, letter),
            _ => return None,
        };
        *counter += 1;
        let derived = write(*counter);
        *counter = block.stated.as_deref().and_then(|stated| value(level, stated)).unwrap_or(*counter);
        Some(derived)
    }

    /// What counts anew below a block of this level. Chapters, articles run through the whole document.
    fn below(&mut self, level: Level) {
        match level {
            Level::Part | Level::Chapter => {
                (self.section, self.subsection, self.heading, self.clause, self.point) = (0, 0, 0, 0, 0)
            }
            Level::Section => (self.subsection, self.clause, self.point) = (0, 0, 0),
            Level::Subsection | Level::Article | Level::Heading => (self.clause, self.point) = (0, 0),
            Level::Clause => self.point = 0,
            _ => {}
        }
    }
}

/// The value of a stated number; none when it is not one of its level.
#[must_use]
pub fn value(level: Level, stated: &str) -> Option<usize> {
    match level {
        Level::Part | Level::Chapter | Level::Heading => from_roman(stated),
        Level::Section | Level::Subsection | Level::Article | Level::Clause => stated.parse().ok(),
        Level::Point => POINTS.iter().position(|letter| *letter == stated).map(|index| index + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_follow_the_vietnamese_alphabet() {
        let point = |_| Block::new(Level::Point, "x");
        let got: Vec<_> = numbers(&(0..26).map(point).collect::<Vec<_>>()).into_iter().flatten().collect();
        assert_eq!(got[3..7], ["d", "đ", "e", "g"]);
        assert_eq!(got[22..], ["y", "aa", "ab", "ac"]);
    }

    #[test]
    fn articles_run_on_over_chapters_and_clauses_begin_anew() {
        let levels = [
            Level::Chapter,
            Level::Article,
            Level::Clause,
            Level::Clause,
            Level::Chapter,
            Level::Article,
            Level::Clause,
        ];
        let blocks: Vec<_> = levels.iter().map(|level| Block::new(*level, "x")).collect();
        let got: Vec<_> = numbers(&blocks).into_iter().flatten().collect();
        assert_eq!(got, ["I", "1", "1", "2", "II", "2", "1"]);
    }

    #[test]
    fn a_stated_number_is_gone_on_from() {
        let stated = Block { stated: Some("IV".to_owned()), ..Block::new(Level::Heading, "x") };
        let got: Vec<_> = numbers(&[stated, Block::new(Level::Heading, "y")]).into_iter().flatten().collect();
        assert_eq!(got, ["IV", "V"]);
    }

    #[test]
    fn roman_numerals_read_back() {
        for number in 1..4000 {
            assert_eq!(from_roman(&roman(number)), Some(number));
        }
    }
}
