//! Collects findings.

use super::{MOST_FINDINGS, rules};
use crate::finding::{Finding, Fix, Place};

/// Longest words quoted from a document, in letters.
const LONGEST_QUOTE: usize = 160;

#[derive(Default)]
pub(super) struct Report {
    findings: Vec<Finding>,
}

impl Report {
    /// A fault against the rule of this code, in the rule's own cell.
    pub fn add(
        &mut self,
        code: &str,
        found: impl Into<String>,
        wanted: impl Into<String>,
        place: Place,
        fix: Option<Fix>,
    ) {
        self.add_in("", code, found, wanted, place, fix);
    }

    /// The same in a cell that the rule leaves open.
    pub fn add_in(
        &mut self,
        cell: &str,
        code: &str,
        found: impl Into<String>,
        wanted: impl Into<String>,
        place: Place,
        fix: Option<Fix>,
    ) {
        // A test of the rules sees to it that every code has its rule.
        let Some(rule) = rules::find(code) else { return };
        let cell = if cell.is_empty() { &rule.cell } else { cell };
        self.push(Finding {
            rule: rule.code.clone(),
            cell: cell.to_owned(),
            found: quoted(found.into()),
            wanted: quoted(wanted.into()),
            source: rule.source.clone(),
            severity: rule.severity,
            place,
            fix,
        });
    }

    pub fn push(&mut self, finding: Finding) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        }
    }

    /// Whether nothing more is told.
    pub fn full(&self) -> bool {
        self.findings.len() >= MOST_FINDINGS
    }

    pub fn done(self) -> Vec<Finding> {
        self.findings
    }
}

fn quoted(text: String) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
