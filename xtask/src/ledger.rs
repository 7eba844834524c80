//! Ledgers: lists of exceptions in `ledgers/*.txt`, each with its reason.
//!
//! A line is `path-or-name words… # reason`. A line that excuses nothing any more must go: so the lists only shrink.

use std::cell::Cell;

use crate::check::Finding;
use crate::tree::Tree;

/// A list of exceptions.
pub struct Ledger {
    path: String,
    lines: Vec<Line>,
}

/// One exception.
pub struct Line {
    /// From 1.
    pub number: usize,
    /// What is excused.
    pub name: String,
    /// For what, where the ledger tells kinds apart.
    pub kinds: Vec<String>,
    has_reason: bool,
    used: Cell<bool>,
}

impl Ledger {
    /// Reads `ledgers/<name>`; a missing one is empty.
    pub fn read(tree: &Tree, name: &str) -> Self {
        let path = format!("ledgers/{name}");
        let text = tree.file(&path).map_or("", |file| file.text.as_str());
        Self { path, lines: lines(text) }
    }

    /// Whether the ledger excuses this; remembers that the line was needed.
    pub fn excuses(&self, name: &str, kind: Option<&str>) -> bool {
        let fits = |line: &&Line| line.name == name && kind.is_none_or(|kind| line.kinds.iter().any(|k| k == kind));
        self.lines.iter().find(fits).inspect(|line| line.used.set(true)).is_some()
    }

    /// The lines, to match them in another way than by name.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Lines that excused nothing, and lines without a reason. Call it after the rule has run.
    pub fn complaints(&self) -> Vec<Finding> {
        let finding = |line: &Line, what: &str, fix: &str| Finding::new(&self.path, line.number, what, fix);
        let unused = self
            .lines
            .iter()
            .filter(|line| !line.used.get())
            .map(|line| finding(line, &format!("`{}` needs no exception any more", line.name), "delete this line"));
        let bare = self
            .lines
            .iter()
            .filter(|line| !line.has_reason)
            .map(|line| finding(line, "an exception without a reason", "add `# why` at the end of the line"));
        unused.chain(bare).collect()
    }
}

impl Line {
    /// Remembers that this line was needed.
    pub fn mark_used(&self) {
        self.used.set(true);
    }
}

/// The lines that say something: neither blank nor a comment.
pub fn lines(text: &str) -> Vec<Line> {
    let line = |(index, content): (usize, &str)| {
        let (entry, reason) = content.split_once('#').unwrap_or((content, ""));
        let mut words = entry.split_whitespace().map(str::to_owned);
        Some(Line {
            number: index + 1,
            name: words.next()?,
            kinds: words.collect(),
            has_reason: !reason.trim().is_empty(),
            used: Cell::new(false),
        })
    };
    text.lines().enumerate().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complains_about_what_is_not_needed_and_not_explained() {
        let tree = Tree::of(&[("ledgers/l.txt", "# head\na now print # clock\n\nb now\n")]);
        let ledger = Ledger::read(&tree, "l.txt");
        assert!(ledger.excuses("a", Some("now")) && !ledger.excuses("a", Some("random")));
        let seen: Vec<_> = ledger.complaints().into_iter().map(|f| (f.line, f.what)).collect();
        assert_eq!(seen.len(), 2, "{seen:?}");
        assert!(seen.iter().all(|(line, _)| *line == 4));
    }
}
