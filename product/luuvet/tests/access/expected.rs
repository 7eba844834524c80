//! `access.txt`: what every kind of visitor gets from every route.
//!
//! A line: `METHOD path [with=draft] visitor=status …`. `UPLOAD` stands for a `POST` that takes files; `with` says
//! which document `{id}` is, `incoming` unless it is said.

use std::collections::{BTreeMap, BTreeSet};

use crate::routes;

/// A line.
#[derive(Clone)]
pub struct Line {
    pub method: String,
    pub path: String,
    pub with: String,
    /// What is written: visitor and status.
    pub answers: BTreeMap<String, u16>,
}

pub fn lines() -> Vec<Line> {
    let text = include_str!("../access.txt");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(read).collect()
}

fn read(line: &str) -> Line {
    let mut words = line.split_whitespace();
    let (method, path) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
    let (mut with, mut answers) = ("incoming".to_owned(), BTreeMap::new());
    for word in words {
        let (name, value) = word.split_once('=').unwrap_or_else(|| panic!("access.txt: {line}"));
        if name == "with" {
            with = value.to_owned();
        } else {
            answers.insert(name.to_owned(), value.parse().unwrap_or_else(|_| panic!("access.txt: {line}")));
        }
    }
    Line { method, path, with, answers }
}

/// Says what differs, as lines to be looked at and written down.
pub fn agree(seen: &[(Line, BTreeMap<String, u16>)]) {
    let mut differing = Vec::new();
    for (line, answers) in seen {
        if &line.answers != answers {
            let with = if line.with == "incoming" { String::new() } else { format!(" with={}", line.with) };
            let said: Vec<String> = answers.iter().map(|(who, status)| format!("{who}={status}")).collect();
            differing.push(format!("{} {}{with} {}", line.method, line.path, said.join(" ")));
        }
    }
    assert!(
        differing.is_empty(),
        "tests/access.txt says otherwise. Look at each answer: is it right for this visitor? If so write the line so, \
         else mend the route.\n{}",
        differing.join("\n")
    );
}

#[test]
fn every_route_has_a_line_and_every_line_a_route() {
    let real = routes::all();
    let of = |line: &Line| (line.method.replace("UPLOAD", "POST"), line.path.clone());
    let written: BTreeSet<(String, String)> = lines().iter().map(of).collect();
    assert_eq!(written.len(), lines().len(), "a route has one line");
    let missing: Vec<String> = real.difference(&written).map(|(method, path)| format!("{method} {path}")).collect();
    assert!(
        missing.is_empty(),
        "Routes without a line in tests/access.txt. Add `METHOD path` (UPLOAD for a form with files), run this test, \
         look at what each visitor got, and write it down:\n{}",
        missing.join("\n")
    );
    let gone: Vec<_> = written.difference(&real).collect();
    assert!(gone.is_empty(), "tests/access.txt has lines of routes that are no more: {gone:?}");
}
