//! The tests in a real browser: `e2e/`, run by Node against the built program.

use std::path::Path;
use std::process::Command;

use crate::process::{self, Step};
use crate::{Outcome, Tally};

/// What the tests need, found.
pub struct Tools {
    chromium: String,
}

impl Tools {
    /// Looks for Node, npm and Chromium, and installs the two packages of `e2e/`.
    ///
    /// # Errors
    /// When something is missing; the sentence says what to install.
    pub fn find(root: &Path) -> Outcome<Self> {
        let given = std::env::var("CHROMIUM").ok().filter(|path| !path.is_empty());
        let mut known = given.into_iter().chain(["/usr/bin/chromium", "chromium", "google-chrome"].map(str::to_owned));
        let chromium = known.find(|program| process::exists(program));
        let Some(chromium) = chromium.filter(|_| process::exists("node") && process::exists("npm")) else {
            return Err("The browser tests need Node 20, npm and Chromium: install the packages `nodejs`, `npm` and \
                        `chromium`, set CHROMIUM to a browser's path, or test with --without-browser."
                .to_owned());
        };
        install(&root.join("e2e"))?;
        Ok(Self { chromium })
    }

    /// Builds the program and runs the self-tests of the harness and the stories.
    ///
    /// # Errors
    /// None at present; failures are in the tally.
    pub fn run(&self, root: &Path, filter: Option<&str>) -> Outcome<Tally> {
        let build = ["build", "--quiet", "--package", "luuvet"];
        let built = process::step(Step::new("cargo", &build).at(root).says("the program does not build"));
        if built.failed > 0 {
            return Ok(built);
        }
        let mut tally = Tally::default();
        if filter.is_none() {
            let mut harness = self.node(root, "self-test.mjs");
            harness.env_remove("LUUVET_BIN");
            tally += process::tally(harness, results);
        }
        let mut stories = self.node(root, "run.mjs");
        stories.args(filter);
        tally += process::tally(stories, results);
        Ok(tally)
    }

    fn node(&self, root: &Path, script: &str) -> Command {
        let mut command = Command::new("node");
        command.arg(script).current_dir(root.join("e2e")).env("CHROMIUM", &self.chromium);
        command
    }
}

/// Runs `npm ci` unless the packages are there and not older than the lock file.
fn install(folder: &Path) -> Outcome<()> {
    let changed = |name: &str| std::fs::metadata(folder.join(name)).and_then(|facts| facts.modified()).ok();
    let (lock, installed) = (changed("package-lock.json"), changed("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= lock {
        return Ok(());
    }
    let ci = ["ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"];
    let done = process::step(Step::new("npm", &ci).at(folder).says("is the package registry reachable?"));
    if done.failed == 0 { Ok(()) } else { Err("the packages of e2e/ cannot be installed".to_owned()) }
}

/// Reads `stories: 3 passed, 0 failed`.
fn results(line: &str) -> Tally {
    let counts = line.split_once(": ").and_then(|(_, counts)| counts.split_once(" passed, "));
    let read = |(passed, failed): (&str, &str)| {
        Some(Tally { passed: passed.parse().ok()?, failed: failed.strip_suffix(" failed")?.parse().ok()? })
    };
    counts.and_then(read).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_closing_line() {
        assert_eq!(results("stories: 3 passed, 1 failed"), Tally { passed: 3, failed: 1 });
        assert_eq!(results("ok sign-in: 3 passed, some"), Tally::default());
    }
}
