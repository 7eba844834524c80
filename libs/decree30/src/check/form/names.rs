//! Cell 7b: the signer's name.

use crate::check::lexicon::lexicon;
use crate::check::report::Report;
use crate::check::spot::{line, set};
use crate::check::tokens::{all_capitals, capital, capitalised};
use crate::draft::Draft;

pub(in crate::check) fn check(draft: &Draft, report: &mut Report) {
    for (index, signer) in draft.signers.iter().enumerate() {
        let written = signer.name.trim();
        let (bare, plain) = (without_degrees(written), right(written));
        let mut fault = |code: &str, found: &str| {
            let fix = set("signers.name", Some(index), plain.as_str());
            report.add(code, found, plain.as_str(), line("signers.name", index), Some(fix));
        };
        if bare != written {
            fault("form.name-degree", written);
        }
        if bare != plain {
            fault("form.name-capitals", bare);
        }
    }
}

/// Without degrees, every syllable with its capital.
fn right(name: &str) -> String {
    let bare = without_degrees(name);
    if bare.chars().any(|letter| !letter.is_alphabetic() && letter != ' ') {
        return bare.to_owned();
    }
    let word = |word: &str| match word {
        _ if all_capitals(word) && word.chars().count() > 1 => capitalised(&word.to_lowercase()),
        _ if capital(word) => word.to_owned(),
        _ => capitalised(word),
    };
    bare.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn without_degrees(name: &str) -> &str {
    let mut rest = name;
    loop {
        let behind = |degree: &String| {
            let length = degree.chars().count();
            let end = rest.char_indices().nth(length)?.0;
            let same = rest.get(..end)?.to_lowercase() == degree.to_lowercase();
            let after = rest.get(end..)?;
            let stops = degree.ends_with('.') || after.starts_with([' ', '.', ',']);
            (same && stops).then(|| after.trim_start_matches([' ', '.', ',']))
        };
        match lexicon().degrees.iter().find_map(behind).filter(|after| !after.is_empty()) {
            Some(after) => rest = after,
            None => return rest,
        }
    }
}
