//! `cargo x test`: everything that must hold, in one command.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::postgres::{self, Cluster};
use crate::{Outcome, Tally, browser, bucket, check, process, reader};

/// Tells the tests to go without LibreOffice.
const WITHOUT_OFFICE: &str = "LUUVET_WITHOUT_OFFICE";

/// What to test.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    short: bool,
    without_postgres: bool,
    without_browser: bool,
    filter: Option<String>,
}

impl Options {
    /// Reads the words after `test`.
    ///
    /// # Errors
    /// For a word that is not known.
    pub fn read(words: &[&str]) -> Outcome<Self> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--short" => options.short = true,
                "--without-postgres" => options.without_postgres = true,
                "--without-browser" => options.without_browser = true,
                "--" => options.filter = words.next().map(|filter| (*filter).to_owned()),
                other => return Err(format!("`{other}` is not known here; see `cargo x help`")),
            }
        }
        Ok(options)
    }
}

/// Runs the parts one after the other; a part that fails does not keep the next ones from running.
///
/// # Errors
/// When something is missing that the tests need.
pub fn run(root: &Path, options: &Options) -> Outcome<Tally> {
    let with_browser = !options.short && !options.without_browser;
    let browser = if with_browser { Some(browser::Tools::find(root)?) } else { None };
    let mut parts = Parts::default();
    if options.filter.is_none() {
        parts.time("check", || check::run(root, options.short))?;
    }
    parts.time("tests", || rust_tests(root, options))?;
    if let Some(tools) = browser {
        parts.time("browser", || tools.run(root, options.filter.as_deref()))?;
    }
    let sum = parts.print();
    if sum == Tally::default() {
        return Err(format!("no test is called like `{}`", options.filter.as_deref().unwrap_or_default()));
    }
    Ok(sum)
}

/// How long each part took and what it found.
#[derive(Default)]
struct Parts(Vec<(&'static str, Duration, Tally)>);

impl Parts {
    fn time(&mut self, name: &'static str, work: impl FnOnce() -> Outcome<Tally>) -> Outcome<()> {
        println!("── {name}");
        let start = Instant::now();
        let tally = work()?;
        self.0.push((name, start.elapsed(), tally));
        Ok(())
    }

    fn print(&self) -> Tally {
        println!("\n{:<10}{:>9}{:>9}{:>9}", "part", "seconds", "passed", "failed");
        let row = |name: &str, time: Duration, tally: Tally| {
            println!("{name:<10}{:>9.1}{:>9}{:>9}", time.as_secs_f64(), tally.passed, tally.failed);
        };
        let mut total = (Duration::ZERO, Tally::default());
        for (name, time, tally) in &self.0 {
            row(name, *time, *tally);
            total = (total.0 + *time, total.1 + *tally);
        }
        row("total", total.0, total.1);
        println!();
        total.1
    }
}

/// All tests of all crates, on PostgreSQL too.
fn rust_tests(root: &Path, options: &Options) -> Outcome<Tally> {
    let given = std::env::var(postgres::VARIABLE).is_ok_and(|url| !url.is_empty());
    let cluster = if given || options.without_postgres { None } else { Some(Cluster::start()?) };
    let service = if std::env::var(bucket::VARIABLE).is_ok() { None } else { bucket::Bucket::start(root) };
    let given_reader = std::env::var_os(reader::VARIABLE).is_some() || std::env::var_os(reader::WITHOUT).is_some();
    let reader = if given_reader { None } else { reader::find(root) };
    let office = process::exists("soffice");
    if !office {
        println!("Laying out Word files is not tested: it needs LibreOffice Writer (`libreoffice-writer-nogui`).");
    }
    let filter = options.filter.as_deref();
    let mut tally = Tally::default();
    for (mut command, count) in commands(filter) {
        command.current_dir(root);
        if let Some(cluster) = &cluster {
            command.env(postgres::VARIABLE, cluster.url());
        } else if options.without_postgres {
            command.env_remove(postgres::VARIABLE);
        }
        if let Some(service) = &service {
            command.env(bucket::VARIABLE, service.url()).envs(bucket::KEYS);
        }
        if !office {
            command.env(WITHOUT_OFFICE, "1");
        }
        if let Some(python) = &reader {
            command.env(reader::VARIABLE, python);
        } else if !given_reader {
            command.env(reader::WITHOUT, "1");
        }
        tally += process::tally(command, count);
    }
    Ok(tally)
}

/// A command, and how to read its closing lines.
type Runner = (Command, fn(&str) -> Tally);

/// nextest where it is installed, and then cargo for the examples in the documentation; else cargo alone.
fn commands(filter: Option<&str>) -> Vec<Runner> {
    let cargo = |words: &[&str]| {
        let mut command = Command::new("cargo");
        command.args(words).args(filter);
        command
    };
    if !process::exists("cargo-nextest") {
        return vec![(cargo(&["test", "--workspace", "--no-fail-fast"]), of_cargo)];
    }
    let quiet = "--status-level slow --final-status-level slow --no-tests pass --no-fail-fast";
    let tests: Vec<&str> = ["nextest", "run", "--workspace"].into_iter().chain(quiet.split(' ')).collect();
    let examples = ["test", "--workspace", "--doc", "--quiet", "--no-fail-fast"];
    vec![(cargo(&tests), of_nextest), (cargo(&examples), of_cargo)]
}

/// Reads `Summary [   0.012s] 5 tests run: 4 passed (1 slow), 1 failed, 3 skipped`.
fn of_nextest(line: &str) -> Tally {
    let summary = line.trim_start().strip_prefix("Summary [");
    counts(summary.and_then(|rest| rest.split_once(" run: ")).map_or("", |(_, counts)| counts))
}

/// Reads `test result: FAILED. 3 passed; 1 failed; 0 ignored; …`.
fn of_cargo(line: &str) -> Tally {
    let result = line.strip_prefix("test result: ");
    counts(result.and_then(|rest| rest.split_once(". ")).map_or("", |(_, counts)| counts))
}

fn counts(text: &str) -> Tally {
    let mut tally = Tally::default();
    for part in text.split([',', ';']) {
        let Some((number, what)) = part.trim().split_once(' ') else {
            continue;
        };
        let Ok(number) = number.parse::<usize>() else {
            continue;
        };
        match what.split(' ').next() {
            Some("passed") => tally.passed += number,
            Some("failed" | "timed" | "exec") => tally.failed += number,
            _ => {}
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_closing_lines() {
        let tally = |passed, failed| Tally { passed, failed };
        let many = "  Summary [   1.2s] 9 tests run: 6 passed (1 slow, 1 leaky), 2 failed, 1 timed out, 0 skipped";
        assert_eq!(of_nextest(many), tally(6, 3));
        assert_eq!(of_nextest("     Summary [   0.012s] 1 test run: 1 passed, 3 skipped"), tally(1, 0));
        let cargo = "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 7 filtered out";
        assert_eq!((of_cargo(cargo), of_nextest(cargo)), (tally(3, 1), tally(0, 0)));
        assert_eq!(of_cargo("5 passed"), tally(0, 0));
    }

    #[test]
    fn reads_options() {
        let options = Options::read(&["--short", "--", "sign"]).expect("options");
        assert_eq!((options.short, options.filter.as_deref()), (true, Some("sign")));
        assert!(Options::read(&["--fast"]).is_err());
    }
}
