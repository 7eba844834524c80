//! `docs/workflows/*.md` are what the domain prints. The rule holds as soon as that folder exists.
//!
//! `luuvet docs workflows` prints all pages, each after a line `<!-- name.md -->`; `cargo x gen` writes them.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use super::Finding;
use crate::Outcome;

/// Where the pages lie.
pub const FOLDER: &str = "docs/workflows";
const FIX: &str = "run `cargo x gen` and read the difference";

/// Compares the stored pages with the printed ones.
pub fn check(root: &Path) -> Vec<Finding> {
    let stored = match stored(root) {
        Some(stored) => stored,
        None => return Vec::new(),
    };
    match print(root) {
        Ok(printed) => compare(&stored, &printed),
        Err(error) => vec![Finding::new(FOLDER, 0, &error, "repair the command `luuvet docs workflows`")],
    }
}

/// Runs the program and takes its pages, by name.
///
/// # Errors
/// When the program cannot be built or does not know the command.
pub fn print(root: &Path) -> Outcome<BTreeMap<String, String>> {
    let output = Command::new("cargo")
        .current_dir(root)
        .args(["run", "--quiet", "--package", "luuvet", "--", "docs", "workflows"])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("`luuvet docs workflows` failed: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    let pages = split(&String::from_utf8_lossy(&output.stdout));
    if pages.is_empty() { Err("`luuvet docs workflows` printed no page".to_owned()) } else { Ok(pages) }
}

fn stored(root: &Path) -> Option<BTreeMap<String, String>> {
    let page = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.ok()?;
        let name = entry.file_name().into_string().ok().filter(|name| name.ends_with(".md"))?;
        Some((name, std::fs::read_to_string(entry.path()).unwrap_or_default()))
    };
    Some(std::fs::read_dir(root.join(FOLDER)).ok()?.filter_map(page).collect())
}

/// Cuts the program's words at the lines that name a page.
fn split(text: &str) -> BTreeMap<String, String> {
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    let mut current = None;
    for line in text.lines() {
        let name = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(".md -->"));
        match (name.filter(|name| !name.contains(['/', ' ', '.'])), &current) {
            (Some(name), _) => current = Some(format!("{name}.md")),
            (None, Some(current)) => {
                let page = pages.entry(current.clone()).or_default();
                page.push_str(line);
                page.push('\n');
            }
            (None, None) => {}
        }
    }
    pages
}

fn compare(stored: &BTreeMap<String, String>, printed: &BTreeMap<String, String>) -> Vec<Finding> {
    let names = stored.keys().chain(printed.keys().filter(|name| !stored.contains_key(*name)));
    names
        .filter_map(|name| {
            let (old, new) = (stored.get(name), printed.get(name));
            let what = match (old, new) {
                (Some(old), Some(new)) if old == new => return None,
                (Some(_), Some(_)) => "the page differs from what the domain says",
                (Some(_), None) => "the domain knows no such page",
                _ => "the page is missing",
            };
            let line = old
                .zip(new)
                .map_or(0, |(old, new)| old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count() + 1);
            Some(Finding::new(&format!("{FOLDER}/{name}"), line, what, FIX))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_page_by_page() {
        let printed = split("noise\n<!-- a.md -->\n# A\nx\n<!-- b.md -->\n# B\n<!-- ../c.md -->\n");
        assert_eq!(printed.keys().collect::<Vec<_>>(), ["a.md", "b.md"]);
        let stored = split("<!-- a.md -->\n# A\ny\n<!-- d.md -->\n# D\n");
        let seen: Vec<_> = compare(&stored, &printed).into_iter().map(|f| (f.path, f.line)).collect();
        let row = |name: &str, line| (format!("{FOLDER}/{name}"), line);
        assert_eq!(seen, [row("a.md", 2), row("d.md", 0), row("b.md", 0)]);
        assert!(compare(&printed, &printed).is_empty());
    }
}
