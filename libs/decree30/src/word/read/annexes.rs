//! Annexes, and regulations that a document issues.

use super::head::says_country;
use super::lines::{Line, Side, lines};
use super::{Reader, Top, What};
use crate::draft::Annex;
use crate::word::letters::fold;
use crate::word::story::PAGE;

/// So many lines of an annex are its title at most.
const LONGEST_TITLE: usize = 6;
/// The line that says what it belongs to stands among so many first pieces.
const NEAR: usize = 10;

/// Where the first annex from a place on begins.
pub(super) fn start(tops: &[Top<'_>], from: usize) -> Option<usize> {
    // Behind a signature whatever begins a page is one; before it, only what says so.
    (from..tops.len()).find(|index| is_annex(tops, *index) || from > 0 && is_issued(tops, *index))
}

/// `Phụ lục`, `PHỤ LỤC II: …` standing out as a title does.
fn is_annex(tops: &[Top<'_>], index: usize) -> bool {
    let Some(paragraph) = tops.get(index).and_then(Top::paragraph) else { return false };
    let all = lines(&[paragraph], Side::Whole);
    let Some(first) = all.first() else { return false };
    let stands_out = paragraph.is_centred() || first.bold || first.capital;
    stands_out && number_of(&first.text).is_some() && paragraph.number.is_none()
}

/// Begins a page, and soon says "(Ban hành kèm theo" or "(Kèm theo".
fn is_issued(tops: &[Top<'_>], index: usize) -> bool {
    let begins = tops.get(index).is_some_and(|top| {
        top.new_section || top.paragraph().is_some_and(|one| one.new_page || one.text().starts_with(PAGE))
    });
    let after_break = index.checked_sub(1).and_then(|before| tops.get(before)).and_then(Top::paragraph);
    let begins = begins || after_break.is_some_and(|before| before.text().ends_with(PAGE));
    begins
        && tops
            .iter()
            .skip(index)
            .take(NEAR)
            .any(|top| top.paragraphs().iter().any(|paragraph| is_attached(&paragraph.text())))
}

fn is_attached(text: &str) -> bool {
    let folded = fold(text);
    folded.starts_with("(kem theo") || folded.starts_with("(ban hanh")
}

/// What stands behind "Phụ lục" and its number; none when the line is another one.
fn number_of(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let opener = words.by_ref().take(2).collect::<Vec<_>>().join(" ");
    if fold(&opener).trim_end_matches([':', '.']) != "phu luc" {
        return None;
    }
    let rest: Vec<&str> = words.collect();
    let number = rest.first().filter(|word| {
        let bare = word.trim_end_matches(['.', ':', '-', '–']);
        !bare.is_empty() && bare.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X') || letter.is_ascii_digit())
    });
    let title = rest.get(usize::from(number.is_some())..).unwrap_or_default().join(" ");
    let title = title.trim_start_matches([':', '-', '–', '.', ' ']).to_owned();
    // "Phụ lục kèm theo gồm …" is a sentence.
    (number.is_some() || title.is_empty() || opener.ends_with(':')).then_some(title)
}

impl Reader {
    pub(super) fn annexes(&mut self, tops: &[Top<'_>]) {
        let mut from = 0;
        while from < tops.len() {
            let next = |index: &usize| is_annex(tops, *index) || is_issued(tops, *index);
            // The page that an annex begins on is not where the next one begins.
            let end = (from + 1..tops.len())
                .filter(next)
                .find(|index| titles_between(tops, from, *index))
                .unwrap_or(tops.len());
            self.annex(&tops[from..end]);
            from = end;
        }
    }

    fn annex(&mut self, tops: &[Top<'_>]) {
        let mut annex = Annex::default();
        let mut titles: Vec<String> = Vec::new();
        let attached = tops
            .iter()
            .take(NEAR)
            .position(|top| top.paragraph().is_some_and(|paragraph| is_attached(&paragraph.text())));
        let mut start = 0;
        for (index, top) in tops.iter().enumerate() {
            let all = lines(&top.paragraphs(), Side::Whole);
            let blank = all.is_empty() && top.paragraph().is_some_and(|paragraph| paragraph.marks.is_empty());
            let is_title = |line: &Line<'_>| {
                attached.is_some_and(|at| index < at) || line.paragraph.is_centred() && (line.bold || line.capital)
            };
            if says_country(top) || top.paragraphs().iter().any(|paragraph| is_attached(&paragraph.text())) {
                all.iter().for_each(|line| self.keep(What::Form, line.paragraph.index, &line.text));
            } else if !blank
                && (top.paragraph().is_none() || titles.len() >= LONGEST_TITLE || !all.iter().all(is_title))
            {
                break;
            } else {
                for line in &all {
                    match number_of(&line.text).filter(|_| titles.is_empty()) {
                        Some(title) => {
                            self.keep(What::Form, line.paragraph.index, &line.text);
                            titles.extend((!title.is_empty()).then_some(title));
                        }
                        None => titles.push(line.text.clone()),
                    }
                }
            }
            start = index + 1;
            if attached == Some(index) {
                annex.issued =
                    fold(&all.iter().map(|line| line.text.as_str()).collect::<String>()).starts_with("(ban hanh");
                break;
            }
        }
        annex.title = titles.join("\n");
        let rest = &tops[start..];
        annex.landscape = tops.iter().all(|top| top.landscape);
        annex.blocks = self.blocks(rest);
        for table in annex.blocks.iter_mut().filter_map(|block| block.table.as_mut()) {
            table.landscape &= !annex.landscape;
        }
        if !annex.title.is_empty() || !annex.blocks.is_empty() {
            self.draft.annexes.push(annex);
        }
    }
}

/// An annex has said something before the next one begins.
fn titles_between(tops: &[Top<'_>], from: usize, to: usize) -> bool {
    let said = |top: &Top<'_>| !top.paragraphs().iter().all(|paragraph| paragraph.is_empty());
    let attached_before =
        tops[from..to].iter().any(|top| top.paragraphs().iter().any(|paragraph| is_attached(&paragraph.text())));
    tops[from..to].iter().any(said) && (attached_before || is_annex(tops, to))
}
