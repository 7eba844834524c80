//! Cell 3: number and symbol.

use crate::check::Context;
use crate::check::report::Report;
use crate::check::spot::{field, set};
use crate::check::tokens::folded;
use crate::draft::Draft;
use crate::kinds;

pub(in crate::check) fn check(draft: &Draft, context: &Context, report: &mut Report) {
    if draft.symbol.number == Some(0) {
        report.add("form.number-digits", "0", "01", field("symbol.number"), None);
    }
    let Some(kind) = super::kind(draft).filter(|kind| kind.code != "personal-letter") else { return };
    let written = draft.symbol.text.as_str();
    if written.trim().is_empty() {
        let wanted = kind.abbreviation.as_deref().map_or("SGDĐT-VP".to_owned(), |kind| format!("{kind}-SGDĐT"));
        report.add("form.symbol-missing", "", wanted, field("symbol.text"), None);
        return;
    }
    let mut fault = |code: &str, found: &str, wanted: &str| {
        report.add(code, found, wanted, field("symbol.text"), Some(set("symbol.text", None, wanted)));
    };
    let clean = clean(written);
    if clean != written {
        fault("form.symbol-sign", written, &clean);
    }
    let parts: Vec<&str> = clean.split('-').collect();
    let first = parts.first().copied().unwrap_or_default();
    match &kind.abbreviation {
        None if parts.iter().any(|part| part.eq_ignore_ascii_case("cv")) => {
            let rest: Vec<&str> = parts.iter().copied().filter(|part| !part.eq_ignore_ascii_case("cv")).collect();
            fault("form.symbol-cv", &clean, &rest.join("-"));
        }
        None if is_kind(first) && !context.abbreviations.iter().any(|name| name == first) => {
            fault("form.symbol-kind", &clean, &parts.get(1..).unwrap_or_default().join("-"));
        }
        None => {}
        Some(wanted) if first == wanted => {}
        Some(wanted) => {
            let same = folded(first) == folded(wanted);
            let replaced = same || is_kind(first) || first.eq_ignore_ascii_case("cv");
            let rest = parts.get(usize::from(replaced)..).unwrap_or_default();
            let right = std::iter::once(wanted.as_str()).chain(rest.iter().copied()).collect::<Vec<_>>().join("-");
            fault(if same { "form.symbol-case" } else { "form.symbol-kind" }, &clean, &right);
        }
    }
    let between = format!("-{clean}-");
    let named = context.abbreviations.iter().any(|name| between.contains(&format!("-{name}-")));
    if !named && !context.abbreviations.is_empty() {
        let wanted = context.abbreviations.join(" / ");
        report.add("form.symbol-organisation", clean, wanted, field("symbol.text"), None);
    }
}

/// Without blanks, number and slash before it, with plain hyphens between groups.
fn clean(symbol: &str) -> String {
    let hyphen = |letter| matches!(letter, '-' | '–' | '—' | '−' | '_' | '\u{2010}' | '\u{2011}');
    let plain: String = symbol
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| if hyphen(letter) { '-' } else { letter })
        .collect();
    let behind = plain.rsplit('/').find(|part| !part.is_empty()).unwrap_or(&plain);
    behind.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Whether a group is the abbreviation of a kind, whatever its case.
fn is_kind(group: &str) -> bool {
    let group = group.to_uppercase();
    kinds::all().iter().filter_map(|kind| kind.abbreviation.as_deref()).any(|name| name.to_uppercase() == group)
}
