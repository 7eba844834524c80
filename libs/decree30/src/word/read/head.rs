//! Cells 1 to 4, 5b, 10b and 11: the head of page 1.

use super::lines::{Line, Side, lines};
use super::{Reader, Top, What};
use crate::draft::{Symbol, Urgency};
use crate::word::letters::{fold, is_filler};
use crate::word::say::file;
use crate::word::story::{Item, Paragraph, Table, paragraphs};

/// Among so many first pieces the head is looked for.
const FIRST: usize = 14;
/// A loose head ends so many paragraphs behind the country's name at most.
const LONGEST: usize = 12;
const COUNTRY: &str = "cong hoa xa hoi chu nghia viet nam";
const MOTTO: &str = "doc lap";

impl Reader {
    /// Takes the head and answers with what follows it.
    pub(super) fn head<'a, 't>(&mut self, tops: &'t [Top<'a>]) -> &'t [Top<'a>] {
        if let Some(at) = tops.iter().position(|top| self.copy_form(top)) {
            return self.copied(tops, at);
        }
        let Some(at) = tops.iter().take(FIRST).position(says_country) else { return tops };
        for line in tops[..at].iter().flat_map(|top| lines(&top.paragraphs(), Side::Whole)) {
            self.stamp_or_keep(&line);
        }
        let end = match tops[at].item {
            Item::Table(table) => {
                self.columns(table);
                at + 1
            }
            _ => self.loose(tops, at),
        };
        &tops[end..]
    }

    /// Two columns in a table: the first is that of the body.
    fn columns(&mut self, table: &Table) {
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for (index, cell) in table.rows.iter().flat_map(|row| row.cells.iter().enumerate()) {
            let side = if index == 0 { &mut left } else { &mut right };
            paragraphs(&cell.items, &mut |paragraph| side.push(paragraph));
        }
        self.left(&lines(&left, Side::Whole));
        self.right(&lines(&right, Side::Whole));
    }

    /// Paragraphs with tabs, or one below the other.
    fn loose(&mut self, tops: &[Top<'_>], at: usize) -> usize {
        let near = |top: &Top<'_>| top.paragraph().is_some_and(|paragraph| day_of(&paragraph.text()).is_some());
        let last = tops.iter().skip(at).take(LONGEST).position(near).map_or(at, |found| at + found);
        // A letter's subject may stand below.
        let below = |top: &&Top<'_>| {
            top.is_blank()
                || top.paragraph().is_some_and(|paragraph| {
                    fold(&paragraph.text()).starts_with("v/v") || symbol_of(&paragraph.text()).is_some()
                })
        };
        let end = last + 1 + tops.iter().skip(last + 1).take_while(below).count();
        let start = tops[..at].iter().rposition(|top| top.paragraph().is_none()).map_or(0, |table| table + 1);
        let all: Vec<&Paragraph> = tops[start.min(at)..end].iter().filter_map(Top::paragraph).collect();
        let is_right = |line: &Line<'_>| {
            let folded = line.folded();
            folded.contains(COUNTRY) || folded.starts_with(MOTTO) || day_of(&line.text).is_some()
        };
        let (first, second) = (lines(&all, Side::Before), lines(&all, Side::Behind));
        let (alone, left): (Vec<_>, Vec<_>) = first.into_iter().partition(is_right);
        // What stands above was told already when the country's name was looked for.
        let left: Vec<_> = left
            .into_iter()
            .filter(|line| line.paragraph.index >= tops[at].paragraphs().first().map_or(0, |first| first.index))
            .collect();
        self.left(&left);
        self.right(&alone);
        self.right(&second);
        end
    }

    pub(super) fn left(&mut self, lines: &[Line<'_>]) {
        let mut names = Vec::new();
        let (mut numbered, mut subject) = (false, false);
        for line in lines {
            let folded = line.folded();
            if let Some(symbol) = symbol_of(&line.text).filter(|_| !numbered) {
                self.draft.symbol = symbol;
                numbered = true;
            } else if folded.starts_with("v/v") {
                self.draft.subject =
                    line.text.chars().skip(3).collect::<String>().trim_start_matches([':', ' ']).to_owned();
                subject = true;
            } else if self.stamp(line) {
                subject = false;
            } else if line.is_filler() {
                self.keep(What::Form, line.paragraph.index, &line.text);
            } else if subject {
                self.draft.subject = format!("{} {}", self.draft.subject, line.text);
            } else if numbered {
                self.keep(What::Unplaced, line.paragraph.index, &line.text);
            } else {
                names.push(line);
            }
        }
        self.issuers(&names);
    }

    pub(super) fn right(&mut self, lines: &[Line<'_>]) {
        for line in lines {
            let folded = line.folded();
            if folded.contains(COUNTRY) || folded.starts_with(MOTTO) || line.is_filler() {
                self.keep(What::Form, line.paragraph.index, &line.text);
            } else if let Some((place, day)) = day_of(&line.text).filter(|_| self.draft.place.is_empty()) {
                if day.is_none() && line.text.contains(|letter: char| letter.is_ascii_digit()) {
                    // A year that waits for its day.
                    self.keep(What::Form, line.paragraph.index, &line.text);
                }
                (self.draft.place, self.draft.day) = (place, day);
            } else {
                self.stamp_or_keep(line);
            }
        }
    }

    /// Cells 10b and 11.
    pub(super) fn stamp(&mut self, line: &Line<'_>) -> bool {
        let folded = line.folded();
        let urgency = match folded.as_str() {
            "khan" => Urgency::Urgent,
            "thuong khan" => Urgency::VeryUrgent,
            "hoa toc" => Urgency::Express,
            _ => Urgency::Normal,
        };
        if urgency != Urgency::Normal && line.capital {
            self.draft.urgency = urgency;
            return true;
        }
        let circulation = file().recognise.circulation.contains(&folded);
        if circulation {
            self.draft.circulation.clone_from(&line.text);
        }
        circulation
    }

    fn stamp_or_keep(&mut self, line: &Line<'_>) {
        if !self.stamp(line) {
            self.keep(What::Unplaced, line.paragraph.index, &line.text);
        }
    }

    /// A table with `SAO Y`, `TRÍCH SAO` or `SAO LỤC` where other documents have the country's name.
    fn copy_form(&self, top: &Top<'_>) -> bool {
        matches!(top.item, Item::Table(table) if !table.ruled)
            && top.paragraphs().iter().any(|paragraph| copy_of(&paragraph.text()).is_some())
    }

    /// What is copied stands above the copy's own head.
    fn copied<'a, 't>(&mut self, tops: &'t [Top<'a>], at: usize) -> &'t [Top<'a>] {
        if let Some(head) = tops[..at].iter().take(FIRST).position(says_country) {
            // A whole document above a copy's head: it is what is read, and the copy's head stands behind it.
            if let Item::Table(table) = tops[head].item {
                self.columns(table);
                return &tops[head + 1..];
            }
        }
        let blocks = self.blocks(&tops[..at]);
        self.draft.blocks = blocks;
        let form = tops[at]
            .paragraphs()
            .into_iter()
            .find_map(|paragraph| copy_of(&paragraph.text()).map(|kind| (kind, paragraph)));
        if let (Item::Table(table), Some((kind, title))) = (tops[at].item, form) {
            self.draft.kind = kind.to_owned();
            self.keep(What::Form, title.index, &title.text());
            let (mut left, mut right) = (Vec::new(), Vec::new());
            for (index, cell) in table.rows.iter().flat_map(|row| row.cells.iter().enumerate()) {
                let side = if index == 0 { &mut left } else { &mut right };
                paragraphs(&cell.items, &mut |paragraph| {
                    if paragraph.index != title.index {
                        side.push(paragraph)
                    }
                });
            }
            self.left(&lines(&left, Side::Whole));
            self.right(&lines(&right, Side::Whole));
        }
        &tops[at + 1..]
    }
}

/// The kind of copy that these words name.
fn copy_of(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let copies = crate::kinds::all().iter().filter(|kind| kind.shape == crate::kinds::Shape::Copy);
    copies
        .map(|kind| kind.code.as_str())
        .find(|code| crate::forms::copy(code).is_some_and(|title| fold(title) == folded))
}

pub(super) fn says_country(top: &Top<'_>) -> bool {
    top.paragraphs().iter().any(|paragraph| fold(&paragraph.text()).contains(COUNTRY))
}

/// `Số: 12/KH-THPT`; a blank has no number.
pub(super) fn symbol_of(text: &str) -> Option<Symbol> {
    let text = text.trim();
    let rest = text.strip_prefix("Số").or_else(|| text.strip_prefix("SỐ"))?;
    let (number, symbol) = rest.trim_start_matches([':', ' ', '\u{a0}']).split_once('/')?;
    let number = number.trim();
    let open = is_filler(number);
    let number = if open { None } else { Some(number.parse().ok()?) };
    Some(Symbol { number, text: symbol.trim().to_owned() })
}

/// `Hiệp Hòa, ngày 03 tháng 4 năm 2024`: the place, and the day when all of it is there.
pub(super) fn day_of(text: &str) -> Option<(String, Option<jiff::civil::Date>)> {
    let small = text.to_lowercase();
    // Vietnamese small letters are as long as capitals in UTF-8; others could only shift the cut, which `get` refuses.
    let (day_word, month_word) = (small.find("ngày")?, small.find("tháng")?);
    let year_word = small.get(month_word..)?.find("năm")? + month_word;
    let place = text.get(..day_word)?.trim().trim_end_matches(',').trim();
    let day = text.get(day_word + "ngày".len()..month_word)?.trim();
    let month = text.get(month_word + "tháng".len()..year_word)?.trim();
    let year = text.get(year_word + "năm".len()..)?.trim().trim_end_matches('.').trim();
    let open_or_number = |part: &&str| is_filler(part) || part.parse::<i16>().is_ok();
    if [day, month, year].iter().all(open_or_number) && [day, month, year].iter().any(|part| is_filler(part)) {
        return Some((place.to_owned(), None));
    }
    let date = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some((place.to_owned(), Some(date)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_with_and_without_blanks() {
        let symbol = |number, text: &str| Some(Symbol { number, text: text.to_owned() });
        assert_eq!(symbol_of("Số: 05/KH-THPT"), symbol(Some(5), "KH-THPT"));
        assert_eq!(symbol_of("Số:   ......  /QĐ-SGDĐT"), symbol(None, "QĐ-SGDĐT"));
        assert_eq!(symbol_of("Số: 5a/KH"), None);
        assert_eq!(symbol_of("Sốt cao/ho"), None);
        let day = jiff::civil::Date::new(2024, 4, 3).ok();
        assert_eq!(day_of("Hiệp Hòa, ngày 03 tháng 4 năm 2024"), Some(("Hiệp Hòa".to_owned(), day)));
        assert_eq!(day_of("Hiệp Hòa, ngày …  tháng …  năm 2024"), Some(("Hiệp Hòa".to_owned(), None)));
        assert_eq!(day_of("Hà Nội, ngày 31 tháng 2 năm 2024"), None);
        assert_eq!(day_of("trong ngày hội của tháng này, năm học mới"), None);
    }
}
