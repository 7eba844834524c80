//! Checks of form, structure and language.
//!
//! [`of_draft`] checks what a person writes, [`of_seen`] what a Word file or a PDF shows. A seen file is first read cell by
//! cell ([`look`]) into a draft with the place of every word, so that every rule about words exists once. What a rule is
//! called, where it stands and what it says is data ([`rules`]).

mod fix;
mod form;
mod language;
mod lexicon;
mod look;
mod report;
mod rules;
mod say;
mod spot;
mod structure;
mod terms;
mod tokens;

#[cfg(feature = "pdf")]
mod pdf;

use crate::draft::Draft;
use crate::finding::Finding;
use crate::seen::Seen;
use report::Report;

pub use fix::apply;
pub use look::{Cell, cells};
#[cfg(feature = "pdf")]
pub use pdf::{PdfError, PdfLimits, seen_of_pdf};
pub use rules::{Language, Rule, Words, all as rules, find as rule};
pub use say::{report, sentence};

/// What is known around a document. Everything may be empty: rules that need it are silent then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Today.
    pub today: Option<jiff::civil::Date>,
    /// Names of bodies in their official spelling.
    pub organisations: Vec<String>,
    /// How the issuing body is abbreviated in its symbols: `SGDĐT`, `SGD&ĐT`.
    pub abbreviations: Vec<String>,
    /// Full names of persons who left.
    pub left: Vec<String>,
    /// The present school year, `2025-2026`.
    pub school_year: Option<String>,
}

/// Every fault of a structured draft, in the order of the page. Blocks without an id of their own cannot be pointed at.
/// The time is linear in the length of the text; at most [`MOST_FINDINGS`] are told.
#[must_use]
pub fn of_draft(draft: &Draft, context: &Context) -> Vec<Finding> {
    let mut report = Report::default();
    words(draft, context, &mut report);
    report.done()
}

/// Every fault of a Word file or a PDF: its look, and whatever is said of drafts too.
/// The time is linear in the length of the text; at most [`MOST_FINDINGS`] are told.
#[must_use]
pub fn of_seen(seen: &Seen, context: &Context) -> Vec<Finding> {
    let read = look::read(seen);
    let mut told = Report::default();
    words(&read.draft, context, &mut told);
    let mut report = Report::default();
    look::check(seen, &read, &mut report);
    for finding in told.done() {
        report.push(look::placed(finding, &read, seen));
    }
    report.done()
}

/// What is said of a draft, wherever it comes from.
fn words(draft: &Draft, context: &Context, report: &mut Report) {
    form::check(draft, context, report);
    structure::check(draft, context, report);
    language::check(draft, context, report);
}

/// Most findings of one check; a text that has more is not read by anyone.
pub const MOST_FINDINGS: usize = 2_000;
