//! What was true once: persons who left, another school year.

use super::{Sink, Text};
use crate::check::Context;
use crate::check::lexicon::Phrases;
use crate::check::report::Report;
use crate::check::spot::line;
use crate::check::terms::term;
use crate::draft::Draft;

pub(super) struct Stale {
    left: Phrases,
    names: Vec<String>,
    /// First year of the present school year.
    year: Option<u16>,
}

impl Stale {
    pub fn new(context: &Context) -> Self {
        let names: Vec<String> = context.left.iter().map(|name| name.trim().to_lowercase()).collect();
        let year = context.school_year.as_deref().and_then(|year| year.get(..4)).and_then(|year| year.parse().ok());
        Self { left: Phrases::new(names.iter().map(|name| (name.clone(), String::new()))), names, year }
    }
}

pub(super) fn check(text: &Text<'_>, stale: &Stale, sink: &mut Sink<'_, '_>) {
    for (at, word) in text.words.iter().enumerate() {
        let ahead = |ahead| text.ahead(at, ahead).map(|word| word.lower.as_str());
        if let Some((count, _)) = stale.left.at(&word.lower, ahead) {
            let to = text.words.get(at + count - 1).map_or(word.to, |last| last.to);
            sink.tell("structure.person-left", (word.from, to), term("somebody"));
        }
        if word.number && word.text.len() == 4 {
            school_year(text, at, stale, sink);
        }
    }
}

pub(super) fn signers(draft: &Draft, stale: &Stale, report: &mut Report) {
    for (index, signer) in draft.signers.iter().enumerate() {
        if stale.names.contains(&signer.name.trim().to_lowercase()) {
            report.add(
                "structure.person-left",
                signer.name.as_str(),
                term("somebody"),
                line("signers.name", index),
                None,
            );
        }
    }
}

/// "năm học 2023-2024", "năm học 2023 - 2024".
fn school_year(text: &Text<'_>, at: usize, stale: &Stale, sink: &mut Sink<'_, '_>) {
    let (Some(present), Some(first), Some(second)) = (stale.year, text.words.get(at), text.words.get(at + 1)) else {
        return;
    };
    let said = |back: usize, word: &str| {
        at.checked_sub(back).and_then(|at| text.words.get(at)).is_some_and(|there| there.lower == word)
    };
    let between = text.letters(first.to, second.from);
    let (Ok(from), Ok(to)) = (first.text.parse::<u16>(), second.text.parse::<u16>()) else { return };
    let hyphen = matches!(between.trim(), "-" | "–") && between.chars().count() <= 3;
    if said(1, "học") && said(2, "năm") && hyphen && from.checked_add(1) == Some(to) && from != present {
        let right = format!("{present}{between}{}", present + 1);
        sink.replace("structure.school-year", (first.from, second.to), &right);
    }
}
