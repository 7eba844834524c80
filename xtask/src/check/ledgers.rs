//! Ledgers only get shorter: no line that `origin/main` does not have.

use std::collections::BTreeSet;
use std::process::Command;

use super::Finding;
use crate::ledger::lines;
use crate::tree::{File, Tree, root};

/// A list of names that grows with the product, not of exceptions.
const MAY_GROW: [&str; 1] = ["ledgers/locale-families.txt"];

/// Compares with where this branch left `origin/main`; without one there is nothing to compare.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let Some(base) = git(&["merge-base", "HEAD", "origin/main"]) else {
        return Vec::new();
    };
    let ledgers = tree.ending(".txt").filter(|file| file.is_in("ledgers"));
    ledgers
        .filter_map(|file| Some(look(file, &git(&["show", &format!("{}:{}", base.trim(), file.path)])?)))
        .flatten()
        .collect()
}

fn look(file: &File, before: &str) -> Vec<Finding> {
    if MAY_GROW.contains(&file.path.as_str()) {
        return Vec::new();
    }
    let entries = |text: &str| -> Vec<(usize, String)> {
        let entry = |line: crate::ledger::Line| {
            let kinds = if line.kinds.is_empty() { vec![String::new()] } else { line.kinds };
            kinds
                .into_iter()
                .map(|kind| (line.number, format!("{} {kind}", line.name).trim().to_owned()))
                .collect::<Vec<_>>()
        };
        lines(text).into_iter().flat_map(entry).collect()
    };
    let old: BTreeSet<String> = entries(before).into_iter().map(|(_, entry)| entry).collect();
    entries(&file.text)
        .into_iter()
        .filter(|(_, entry)| !old.contains(entry))
        .map(|(line, entry)| {
            let what = format!("a new exception: `{entry}`");
            Finding::new(
                &file.path,
                line,
                &what,
                "ledgers only get shorter: keep the rule, or change the rule itself and write the decision down",
            )
        })
        .collect()
}

/// What git prints; nothing when it refuses.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").current_dir(root()).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, now: &str, before: &str) -> usize {
        let tree = Tree::of(&[(path, now)]);
        tree.files.iter().flat_map(|file| look(file, before)).count()
    }

    #[test]
    fn may_shrink_but_not_grow() {
        assert_eq!(count("ledgers/a.txt", "x # new reason\n", "x # r\ny # r\n"), 0);
        assert_eq!(count("ledgers/a.txt", "x # r\nz # r\n", "x # r\ny # r\n"), 1);
        assert_eq!(count("ledgers/a.txt", "x now print # r\n", "x now # r\n"), 1);
        assert_eq!(count("ledgers/locale-families.txt", "x-*\n", ""), 0);
    }
}
