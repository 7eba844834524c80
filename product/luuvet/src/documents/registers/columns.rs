//! The columns of the statutory registers, and what stands in them (Decree 30/2020, Annex IV).

use std::collections::HashMap;

use crate::clock;
use crate::documents::registers::kinds::kind_name;
use crate::documents::registers::store::{Line, Party};
use crate::locale::{Arg, Locale, text, text_with};
use luuvet_domain::ids::DocumentId;

/// Most names in a cell; the rest is counted.
const NAMES: usize = 20;

/// A column: the key of its head, its class on the page, its share of a printed line.
pub type Column = (&'static str, &'static str, f32);

/// I. Sổ đăng ký văn bản đi.
const OUTGOING: &[Column] = &[
    ("register-column-symbol", "num", 11.0),
    ("register-column-day", "cell-tight", 9.0),
    ("register-column-subject", "cell-wide", 26.0),
    ("register-column-signer", "cell-mid", 11.0),
    ("register-column-recipients", "cell-mid", 17.0),
    ("register-column-copy-holder", "cell-mid", 10.0),
    ("register-column-copies", "cell-right", 6.0),
    ("register-column-sent", "cell-tight", 9.0),
    ("register-column-receipt", "cell-tight", 8.0),
    ("register-column-note", "cell-mid", 14.0),
];

/// VI. Sổ đăng ký văn bản đến.
const INCOMING: &[Column] = &[
    ("register-column-arrived", "cell-tight", 9.0),
    ("register-column-arrival-number", "num", 6.0),
    ("register-column-author", "cell-mid", 15.0),
    ("register-column-symbol", "cell-tight", 12.0),
    ("register-column-day", "cell-tight", 9.0),
    ("register-column-subject", "cell-wide", 26.0),
    ("register-column-handlers", "cell-mid", 15.0),
    ("register-column-passed", "cell-tight", 9.0),
    ("register-column-receipt", "cell-tight", 8.0),
    ("register-column-note", "cell-mid", 12.0),
];

/// VIII. Sổ theo dõi giải quyết văn bản đến.
const FOLLOW_UP: &[Column] = &[
    ("register-column-arrival-number", "num", 6.0),
    ("register-column-document", "cell-wide", 34.0),
    ("register-column-handlers", "cell-mid", 20.0),
    ("register-column-due", "cell-tight", 10.0),
    ("register-column-progress", "cell-mid", 16.0),
    ("register-column-answer", "cell-tight", 12.0),
    ("register-column-note", "cell-mid", 12.0),
];

/// Which form of a register is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// I, also for copies.
    Outgoing,
    /// VI.
    Incoming,
    /// VIII.
    FollowUp,
}

impl Form {
    /// Its columns, in the order of the decree.
    #[must_use]
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Outgoing => OUTGOING,
            Self::Incoming => INCOMING,
            Self::FollowUp => FOLLOW_UP,
        }
    }
}

/// A line as it stands on the page, in Excel and on paper.
#[derive(Clone, Debug)]
pub struct Written {
    /// The integer and the letter, for paging.
    pub place: (i64, String),
    /// The number as people write it.
    pub number: String,
    /// `given`, `reserved` or `cancelled`.
    pub state: String,
    /// The document, when the reader may see it.
    pub document: Option<DocumentId>,
    /// One text per column.
    pub cells: Vec<String>,
}

/// Writes lines in a form.
#[must_use]
pub fn write(form: Form, locale: Locale, lines: Vec<Line>, parties: Vec<Party>) -> Vec<Written> {
    let mut by_document: HashMap<DocumentId, Vec<Party>> = HashMap::new();
    for party in parties {
        by_document.entry(party.document).or_default().push(party);
    }
    let none = Vec::new();
    lines
        .into_iter()
        .map(|line| {
            let parties = line.document.and_then(|id| by_document.get(&id)).unwrap_or(&none);
            let cells = cells(form, locale, &line, parties);
            Written {
                place: (line.number, line.suffix.clone()),
                number: number(&line),
                document: line.document.filter(|_| line.visible),
                state: line.state,
                cells,
            }
        })
        .collect()
}

fn number(line: &Line) -> String {
    format!("{:02}{}", line.number, line.suffix)
}

fn cells(form: Form, locale: Locale, line: &Line, parties: &[Party]) -> Vec<String> {
    if line.visible && line.state == "given" {
        return match form {
            Form::Outgoing => outgoing(locale, line, parties),
            Form::Incoming => incoming(locale, line, parties),
            Form::FollowUp => follow_up(locale, line, parties),
        };
    }
    let said = if !line.visible {
        text(locale, "register-restricted")
    } else {
        let subject = [text(locale, &format!("number-state-{}", line.state)), line.subject.clone()];
        joined(&subject, ": ")
    };
    let (number, day) = (number(line), short(line.day));
    let mut cells = vec![String::new(); form.columns().len()];
    let places: [(usize, String); 3] = match form {
        Form::Outgoing => [(0, number), (1, day), (2, said)],
        Form::Incoming => [(1, number), (0, day), (5, said)],
        Form::FollowUp => [(0, number), (3, String::new()), (1, said)],
    };
    for (place, words) in places {
        if let Some(cell) = cells.get_mut(place) {
            *cell = words;
        }
    }
    if let Some(last) = cells.last_mut().filter(|_| line.visible) {
        *last = note(locale, line);
    }
    cells
}

fn outgoing(locale: Locale, line: &Line, parties: &[Party]) -> Vec<String> {
    let sent = parties.iter().filter_map(|party| party.sent_at).min();
    vec![
        line.symbol.clone(),
        short(line.day),
        subject(line),
        line.signer.clone(),
        names(locale, parties),
        line.department.clone(),
        if parties.is_empty() { String::new() } else { parties.len().to_string() },
        instant(sent),
        receipt(parties),
        note(locale, line),
    ]
}

fn incoming(locale: Locale, line: &Line, parties: &[Party]) -> Vec<String> {
    let passed = parties.iter().filter_map(|party| party.sent_at).min();
    vec![
        short(line.day),
        number(line),
        line.issuer.clone(),
        line.symbol.clone(),
        short(line.document_day),
        subject(line),
        names(locale, parties),
        instant(passed),
        receipt(parties),
        note(locale, line),
    ]
}

fn follow_up(locale: Locale, line: &Line, parties: &[Party]) -> Vec<String> {
    let leads: Vec<&Party> = parties.iter().filter(|party| party.role == "lead").collect();
    let due = leads.iter().filter_map(|party| party.due).max();
    let document =
        joined(&[kind_name(&line.kind), line.symbol.clone(), short(line.document_day), line.issuer.clone()], ", ");
    vec![
        number(line),
        document,
        names(locale, parties),
        short(due),
        progress(locale, line, &leads),
        line.answer.clone(),
        note(locale, line),
    ]
}

fn progress(locale: Locale, line: &Line, leads: &[&Party]) -> String {
    if leads.is_empty() {
        return text(locale, &format!("state-{}", line.document_state));
    }
    let done: Option<Vec<i64>> = leads.iter().map(|party| party.done_at).collect();
    match done.and_then(|days| days.into_iter().max()) {
        Some(at) => text_with(locale, "register-done", &[("day", Arg::Text(&instant(Some(at))))]),
        None if leads.iter().any(|party| party.received_at.is_some()) => text(locale, "register-working"),
        None => text(locale, "register-unopened"),
    }
}

fn subject(line: &Line) -> String {
    joined(&[kind_name(&line.kind), line.subject.clone()], ": ")
}

fn names(locale: Locale, parties: &[Party]) -> String {
    let mut names: Vec<String> = parties.iter().take(NAMES).map(|party| party.name.clone()).collect();
    if let Some(more @ 1..) = parties.len().checked_sub(NAMES) {
        let more = i64::try_from(more).unwrap_or(i64::MAX);
        names.push(text_with(locale, "register-more", &[("count", Arg::Count(more))]));
    }
    names.join("; ")
}

/// How many of them have taken it; empty before it was handed over. On paper the column is signed.
fn receipt(parties: &[Party]) -> String {
    if parties.iter().all(|party| party.sent_at.is_none()) {
        return String::new();
    }
    let received = parties.iter().filter(|party| party.received_at.is_some()).count();
    format!("{received}/{}", parties.len())
}

fn note(locale: Locale, line: &Line) -> String {
    let true_day = match (line.true_day, line.suffix.is_empty()) {
        (Some(true_day), inserted) if line.day != Some(true_day) || !inserted => {
            text_with(locale, "register-true-day", &[("day", Arg::Text(&vietnamese::dates::short(true_day)))])
        }
        _ => String::new(),
    };
    let reason = if line.reason == "lapsed" { text(locale, "register-lapsed") } else { line.reason.clone() };
    joined(&[true_day, reason, line.note.clone()], "; ")
}

fn joined(words: &[String], between: &str) -> String {
    let filled: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    filled.join(between)
}

fn short(day: Option<jiff::civil::Date>) -> String {
    day.map(vietnamese::dates::short).unwrap_or_default()
}

fn instant(at: Option<i64>) -> String {
    short(at.map(clock::day))
}
