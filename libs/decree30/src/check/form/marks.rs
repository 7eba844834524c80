//! Cells 11 and 12: circulation, the drafter's mark.

use crate::check::report::Report;
use crate::check::spot::{field, set};
use crate::check::tokens::folded;
use crate::draft::Draft;

/// Decree 30/2020, Annex I, part III.2c.
pub(in crate::check) const CIRCULATION: [&str; 2] = ["XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ"];
/// Decree 30/2020, Annex I, part III.2b.
pub(in crate::check) const URGENCY: [&str; 3] = ["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"];

pub(in crate::check) fn check(draft: &Draft, report: &mut Report) {
    let written = draft.circulation.as_str();
    if !written.is_empty() && !CIRCULATION.contains(&written) {
        let meant = CIRCULATION.into_iter().find(|words| folded(words) == folded(written));
        let fix = meant.map(|words| set("circulation", None, words));
        let wanted = meant.map_or_else(|| CIRCULATION.join(" / "), str::to_owned);
        report.add("form.circulation", written, wanted, field("circulation"), fix);
    }
    let written = draft.drafter_mark.as_str();
    if !written.is_empty() && !is_mark(written) {
        report.add("form.drafter-mark", written, "PL.(300)", field("drafter_mark"), None);
    }
}

/// Capitals, a dot, and the number of copies in brackets, which may be missing.
pub(in crate::check) fn is_mark(text: &str) -> bool {
    let Some((letters, rest)) = text.split_once('.') else { return false };
    let copies = rest.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let named = !letters.is_empty() && letters.chars().all(|letter| letter.is_uppercase());
    named && copies.is_some_and(|copies| !copies.is_empty() && copies.chars().all(|digit| digit.is_ascii_digit()))
}
