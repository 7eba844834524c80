//! Cell 7a: by what right somebody signs.

use crate::check::report::Report;
use crate::check::spot::{field, line, set};
use crate::check::terms::term;
use crate::draft::Draft;
use crate::kinds::Shape;

/// Signs of authority in the order of their lines.
const PREFIXES: [&str; 5] = ["TM", "TL", "TUQ", "KT", "Q"];
/// What may stand above each other (Decree 30/2020, Article 13); the signer's own post follows, but for Q.
const ORDERS: [&[&str]; 8] = [&[], &["TM"], &["TM", "KT"], &["TM", "Q"], &["KT"], &["TL"], &["TL", "KT"], &["TUQ"]];

pub(in crate::check) fn check(draft: &Draft, report: &mut Report) {
    let written = |lines: &[String]| lines.iter().any(|line| !line.trim().is_empty());
    if !draft.signers.iter().any(|signer| written(&signer.lines)) {
        report.add("form.signer-missing", "", term("authority"), field("signers"), None);
    }
    for (index, signer) in draft.signers.iter().enumerate().filter(|(_, signer)| written(&signer.lines)) {
        let deputies = !super::has_shape(draft, &[Shape::Minutes, Shape::Leave, Shape::Copy]);
        check_lines(&signer.lines, index, deputies, report);
    }
}

fn check_lines(lines: &[String], index: usize, deputies: bool, report: &mut Report) {
    let mut fault = |code: &str, found: &str, wanted: &[String]| {
        let fix = set("signers.lines", Some(index), wanted.join("\n"));
        report.add(code, found, wanted.join(" / "), line("signers.lines", index), Some(fix));
    };
    let right: Vec<String> = lines.iter().map(|line| spelled(line.trim())).filter(|line| !line.is_empty()).collect();
    let mended = ordered(&right);
    for (written, right) in lines.iter().filter(|line| !line.trim().is_empty()).zip(&right) {
        if written.trim().to_uppercase() != *right {
            fault("form.authority-spelling", written, &mended);
        } else if written.trim() != right {
            fault("form.authority-capitals", written, &mended);
        }
    }
    let found = right.join(" / ");
    let signs: Vec<&str> = mended.iter().filter_map(|line| prefix(line)).map(|(sign, _)| sign).collect();
    let last = mended.last().map(String::as_str).unwrap_or_default();
    let above = mended.iter().rev().find_map(|line| prefix(line).filter(|(sign, _)| *sign == "KT"));
    if mended != right {
        fault("form.authority-order", &found, &mended);
    } else if signs != ["Q"] && !ORDERS.contains(&signs.as_slice()) {
        report.add("form.authority-order", found, "TM., KT., TL., TUQ., Q.", line("signers.lines", index), None);
    } else if prefix(last).is_some_and(|(sign, _)| sign != "Q") {
        let deputy = above.map(|(_, post)| format!("PHÓ {post}"));
        let fix = deputy.as_ref().map(|deputy| {
            set("signers.lines", Some(index), right.iter().chain([deputy]).cloned().collect::<Vec<_>>().join("\n"))
        });
        let wanted = deputy.clone().unwrap_or_else(|| term("signer-post").to_owned());
        report.add("form.authority-post", last, wanted, line("signers.lines", index), fix);
    } else if let Some((_, post)) = above.filter(|(_, post)| *post == last) {
        let deputy = format!("PHÓ {post}");
        let wanted: Vec<String> = right.iter().take(right.len() - 1).chain([&deputy]).cloned().collect();
        let fix = set("signers.lines", Some(index), wanted.join("\n"));
        report.add("form.authority-post", format!("KT. {post}"), deputy, line("signers.lines", index), Some(fix));
    } else if let ([only], true) = (right.as_slice(), deputies)
        && let Some(post) = only.strip_prefix("PHÓ ")
    {
        fault("form.authority-deputy", only, &[format!("KT. {post}"), only.clone()]);
    }
}

/// A line in capitals, its sign of authority spelled as it is laid down.
fn spelled(line: &str) -> String {
    let line = line.to_uppercase();
    match prefix(&line) {
        Some((sign, rest)) => format!("{sign}. {rest}"),
        None => line,
    }
}

/// The lines in the order of their signs, posts last; as they are when that is no order either.
fn ordered(lines: &[String]) -> Vec<String> {
    let rank = |line: &String| prefix(line).and_then(|(sign, _)| PREFIXES.iter().position(|one| *one == sign));
    let first_post = lines.iter().position(|line| prefix(line).is_none()).unwrap_or(lines.len());
    let signs_above: Vec<usize> = lines.iter().filter_map(rank).collect();
    // A post above a sign is the rest of a long name, if a sign stands above it: TM. … / TỈNH … / KT. …
    let sorted = signs_above.is_sorted();
    if sorted && (first_post > 0 || signs_above.is_empty()) {
        return lines.to_vec();
    }
    let mut mended = lines.to_vec();
    mended.sort_by_key(|line| rank(line).unwrap_or(PREFIXES.len()));
    mended
}

/// The sign of authority that a line in capitals begins with, however dotted or slashed, and the rest.
pub(in crate::check) fn prefix(line: &str) -> Option<(&'static str, &str)> {
    PREFIXES.into_iter().find_map(|sign| {
        let mut rest = line;
        for letter in sign.chars() {
            rest = rest.trim_start_matches(['.', '/']).strip_prefix(letter)?;
        }
        let words = rest.trim_start_matches(['.', '/', ':', ' ', '\u{a0}']);
        (words.len() < rest.len() && !words.is_empty()).then_some((sign, words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Authority;

    #[test]
    fn signs_are_read_however_they_are_written() {
        for line in ["KT. HIỆU TRƯỞNG", "K/T HIỆU TRƯỞNG", "KT.HIỆU TRƯỞNG", "K.T. HIỆU TRƯỞNG", "KT HIỆU TRƯỞNG"]
        {
            assert_eq!(spelled(line), "KT. HIỆU TRƯỞNG");
        }
        for line in ["TMÂN", "KTĐ", "QUYỀN", "Q.", "HIỆU TRƯỞNG"] {
            assert_eq!(prefix(line), None);
        }
    }

    #[test]
    fn every_authority_of_the_decree_is_in_order() {
        use Authority::*;
        for authority in [Head, OnBehalf, OnBehalfByDeputy, Acting, ForHead, ByOrder, ByOrderForHead, Delegated] {
            let post = if matches!(authority, Head | OnBehalf) { "chủ tịch" } else { "phó chủ tịch" };
            let lines = authority.lines("ủy ban nhân dân", "chủ tịch", "chánh văn phòng", post);
            let mut report = Report::default();
            check_lines(&lines, 0, true, &mut report);
            assert_eq!(report.done(), [], "{lines:?}");
        }
    }
}
