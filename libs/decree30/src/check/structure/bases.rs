//! Căn cứ: before the text, in their order, with their words and signs.

use crate::check::lexicon::lexicon;
use crate::check::report::Report;
use crate::check::spot::{field, line, set};
use crate::check::terms::term;
use crate::check::tokens::folded;
use crate::draft::{Basis, Block, Draft, Level};
use crate::finding::{Fix, Place};
use crate::kinds::Shape;

pub(in crate::check) fn check(draft: &Draft, report: &mut Report) {
    let decides = crate::check::form::has_shape(draft, &[Shape::Decision]);
    if decides && draft.bases.is_empty() {
        report.add("structure.bases-missing", "", term("one-basis"), field("bases"), None);
    }
    for (index, basis) in draft.bases.iter().enumerate() {
        words_and_sign(index, &basis.text, report);
    }
    order(draft, report);
    in_text(draft, decides, report);
}

fn words_and_sign(index: usize, written: &str, report: &mut Report) {
    let bare = written.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '–' | '•'));
    let clean = bare.trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, ';' | '.' | ',' | ':'));
    let mut fault = |code: &str, wanted: &str| {
        let fix = Some(set("bases", Some(index), wanted));
        report.add(code, written, wanted, line("bases", index), fix);
    };
    let right = began(clean);
    if bare.len() - clean.len() > 0 {
        fault("structure.base-sign", &right);
    }
    if right != clean || bare.len() < written.len() {
        fault("structure.base-words", &right);
    }
}

/// The line with its first words as they are written.
fn began(line: &str) -> String {
    let words = &lexicon().basis_words;
    if words.iter().any(|words| line.starts_with(words.as_str())) {
        return line.to_owned();
    }
    let head: String = folded(&line.chars().take(40).collect::<String>());
    match words.iter().find(|words| head.starts_with(&folded(words))) {
        Some(words) => {
            let rest: String = line.split_whitespace().skip(words.split(' ').count()).collect::<Vec<_>>().join(" ");
            format!("{words} {rest}")
        }
        None => format!("Căn cứ {line}"),
    }
}

/// Proposals stand behind the legal bases.
fn order(draft: &Draft, report: &mut Report) {
    let proposes = |basis: &Basis| lexicon().proposal_words.iter().any(|words| basis.text.starts_with(words.as_str()));
    let last = draft.bases.iter().rposition(|basis| basis.text.starts_with("Căn cứ")).unwrap_or(0);
    let early: Vec<(usize, &Basis)> =
        draft.bases.iter().enumerate().take(last).filter(|(_, basis)| proposes(basis)).collect();
    let Some((first, basis)) = early.first() else { return };
    let away = early.iter().rev().map(|(index, _)| set("bases", Some(*index), ""));
    let left = draft.bases.len() - early.len();
    let back =
        early.iter().enumerate().map(|(at, (_, basis))| Fix::AddBasis { index: left + at, basis: (*basis).clone() });
    let fix = Some(Fix::Together { fixes: away.chain(back).collect() });
    report.add("structure.base-order", basis.text.as_str(), term("behind-bases"), line("bases", *first), fix);
}

/// Bases among the blocks of the text.
fn in_text(draft: &Draft, decides: bool, report: &mut Report) {
    let index = draft.bases.iter().position(|basis| basis.text.contains("đề nghị")).unwrap_or(draft.bases.len());
    let first = draft.blocks.iter().position(|block| block.level == Level::Article).unwrap_or(draft.blocks.len());
    let plain = |block: &Block| matches!(block.level, Level::Paragraph | Level::Dash);
    for (at, block) in draft.blocks.iter().enumerate().filter(|(_, block)| plain(block)) {
        let words = block.words();
        let starts = lexicon().basis_words.iter().take(3).any(|begin| words.starts_with(begin.as_str()));
        let ends = words.trim_end().ends_with(';') || (decides && at < first);
        if !(starts && ends) {
            continue;
        }
        let text = words.trim_end_matches([';', '.', ' ', ',']).to_owned();
        let proposes = !text.starts_with("Căn cứ");
        let at = if proposes { draft.bases.len() } else { index };
        let add = Fix::AddBasis { index: at, basis: Basis { text, reference: None } };
        let fixes = vec![add, Fix::Remove { id: block.id.clone() }];
        let place = Place::Block { id: block.id.clone(), range: None };
        let wanted = term("before-text");
        report.add("structure.base-in-text", words, wanted, place, Some(Fix::Together { fixes }));
    }
}
