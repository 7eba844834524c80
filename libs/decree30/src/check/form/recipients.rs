//! Cells 9a and 9b: to whom, and who gets it.

use crate::check::terms::term;
use std::collections::HashSet;

use crate::check::report::Report;
use crate::check::spot::{field, line, set};
use crate::check::tokens::folded;
use crate::draft::Draft;
use crate::finding::Fix;
use crate::kinds::{Addressed, Shape};

const AS_ABOVE: &str = "Như trên";

pub(in crate::check) fn check(draft: &Draft, report: &mut Report) {
    addressees(draft, report);
    lines("9a", "addressees", &draft.addressees, report);
    lines("9b", "recipients", &draft.recipients, report);
    as_above(draft, report);
    archive(draft, report);
}

fn addressees(draft: &Draft, report: &mut Report) {
    let addressed = super::kind(draft).map(|kind| kind.addressed);
    match draft.addressees.first() {
        None if super::has_shape(draft, &[Shape::Letter, Shape::Telegram]) => {
            report.add("form.addressee-missing", "", term("receiver"), field("addressees"), None);
        }
        Some(first) if addressed == Some(Addressed::Never) => {
            let wanted = term("only-recipients");
            report.add("form.addressee-unwanted", first.as_str(), wanted, field("addressees"), Some(moved(draft)));
        }
        _ => {}
    }
}

/// Moves the addressees among the recipients, in the place of "Như trên".
fn moved(draft: &Draft) -> Fix {
    let above = draft.recipients.iter().position(|line| is_as_above(line));
    let (away, at) = (above.map(|at| set("recipients", Some(at), "")), above.unwrap_or(0));
    let add = draft.addressees.iter().enumerate().map(|(index, value)| Fix::AddLine {
        field: "recipients".to_owned(),
        index: at + index,
        value: value.clone(),
    });
    let empty = (0..draft.addressees.len()).rev().map(|index| set("addressees", Some(index), ""));
    Fix::Together { fixes: away.into_iter().chain(add).chain(empty).collect() }
}

fn is_as_above(line: &str) -> bool {
    matches!(folded(bare(line)).as_str(), "nhu tren" | "nhu kinh gui" | "nhu tren kinh gui")
}

fn lines(cell: &str, name: &'static str, lines: &[String], report: &mut Report) {
    let mut seen = HashSet::new();
    for (index, written) in lines.iter().enumerate() {
        let clean = bare(written);
        let away = || Some(set(name, Some(index), ""));
        if clean.is_empty() {
            report.add_in(cell, "form.recipient-empty", "", term("no-empty-line"), line(name, index), away());
            continue;
        }
        if is_archive(clean) {
            report.add_in(cell, "form.recipient-archive", written, term("archive-last"), line(name, index), away());
        } else if !seen.insert(folded(clean)) {
            report.add_in(cell, "form.recipient-twice", clean, term("no-repeated-line"), line(name, index), away());
        }
        if clean != written {
            let fix = Some(set(name, Some(index), clean));
            report.add_in(cell, "form.recipient-sign", written, clean, line(name, index), fix);
        }
    }
}

/// A line without the dash before it and the sign behind.
pub(in crate::check) fn bare(line: &str) -> &str {
    let dash = |letter: char| letter.is_whitespace() || matches!(letter, '-' | '–' | '—' | '•' | '+' | '*');
    line.trim_start_matches(dash)
        .trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, ';' | '.' | ','))
}

/// Whether a recipient's line is the one of the archive.
pub(in crate::check) fn is_archive(line: &str) -> bool {
    let folded = folded(line);
    folded.starts_with("luu:") || folded.starts_with("luu vt") || folded.starts_with("luu :")
}

fn as_above(draft: &Draft, report: &mut Report) {
    let at = draft.recipients.iter().position(|line| is_as_above(line));
    if draft.addressees.is_empty() {
        if let (Some(at), true) = (at, super::kind(draft).is_some()) {
            let found = draft.recipients.get(at).map(String::as_str).unwrap_or_default();
            let fix = super::is_letter(draft) || super::has_shape(draft, &[Shape::Telegram]);
            let fix = (!fix).then(|| set("recipients", Some(at), ""));
            report.add("form.as-above-unwanted", found, term("named-receiver"), line("recipients", at), fix);
        }
        return;
    }
    if !super::has_shape(draft, &[Shape::Letter, Shape::Named, Shape::Telegram]) || unwanted(draft) {
        return;
    }
    let first = draft.recipients.first().map(String::as_str).unwrap_or_default();
    match at {
        Some(0) if bare(first) == AS_ABOVE => {}
        Some(0) => {
            let fix = Some(set("recipients", Some(0), AS_ABOVE));
            report.add("form.as-above", first, AS_ABOVE, line("recipients", 0), fix);
        }
        at => {
            let add = Fix::AddLine { field: "recipients".to_owned(), index: 0, value: AS_ABOVE.to_owned() };
            let fixes = at.map(|at| set("recipients", Some(at), "")).into_iter().chain([add]).collect();
            report.add("form.as-above", first, AS_ABOVE, field("recipients"), Some(Fix::Together { fixes }));
        }
    }
}

/// Addressed though its kind is not: then the address goes, and not "Như trên" comes.
fn unwanted(draft: &Draft) -> bool {
    super::kind(draft).is_some_and(|kind| kind.addressed == Addressed::Never)
}

fn archive(draft: &Draft, report: &mut Report) {
    let shapes = [Shape::Decision, Shape::Named, Shape::Letter, Shape::Telegram, Shape::Invitation];
    if !super::has_shape(draft, &shapes) {
        return;
    }
    let written = draft.archive.as_str();
    if written.trim().is_empty() && draft.recipients.is_empty() {
        let fix = Some(set("archive", None, "VT"));
        report.add("form.recipients-missing", "", "Lưu: VT", field("recipients"), fix);
        return;
    }
    let right = archived(written);
    if right != written {
        let fix = Some(set("archive", None, right.as_str()));
        report.add("form.archive", written, right, field("archive"), fix);
    }
}

/// What stands behind "Lưu:", beginning with VT.
fn archived(written: &str) -> String {
    let mut rest = bare(written);
    if is_archive(rest) {
        rest = rest.trim_start_matches(|letter: char| letter.is_alphabetic()).trim_start_matches([':', ' ']);
    }
    let parts = rest.split(',').map(str::trim).filter(|part| !part.is_empty() && !part.eq_ignore_ascii_case("vt"));
    std::iter::once("VT").chain(parts).collect::<Vec<_>>().join(", ")
}
