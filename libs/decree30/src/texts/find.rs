//! Citations of legal texts and documents in running Vietnamese text.

use std::sync::OnceLock;

use jiff::civil::Date;

use super::kinds::{Kind, kinds};
use super::reader::{Reader, lower};
use super::text::year_of;

/// Most citations that are read from one text.
pub const MOST_CITATIONS: usize = 5_000;
/// Longest name of an issuer, and of a law.
const LONGEST_NAME: usize = 160;
/// Longest subject.
const LONGEST_SUBJECT: usize = 600;
/// Verbs that a subject begins with instead of "về".
pub(super) const VERBS: [&str; 7] =
    ["quy định", "ban hành", "hướng dẫn", "sửa đổi", "bãi bỏ", "phê duyệt", "thành lập"];
/// Words that end the name of an issuer.
const AFTER_ISSUER: [&str; 5] = ["về", "ngày", "đã", "được", "của"];
/// Words that end the name of a law.
const AFTER_LAW: [&str; 8] = ["ngày", "năm", "quy định", "được", "có hiệu lực", "của Quốc hội", "và các", "thì"];

/// A citation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// Code of the kind.
    pub kind: String,
    /// Number with symbol as written, without blanks: `30/2020/NĐ-CP`; empty for laws cited by name.
    pub number: String,
    /// Its day.
    pub day: Option<Date>,
    /// Its year, by the day, the number, or as stated behind a law's name.
    pub year: Option<i16>,
    /// Who issued it, as written; empty when it is not told.
    pub issuer: String,
    /// What it is about: the name of a law, else what stands behind "về" or begins with its verb.
    pub subject: String,
    /// From which character to before which.
    pub range: (usize, usize),
}

impl Citation {
    /// What stands behind the number and year: `NĐ-CP`; empty without.
    #[must_use]
    pub fn symbol(&self) -> &str {
        let last = self.number.rsplit_once('/').map_or("", |(_, last)| last);
        if last.bytes().all(|b| b.is_ascii_digit()) { "" } else { last }
    }
}

/// The citations of a text in NFC, in order. The time is linear in its length; at most [`MOST_CITATIONS`] are read.
#[must_use]
pub fn find_citations(text: &str) -> Vec<Citation> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut reader = Reader::new(&chars, 0);
    while !reader.done() && found.len() < MOST_CITATIONS {
        match citation(&reader) {
            Some(citation) => {
                reader.at = citation.range.1.max(reader.at + 1);
                found.push(citation);
            }
            None => reader.at += 1,
        }
    }
    found
}

fn citation(reader: &Reader<'_>) -> Option<Citation> {
    let (head, mut reader) = head(reader)?;
    let mut citation = head;
    let mut end = reader.at;
    // Day and issuer in either order, the subject last.
    for _ in 0..3 {
        let before = reader.at;
        tail(&mut reader, &mut citation);
        if reader.at == before {
            break;
        }
        end = reader.at;
    }
    citation.range.1 = end;
    citation.year = citation.day.map(Date::year).or_else(|| year_of(&citation.number)).or(citation.year);
    Some(citation)
}

/// The kind with its number or name, and what follows.
fn head<'a>(reader: &Reader<'a>) -> Option<(Citation, Reader<'a>)> {
    if !reader.at_word() {
        return None;
    }
    let first = lower(reader.peek()?);
    candidates(first).find_map(|(name, kind, exact)| {
        let mut ahead = reader.clone();
        let fits = if exact { ahead.exactly(name) } else { ahead.words(name) };
        let start = (reader.at, reader.at);
        let mut citation = Citation { kind: kind.code.clone(), range: start, ..Citation::default() };
        if !fits {
            return None;
        }
        let capital = reader.peek().is_some_and(char::is_uppercase);
        if kind.named {
            // "kỷ luật số 5" is none.
            if !capital {
                return None;
            }
            law_name(&mut ahead, &mut citation);
        }
        numbered(&mut ahead, &mut citation);
        (!citation.number.is_empty() || !citation.subject.is_empty()).then_some((citation, ahead))
    })
}

/// Names and short forms of kinds that begin with a letter, the longest first.
fn candidates(first: char) -> impl Iterator<Item = (&'static str, &'static Kind, bool)> {
    type Name = (char, &'static str, &'static Kind, bool);
    static NAMES: OnceLock<Vec<Name>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let begin = |name: &str| name.chars().next().map(lower).unwrap_or_default();
        let full = kinds().iter().map(|kind| (begin(&kind.name), kind.name.as_str(), kind, false));
        let short = kinds().iter().filter_map(|kind| kind.short.as_deref().map(|name| (begin(name), name, kind, true)));
        let mut names: Vec<Name> = full.chain(short).collect();
        names.sort_by_key(|(_, name, _, _)| std::cmp::Reverse(name.len()));
        names
    });
    names.iter().filter(move |one| one.0 == first).map(|(_, name, kind, exact)| (*name, *kind, *exact))
}

/// `số 30/2020/NĐ-CP`; without "số" only what has a slash.
fn numbered(reader: &mut Reader<'_>, citation: &mut Citation) {
    let before = reader.at;
    let said = reader.blanks().words("số") && {
        reader.blanks().sign(':');
        true
    };
    match reader.blanks().number() {
        Some(number) if said || number.contains('/') => citation.number = number,
        _ => reader.at = before,
    }
}

/// The name of a law: up to its number, its day, its year or the end of the phrase.
fn law_name(reader: &mut Reader<'_>, citation: &mut Citation) {
    let before = reader.at;
    let start = reader.blanks().at;
    let amends = reader.clone().words("sửa đổi");
    if is_number(reader) || !(amends || reader.peek().is_some_and(char::is_uppercase)) {
        reader.at = before;
        return;
    }
    // With a day behind it a name may hold commas: "Luật Phòng, chống tham nhũng ngày …".
    reader.at = start;
    stretch(reader, LONGEST_NAME, |reader| {
        reader.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, ';' | '.' | '(' | ')')) || ends_law(reader)
    });
    if reader.clone().blanks().day(true).is_none() && !is_number(reader.clone().blanks()) {
        reader.at = start;
        stretch(reader, LONGEST_NAME, |reader| {
            reader.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, ';' | '.' | '(' | ')' | ':'))
                || reader.peek() == Some(',') && !reader.ahead(2).is_some_and(char::is_lowercase)
                || ends_law(reader)
        });
    }
    citation.subject = reader.since(start);
    let mut ahead = reader.clone();
    ahead.blanks().words("năm");
    if let Some(year) = ahead.blanks().digits(4).filter(|year| (1945..2200).contains(year))
        && !ahead.peek().is_some_and(|c| c.is_alphanumeric() || c == '/')
    {
        citation.year = i16::try_from(year).ok();
        reader.at = ahead.at;
    }
}

fn ends_law(reader: &Reader<'_>) -> bool {
    is_number(reader) || AFTER_LAW.iter().any(|word| reader.clone().words(word))
}

/// `số 30`; "Luật Chuyển đổi số" has none.
fn is_number(reader: &Reader<'_>) -> bool {
    let mut ahead = reader.clone();
    ahead.words("số") && {
        ahead.blanks().sign(':');
        ahead.blanks().peek().is_some_and(|c| c.is_ascii_digit())
    }
}

/// Day, issuer or subject, whichever comes here.
fn tail(reader: &mut Reader<'_>, citation: &mut Citation) {
    let mut ahead = reader.clone();
    let bracket = {
        ahead.blanks().sign(',');
        ahead.blanks().sign('(')
    };
    if citation.day.is_none()
        && let Some(day) = ahead.day(!bracket)
    {
        if bracket {
            ahead.sign(')');
        }
        citation.day = Some(day);
        reader.at = ahead.at;
        return;
    }
    let mut ahead = reader.clone();
    if citation.day.is_none()
        && citation.year.is_none()
        && let Some(year) = ahead.blanks().blank_day()
    {
        citation.year = Some(year).filter(|year| *year > 1900);
        reader.at = ahead.at;
        return;
    }
    let mut ahead = reader.clone();
    if citation.issuer.is_empty() && ahead.blanks().words("của") {
        let start = ahead.blanks().at;
        stretch(&mut ahead, LONGEST_NAME, |reader| {
            reader.peek().is_some_and(|c| matches!(c, ',' | ';' | '(' | ')' | ':')) || stop(reader) || after(reader)
        });
        citation.issuer = ahead.since(start);
        reader.at = if citation.issuer.is_empty() { reader.at } else { ahead.at };
        return;
    }
    subject(reader, citation);
}

fn after(reader: &Reader<'_>) -> bool {
    AFTER_ISSUER.iter().chain(&VERBS).any(|word| reader.clone().words(word))
}

/// What it is about, to the end of the phrase or the next citation of a list.
fn subject(reader: &mut Reader<'_>, citation: &mut Citation) {
    let mut ahead = reader.clone();
    short_name(ahead.blanks());
    let about = ahead.blanks().words("về");
    let start = ahead.blanks().at;
    if !citation.subject.is_empty() || !(about || VERBS.iter().any(|verb| ahead.clone().words(verb))) {
        return;
    }
    stretch(&mut ahead, LONGEST_SUBJECT, |reader| {
        let comma = reader.peek() == Some(',') && reader.ahead(2).is_some_and(char::is_uppercase);
        let mut next = reader.clone();
        let listed = next.words("và") && head(next.blanks()).is_some();
        reader.peek() == Some(';') || comma || listed || stop(reader)
    });
    citation.subject = ahead.since(start);
    reader.at = ahead.at;
}

/// The short name of an issuer in brackets: `(GDĐT)`.
fn short_name(reader: &mut Reader<'_>) {
    let close = (1..30).find(|by| reader.ahead(*by) == Some(')'));
    if let Some(by) = close.filter(|_| reader.peek() == Some('(')) {
        reader.at += by + 1;
    }
}

/// Whether a sentence ends here: a full stop before a blank or the end, but not that of `TP.`
fn stop(reader: &Reader<'_>) -> bool {
    let short = reader.at >= 2
        && reader.chars.get(reader.at - 2..reader.at).is_some_and(|two| two.iter().all(|c| c.is_uppercase()))
        && reader.ahead(1) == Some(' ');
    reader.peek() == Some('.') && !short && !reader.ahead(1).is_some_and(char::is_alphanumeric)
}

/// Goes on until the end says so (asked at every sign and every beginning of a word), the line ends or the length is
/// reached; back over blanks. How far it went.
fn stretch(reader: &mut Reader<'_>, longest: usize, end: impl Fn(&Reader<'_>) -> bool) -> usize {
    let start = reader.at;
    while let Some(letter) = reader.peek() {
        let asked = reader.at_word() || !(letter.is_alphanumeric() || letter.is_whitespace());
        if letter == '\n' || reader.at - start >= longest || asked && end(reader) {
            break;
        }
        reader.at += 1;
    }
    while reader.at > start
        && reader.chars.get(reader.at - 1).is_some_and(|c| c.is_whitespace() || matches!(c, ',' | '"' | '”' | '“'))
    {
        reader.at -= 1;
    }
    reader.at - start
}

#[cfg(test)]
mod tests;
