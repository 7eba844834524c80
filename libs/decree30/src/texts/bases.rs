//! Checks of the bases of a draft against the library (rules `bases.…`, `data/rules-bases.toml`).

use std::collections::HashSet;

use jiff::civil::Date;

use super::cite::{cite, full, name, official_day};
use super::find::{Citation, find_citations};
use super::fold;
use super::kinds::{issuer, kind, same_issuer};
use super::library::{Library, Match, State};
use super::text::{Fact, Text, Verified};
use crate::draft::{Basis, Draft};
use crate::finding::{Finding, Fix, Place, Severity};
use crate::rules::{finding, term};

/// Most bases of a draft that are looked at; no document has more.
const MOST_BASES: usize = 500;

/// What the library says of the bases of a draft on a day (its own, or today), in the order of the bases, then what is
/// missing for documents of its kind in this field. Bases that cite nothing ("Theo đề nghị của …") are passed over.
#[must_use]
pub fn of_bases(draft: &Draft, library: &Library, day: Date, field: Option<&str>) -> Vec<Finding> {
    let mut check = Check { library, day, findings: Vec::new(), seen: HashSet::new(), cited: Vec::new() };
    for (index, basis) in draft.bases.iter().take(MOST_BASES).enumerate() {
        check.basis(index, basis);
    }
    check.missing(draft, field);
    check.findings
}

struct Check<'a> {
    library: &'a Library,
    day: Date,
    findings: Vec<Finding>,
    seen: HashSet<String>,
    cited: Vec<(usize, &'a Text)>,
}

/// A citation in its basis.
struct Spot<'a> {
    index: usize,
    line: &'a str,
    citation: &'a Citation,
    alone: bool,
}

impl<'a> Check<'a> {
    fn basis(&mut self, index: usize, basis: &Basis) {
        let citations = find_citations(&basis.text);
        let chosen = basis.reference.as_deref().and_then(|code| self.library.get(code));
        // The words count; a text that was once chosen does not when they say another.
        if let (true, Some(text)) = (citations.is_empty(), chosen) {
            self.cited.push((index, text));
        }
        let alone = citations.len() == 1;
        for citation in &citations {
            self.citation(&Spot { index, line: &basis.text, citation, alone });
        }
    }

    fn citation(&mut self, spot: &Spot<'_>) {
        let found = self.library.find(spot.citation, self.day);
        if self.twice(spot, &found) {
            return;
        }
        match found {
            Match::Text(text) => {
                self.cited.push((spot.index, text));
                self.miscited(spot, text);
                self.law_number(spot, Some(text));
                self.state(spot, text);
            }
            Match::OtherNumber(text) => {
                self.cited.push((spot.index, text));
                self.miscited(spot, text);
            }
            Match::Older(text) => {
                if self.library.state(text, self.day) == State::InForce {
                    let doubtful = text.verified == Verified::Unverified;
                    self.instead("bases.older-law", spot, &words(spot), &full(text, ""), doubtful);
                }
            }
            Match::Nothing => {
                self.law_number(spot, None);
                if is_checkable(spot.citation) {
                    self.tell("bases.unknown", spot, &words(spot), &term("compared", ""), None, false);
                }
            }
        }
    }

    fn twice(&mut self, spot: &Spot<'_>, found: &Match<'_>) -> bool {
        let citation = spot.citation;
        let key = match found {
            Match::Text(text) | Match::OtherNumber(text) => text.code.clone(),
            _ if citation.number.is_empty() => {
                format!("{} {} {:?}", citation.kind, fold::fold(&citation.subject), citation.year)
            }
            _ => format!("{} {} {:?}", citation.kind, fold::number(&citation.number), citation.day),
        };
        let again = !self.seen.insert(key);
        if again {
            // An empty line is taken away.
            let fix = spot.alone.then(|| set(spot.index, String::new()));
            self.tell("bases.twice", spot, &words(spot), &term("once", ""), fix, false);
        }
        again
    }

    fn miscited(&mut self, spot: &Spot<'_>, text: &Text) {
        let citation = spot.citation;
        let number = !citation.number.is_empty()
            && !text.number.is_empty()
            && !citation.symbol().is_empty()
            && fold::number(&citation.number) != fold::number(&text.number);
        let day = text.day.zip(citation.day).is_some_and(|(right, cited)| right != cited) && !text.doubts(Fact::Day);
        let body = !citation.issuer.is_empty()
            && !text.issuer.is_empty()
            && !text.doubts(Fact::Issuer)
            && !same_issuer(&citation.issuer, &text.issuer);
        if number || day || body {
            let right = full(text, &citation.subject);
            self.instead("bases.miscited", spot, &words(spot), &right, text.verified == Verified::Unverified);
        }
    }

    fn law_number(&mut self, spot: &Spot<'_>, text: Option<&Text>) {
        let citation = spot.citation;
        if citation.number.is_empty() || !kind(&citation.kind).is_some_and(|kind| kind.named) {
            return;
        }
        if let Some(text) = text.filter(|text| !text.subject.is_empty()) {
            self.instead("bases.law-number", spot, &words(spot), &full(text, ""), false);
            return;
        }
        let named = kind(&citation.kind).map_or("", |kind| &kind.name);
        let day = citation.day.map_or_else(|| "ngày … tháng … năm …".to_owned(), official_day);
        let wanted = format!("{named} {} {day}", if citation.subject.is_empty() { "…" } else { &citation.subject });
        self.tell("bases.law-number", spot, &words(spot), &wanted, None, false);
    }

    fn state(&mut self, spot: &Spot<'_>, text: &Text) {
        match self.library.state(text, self.day) {
            State::InForce => {}
            State::NotYet => {
                let first = self.library.first_day(text).map(official_day);
                let wanted = first.map_or_else(|| term("day-unknown", ""), |day| term("from-day", &day));
                self.tell("bases.not-yet", spot, &name(text), &wanted, None, text.doubts(Fact::From));
            }
            State::Gone => {
                let doubtful = self.library.last_day(text).is_some_and(|(_, doubtful)| doubtful);
                match self.library.successor(text, self.day) {
                    Some(next) => self.instead("bases.replaced", spot, &name(text), &full(next, ""), doubtful),
                    None => {
                        self.tell("bases.expired", spot, &name(text), &term("in-force-text", ""), None, doubtful);
                    }
                }
            }
        }
    }

    fn missing(&mut self, draft: &Draft, field: Option<&str>) {
        let library = self.library;
        for required in library.required().iter().filter(|required| required.is_for(&draft.kind, field)) {
            if self.cited.iter().any(|(_, text)| required.any.contains(&text.code)) {
                continue;
            }
            let texts = required.any.iter().filter_map(|code| library.get(code));
            let mut in_force = texts.filter(|text| library.state(text, self.day) == State::InForce);
            let Some(text) = in_force.next() else { continue };
            let basis = Basis { text: cite(text), reference: Some(text.code.clone()) };
            let fix = Some(Fix::AddBasis { index: self.index_for(text, draft.bases.len()), basis });
            let place = Place::Part { field: "bases".to_owned(), index: None };
            let found = term("count", &draft.bases.len().to_string());
            self.findings.extend(finding("bases.required", &found, &cite(text), place, fix));
        }
    }

    /// Behind the last basis that is of its rank or a higher one, else before the first that cites anything.
    fn index_for(&self, text: &Text, count: usize) -> usize {
        let rank = |text: &Text| kind(&text.kind).map_or(u8::MAX, |kind| kind.rank);
        let higher = self.cited.iter().filter(|(_, other)| rank(other) <= rank(text)).map(|(index, _)| index + 1).max();
        higher.or_else(|| self.cited.iter().map(|(index, _)| *index).min()).unwrap_or(0).min(count)
    }

    /// A finding whose correction puts other words in the place of the citation.
    fn instead(&mut self, code: &str, spot: &Spot<'_>, found: &str, wanted: &str, doubtful: bool) {
        let (from, to) = spot.citation.range;
        let before: String = spot.line.chars().take(from).collect();
        let after: String = spot.line.chars().skip(to).collect();
        let fix = set(spot.index, format!("{before}{wanted}{after}"));
        self.tell(code, spot, found, wanted, Some(fix), doubtful);
    }

    fn tell(&mut self, code: &str, spot: &Spot<'_>, found: &str, wanted: &str, fix: Option<Fix>, doubtful: bool) {
        let place = Place::Part { field: "bases".to_owned(), index: Some(spot.index) };
        let told = finding(code, found, wanted, place, fix);
        self.findings.extend(told.map(|finding| match doubtful {
            true => Finding { severity: Severity::Hint, ..finding },
            false => finding,
        }));
    }
}

/// The citation as it stands.
fn words(spot: &Spot<'_>) -> String {
    let (from, to) = spot.citation.range;
    spot.line.chars().skip(from).take(to.saturating_sub(from)).collect()
}

fn set(index: usize, value: String) -> Fix {
    Fix::SetField { field: "bases".to_owned(), index: Some(index), value }
}

/// Texts that a library can be expected to have: binding ones, and those of central bodies.
fn is_checkable(citation: &Citation) -> bool {
    kind(&citation.kind).is_some_and(|kind| kind.normative) || issuer(&citation.number).is_some()
}

#[cfg(test)]
mod tests;
