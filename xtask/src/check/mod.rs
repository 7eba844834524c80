//! `cargo x check`: formatting, clippy, and the rules of this repository.

use std::path::Path;

use crate::process::{self, Step};
use crate::tree::Tree;
use crate::{Outcome, Tally};

mod arrows;
mod discipline;
mod files;
mod http;
mod ledgers;
mod locales;
mod sql;
mod templates;
pub mod workflows;

/// A breach of a rule, told like a compiler does.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// From the root of the repository.
    pub path: String,
    /// From 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub fix: String,
}

impl Finding {
    /// A finding at a line; line 0 means the whole file.
    pub fn new(path: &str, line: usize, what: &str, fix: &str) -> Self {
        Self { path: path.to_owned(), line, what: what.to_owned(), fix: fix.to_owned() }
    }

    fn print(&self, rule: &str) {
        let line = if self.line == 0 { String::new() } else { format!(":{}", self.line) };
        println!("error[{rule}]: {}\n  --> {}{line}\n   = {}\n", self.what, self.path, self.fix);
    }
}

/// A rule reads the tree and tells its breaches.
type Rule = fn(&Tree) -> Vec<Finding>;

/// The rules that need nothing but the text of the repository.
const RULES: [(&str, Rule); 8] = [
    ("arrows", arrows::check),
    ("sql", sql::check),
    ("http", http::check),
    ("discipline", discipline::check),
    ("locales", locales::check),
    ("templates", templates::check),
    ("files", files::check),
    ("ledgers", ledgers::check),
];

/// Runs everything; `quick` leaves clippy and the generated pages out, which compile the program.
///
/// # Errors
/// When the repository cannot be read.
pub fn run(root: &Path, quick: bool) -> Outcome<Tally> {
    let mut tally = rules(root)?;
    tally += process::step(Step::new("cargo", &["fmt", "--all", "--check"]).at(root).says("run `cargo fmt --all`"));
    if !quick {
        let clippy = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"];
        tally += process::step(Step::new("cargo", &clippy).at(root).says("see clippy's words above"));
        tally += report("workflows", workflows::check(root));
    }
    Ok(tally)
}

/// Runs our own rules alone.
///
/// # Errors
/// When the repository cannot be read.
pub fn rules(root: &Path) -> Outcome<Tally> {
    let tree = Tree::read(root)?;
    Ok(RULES.iter().map(|(name, rule)| report(name, rule(&tree))).fold(Tally::default(), |sum, one| sum + one))
}

fn report(rule: &str, mut findings: Vec<Finding>) -> Tally {
    findings.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    for finding in &findings {
        finding.print(rule);
    }
    Tally::one(findings.is_empty())
}
