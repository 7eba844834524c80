//! Annexes: mentioned in the text, existing, numbered, with title and text.

use super::is_empty;
use crate::check::report::Report;
use crate::check::spot::line;
use crate::check::terms::term;
use crate::check::tokens::{Kind, Token, folded, tokens};
use crate::draft::{Annex, Block, Draft};
use crate::finding::{Fix, Place};
use crate::numbering::{from_roman, roman};

/// Kinds whose annexes are cited, folded; `này` behind them means one's own.
const FOREIGN: [&str; 5] = ["nghi dinh", "thong tu", "quyet dinh", "cong van", "luat"];
/// How many pieces behind "Phụ lục" tell whose it is.
const AHEAD: usize = 24;

pub(in crate::check) fn check(draft: &Draft, report: &mut Report) {
    let mut said = Said::default();
    for block in &draft.blocks {
        mentions(block, draft.annexes.len(), &mut said, report);
    }
    for (index, annex) in draft.annexes.iter().enumerate() {
        let name = name(annex, index, draft.annexes.len());
        let mentioned = said.enclosed || (said.annex && !annex.issued);
        if !mentioned {
            let wanted = term("annex-mention");
            report.add("structure.annex-unmentioned", name.as_str(), wanted, line("annexes.title", index), None);
        }
        if annex.title.trim().is_empty() {
            report.add("structure.annex-title", name.as_str(), term("title"), line("annexes.title", index), None);
        }
        if annex.blocks.iter().all(is_empty) {
            report.add("structure.annex-empty", name, term("text"), line("annexes", index), None);
        }
    }
}

#[derive(Default)]
struct Said {
    annex: bool,
    enclosed: bool,
}

fn name(annex: &Annex, index: usize, count: usize) -> String {
    match annex.issued {
        true => format!("“{}”", annex.title),
        false if count < 2 => "Phụ lục".to_owned(),
        false => format!("Phụ lục {}", roman(index + 1)),
    }
}

/// Looks for "Phụ lục" and "kèm theo", in cells of tables too, and for what is meant by them.
fn mentions(block: &Block, annexes: usize, said: &mut Said, report: &mut Report) {
    let cells = block.table.iter().flat_map(|table| &table.rows).flatten();
    for cell in cells {
        let words = crate::draft::words(&cell.text).to_lowercase();
        said.annex |= words.contains("phụ lục");
        said.enclosed |= words.contains("kèm theo");
    }
    let words = block.words();
    let lower = words.to_lowercase();
    said.enclosed |= lower.contains("kèm theo");
    if !lower.contains("phụ lục") {
        return;
    }
    let tokens = tokens(&words);
    for (at, pair) in tokens.windows(3).enumerate() {
        let [first, _, second] = pair else { continue };
        if first.text.to_lowercase() != "phụ" || second.text.to_lowercase() != "lục" {
            continue;
        }
        let rest = tokens.get(at + 3..).unwrap_or_default();
        if is_foreign(rest) {
            continue;
        }
        said.annex = true;
        numbered(block, &words, first, rest, annexes, report);
    }
}

/// Whether what follows says that the annex is another document's.
fn is_foreign(rest: &[Token<'_>]) -> bool {
    let ahead: String = rest.iter().take(AHEAD).map(|token| token.text).collect();
    let ahead = folded(ahead.split(['.', ';']).next().unwrap_or_default());
    let named = FOREIGN.iter().filter_map(|kind| ahead.find(kind).map(|at| (at, kind.len()))).min();
    named.is_some_and(|(at, length)| !ahead.get(at + length..).is_some_and(|rest| rest.trim_start().starts_with("nay")))
}

/// "Phụ lục II" must exist and be numbered in Roman numerals.
fn numbered(block: &Block, words: &str, first: &Token<'_>, rest: &[Token<'_>], annexes: usize, report: &mut Report) {
    let number = match rest {
        [blank, number, ..] if blank.kind == Kind::Blank => Some(number),
        _ => None,
    };
    let arabic = number.filter(|number| number.kind == Kind::Number).and_then(|number| number.text.parse().ok());
    let value = arabic.or_else(|| number.and_then(|number| from_roman(number.text)));
    let end = number.filter(|_| value.is_some()).map_or(first.to + 4, |number| number.to);
    let quote: String = words.chars().skip(first.from).take(end - first.from).collect();
    let place = Place::Block { id: block.id.clone(), range: Some((first.from, end)) };
    if annexes == 0 || value.is_some_and(|value| value > annexes) {
        report.add("structure.annex-missing", quote, term("annex-there"), place, None);
    } else if let (Some(value), Some(number)) = (arabic, number) {
        let wanted = format!("Phụ lục {}", roman(value));
        let fix = Fix::Replace { id: block.id.clone(), from: number.from, to: number.to, by: roman(value) };
        report.add("structure.annex-number", quote, wanted, place, Some(fix));
    }
}
