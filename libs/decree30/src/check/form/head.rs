//! Cells 2, 4, 5: issuing body, place and day, kind and subject.

use crate::check::Context;
use crate::check::report::Report;
use crate::check::spot::{field, set};
use crate::check::terms::term;
use crate::check::tokens::{all_capitals, capital, capitalised, folded};
use crate::draft::Draft;
use crate::kinds::Shape;

pub(in crate::check) fn check(draft: &Draft, context: &Context, report: &mut Report) {
    if super::kind(draft).is_none() {
        let wanted = term("kinds");
        report.add("form.kind-unknown", draft.kind.as_str(), wanted, field("kind"), None);
    }
    issuer(draft, report);
    place(draft, report);
    if let (Some(day), Some(today)) = (draft.day, context.today)
        && day > today
    {
        let said = |day: jiff::civil::Date| format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
        report.add("form.day-future", said(day), said(today), field("day"), None);
    }
    subject(draft, report);
}

fn issuer(draft: &Draft, report: &mut Report) {
    let (name, parent) = (draft.issuer.name.trim(), draft.issuer.parent.trim());
    if name.is_empty() {
        report.add("form.issuer-missing", "", term("issuer"), field("issuer.name"), None);
    } else if folded(name) == folded(parent) {
        let wanted = term("parent");
        report.add("form.issuer-parent", name, wanted, field("issuer.parent"), Some(set("issuer.parent", None, "")));
    }
}

fn place(draft: &Draft, report: &mut Report) {
    let written = draft.place.as_str();
    if written.trim().is_empty() {
        report.add("form.place-missing", "", term("place"), field("place"), None);
        return;
    }
    let mut fault = |code: &str, found: &str, wanted: &str| {
        report.add(code, found, wanted, field("place"), Some(set("place", None, wanted)));
    };
    let before_day = written.find("ngày").and_then(|at| written.get(..at)).unwrap_or(written);
    let clean = before_day.trim().trim_end_matches([',', '.', ';', ' ']);
    if clean != written && !clean.is_empty() {
        fault("form.place-words", written, clean);
    }
    let right = capitals(clean);
    if right != clean {
        fault("form.place-capitals", clean, &right);
    }
}

/// A place's name with its capitals; the second syllable of a unit stays small (`Thành phố`).
fn capitals(name: &str) -> String {
    let mut before = String::new();
    let words = name.split(' ').map(|word| {
        let unit = matches!((before.as_str(), word), ("thành", "phố") | ("thị", "xã" | "trấn") | ("đặc", "khu"));
        before = word.to_lowercase();
        let shouted = all_capitals(word) && word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
        let word = if shouted { word.to_lowercase() } else { word.to_owned() };
        if unit || capital(&word) { word } else { capitalised(&word) }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn subject(draft: &Draft, report: &mut Report) {
    let written = draft.subject.as_str();
    if written.trim().is_empty() {
        if super::has_shape(draft, &[Shape::Decision, Shape::Named, Shape::Letter]) {
            report.add_in(cell(draft), "form.subject-missing", "", term("subject"), field("subject"), None);
        }
        return;
    }
    let mut fault = |code: &str, found: &str, wanted: &str| {
        report.add_in(cell(draft), code, found, wanted, field("subject"), Some(set("subject", None, wanted)));
    };
    let signs = |letter: char| letter.is_whitespace() || matches!(letter, '.' | ';' | ',' | ':');
    // Three dots are a blank that somebody will fill.
    let clean = if written.ends_with("...") { written } else { written.trim_end_matches(signs) };
    let (prefix, rest) = prefix(clean, super::is_letter(draft));
    let right = match prefix {
        Some(_) if super::is_letter(draft) => rest.to_owned(),
        Some(_) => format!("Về việc {rest}"),
        None => clean.to_owned(),
    };
    if let Some(prefix) = prefix {
        fault("form.subject-prefix", prefix, &right);
    }
    if clean != written.trim_end() {
        fault("form.subject-sign", written.get(clean.len()..).unwrap_or_default(), &right);
    }
}

fn cell(draft: &Draft) -> &'static str {
    if super::is_letter(draft) { "5b" } else { "5a" }
}

/// "V/v" in whatever spelling, in a letter "Về việc" too, and what follows.
fn prefix(subject: &str, letter: bool) -> (Option<&str>, &str) {
    let subject = subject.trim_start();
    let words: &[&str] = if letter { &["v/v", "về việc"] } else { &["v/v"] };
    let (mut rest, mut taken) = (subject, false);
    loop {
        let found = words.iter().find(|word| {
            let length = word.chars().count();
            rest.chars().take(length).flat_map(char::to_lowercase).eq(word.chars())
                && rest.chars().nth(length).is_none_or(|next| !next.is_alphanumeric())
        });
        let Some(word) = found else { break };
        let end = rest.char_indices().nth(word.chars().count()).map_or(rest.len(), |(at, _)| at);
        rest = rest.get(end..).unwrap_or_default().trim_start_matches([' ', ':']);
        taken = true;
    }
    let prefix = subject.get(..subject.len() - rest.len()).unwrap_or_default().trim_end();
    (taken.then_some(prefix), rest)
}
