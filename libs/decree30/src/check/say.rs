//! Findings in words: a sentence for a page, a report for a command line.

use super::rules::{self, Language};
use super::terms::english;
use crate::finding::{Finding, Fix, Place, Severity};

/// The finding as a sentence.
#[must_use]
pub fn sentence(finding: &Finding, language: Language) -> String {
    let Some(rule) = rules::find(&finding.rule) else {
        return format!("{}: {} → {}", finding.rule, finding.found, finding.wanted);
    };
    // In one pass: words of the document may hold braces themselves.
    let mut rest = rule.sentence.of(language);
    let value = |text: &str| match language {
        Language::Vietnamese => text.to_owned(),
        Language::English => english(text),
    };
    let (found, wanted) = (value(&finding.found), value(&finding.wanted));
    let mut out = String::new();
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let (value, length) = match after {
            _ if after.starts_with("{found}") => (found.as_str(), "{found}".len()),
            _ if after.starts_with("{wanted}") => (wanted.as_str(), "{wanted}".len()),
            _ => ("{", 1),
        };
        out.push_str(value);
        rest = after.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The finding for a command line, as a compiler reports: what and where, the words with a mark, what is wanted, source,
/// help. `line` is the line that the finding speaks of, when the caller has it.
#[must_use]
pub fn report(finding: &Finding, line: Option<&str>, language: Language) -> String {
    let vi = language == Language::Vietnamese;
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    };
    let title = rules::find(&finding.rule).map_or("", |rule| rule.title.of(language));
    let cell = match (finding.cell.as_str(), vi) {
        ("", _) => String::new(),
        (cell, true) => format!("ô {cell}: "),
        (cell, false) => format!("cell {cell}: "),
    };
    let mut out = format!("{severity}[{}] {cell}{title}\n", finding.rule);
    out.push_str(&format!("  --> {}\n", place(&finding.place, vi)));
    if let Some(line) = line.filter(|line| !line.trim().is_empty()) {
        out.push_str(&marked(line, finding));
    }
    let (source, help) = if vi { ("nguồn", "sửa") } else { ("source", "help") };
    out.push_str(&format!("  = {}\n", sentence(finding, language)));
    out.push_str(&format!("  = {source}: {}\n", finding.source));
    if let Some(fix) = &finding.fix {
        out.push_str(&format!("  = {help}: {}\n", remedy(fix, finding, vi)));
    }
    out
}

fn place(place: &Place, vi: bool) -> String {
    let numbered = |word: &str, index: usize| format!("{word} {}", index + 1);
    match place {
        Place::Whole => if vi { "toàn văn bản" } else { "whole document" }.to_owned(),
        Place::Part { field, index: None } => field.clone(),
        Place::Part { field, index: Some(index) } => format!("{field}[{index}]"),
        Place::Block { id, range: None } => id.clone(),
        Place::Block { id, range: Some((from, to)) } => format!("{id}:{from}-{to}"),
        Place::Paragraph { index, words } => {
            format!("{} (“{words}”)", numbered(if vi { "đoạn" } else { "paragraph" }, *index))
        }
        Place::Page { page, rect: [left, top, ..] } => {
            format!("{} ({left:.0}, {top:.0})", numbered(if vi { "trang" } else { "page" }, *page))
        }
    }
}

/// The line with carets below the words that were found.
fn marked(line: &str, finding: &Finding) -> String {
    /// Letters shown of a line, and before the fault.
    const SHOWN: usize = 96;
    const BEFORE: usize = 40;
    let letters: Vec<char> = line.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let (from, to) = match &finding.place {
        Place::Block { range: Some(range), .. } => *range,
        _ => line.find(finding.found.as_str()).map_or((0, letters.len()), |at| {
            let from = line.get(..at).map_or(0, |before| before.chars().count());
            (from, from + finding.found.chars().count())
        }),
    };
    let first = from.saturating_sub(BEFORE);
    let shown: String = letters.iter().skip(first).take(SHOWN).collect();
    let until = to.min(first + SHOWN).min(letters.len());
    let carets = "^".repeat(until.saturating_sub(from).max(1));
    format!("   |\n   | {shown}\n   | {}{carets}\n", " ".repeat(from - first))
}

fn remedy(fix: &Fix, finding: &Finding, vi: bool) -> String {
    let say = |vietnamese: &str, english: &str| if vi { vietnamese } else { english }.to_owned();
    match fix {
        Fix::SetField { value, .. } if value.is_empty() => say("bỏ dòng này", "remove this line"),
        Fix::SetField { value, .. } => format!("{} “{value}”", say("ghi lại là", "write")),
        Fix::Replace { by, .. } | Fix::ReplaceInCell { by, .. } if by.is_empty() => {
            say("bỏ chữ này", "remove these letters")
        }
        Fix::Replace { by, .. } | Fix::ReplaceInCell { by, .. } => format!("{} “{by}”", say("thay bằng", "replace by")),
        Fix::Remove { .. } => say("bỏ dòng này", "remove this line"),
        Fix::AddBasis { basis, .. } => format!("{} “{}”", say("thêm", "add"), basis.text),
        Fix::AddLine { value, .. } => format!("{} “{value}”", say("thêm dòng", "add the line")),
        Fix::SetBlock { .. } | Fix::Together { .. } => {
            format!("{} “{}”", say("tự động sửa thành", "can be set right by itself:"), finding.wanted)
        }
        Fix::Restyle => say("trình bày lại bằng bản soạn có cấu trúc", "typeset it from a structured draft"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding() -> Finding {
        Finding {
            rule: "form.day-zero".into(),
            cell: "4".into(),
            found: "ngày 4 tháng 03".into(),
            wanted: "ngày 04 tháng 3".into(),
            source: "nguồn {found}".into(),
            severity: Severity::Error,
            place: Place::Paragraph { index: 4, words: "Hiệp Hòa".into() },
            fix: Some(Fix::Restyle),
        }
    }

    #[test]
    fn a_report_reads_like_a_compilers() {
        let told = report(&finding(), Some("Hiệp Hòa, ngày 4 tháng 03 năm 2026"), Language::Vietnamese);
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines[0], "error[form.day-zero] ô 4: Số 0 trước ngày, tháng chưa đúng");
        assert_eq!(lines[1], "  --> đoạn 5 (“Hiệp Hòa”)");
        assert_eq!(lines[3], "   | Hiệp Hòa, ngày 4 tháng 03 năm 2026");
        assert_eq!(lines[4], format!("   | {}{}", " ".repeat(10), "^".repeat(15)));
        assert!(lines[5].contains("“ngày 4 tháng 03”; cần “ngày 04 tháng 3”"));
        assert!(lines[6].starts_with("  = nguồn: ") && lines[7].starts_with("  = sửa: "));
        let english = report(&finding(), None, Language::English);
        assert!(english.starts_with("error[form.day-zero] cell 4: The zero"), "{english}");
    }

    #[test]
    fn words_with_braces_stay_as_they_are() {
        let mut finding = finding();
        finding.found = "{wanted}".into();
        assert!(sentence(&finding, Language::English).contains("“{wanted}” stands there; “ngày 04 tháng 3”"));
    }
}
