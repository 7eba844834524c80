//! Commands that are run, shown and counted.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;

use crate::Tally;

/// A command that passes or fails as one check.
pub struct Step<'a> {
    program: &'a str,
    arguments: &'a [&'a str],
    folder: PathBuf,
    advice: &'a str,
}

impl<'a> Step<'a> {
    /// A program with its arguments.
    pub fn new(program: &'a str, arguments: &'a [&'a str]) -> Self {
        Self { program, arguments, folder: PathBuf::from("."), advice: "" }
    }

    /// Where it runs.
    pub fn at(mut self, folder: &Path) -> Self {
        self.folder = folder.to_path_buf();
        self
    }

    /// What to do when it fails.
    pub fn says(mut self, advice: &'a str) -> Self {
        self.advice = advice;
        self
    }
}

/// Runs a step and tells its failure.
pub fn step(step: Step<'_>) -> Tally {
    let mut command = Command::new(step.program);
    let status = command.args(step.arguments).current_dir(&step.folder).stdin(Stdio::null()).status();
    let passed = status.as_ref().is_ok_and(std::process::ExitStatus::success);
    if !passed {
        let why = status.map_or_else(|error| error.to_string(), |status| status.to_string());
        println!("error: {} {}: {why}\n   = {}\n", step.program, step.arguments.join(" "), step.advice);
    }
    Tally::one(passed)
}

/// Runs a command, shows its lines as they come, and adds up what `count` reads in them. A command that fails
/// without a failed test (it did not compile, say) counts as one failure.
pub fn tally(mut command: Command, count: fn(&str) -> Tally) -> Tally {
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => {
            println!("error: {name} cannot be started: {error}\n");
            return Tally::one(false);
        }
    };
    let (sender, lines) = mpsc::channel();
    let readers =
        [child.stdout.take().map(|out| read(out, sender.clone())), child.stderr.take().map(|err| read(err, sender))];
    let mut sum = Tally::default();
    for line in lines {
        println!("{line}");
        sum += count(&plain(&line));
    }
    for reader in readers.into_iter().flatten() {
        drop(reader.join());
    }
    let succeeded = child.wait().is_ok_and(|status| status.success());
    if !succeeded && sum.failed == 0 { sum + Tally::one(false) } else { sum }
}

fn read(from: impl Read + Send + 'static, to: Sender<String>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
            if to.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                break;
            }
        }
    })
}

/// The line without the codes that colour it.
fn plain(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or(part, |(_, rest)| rest))
}

/// Whether a program of this name can be started.
pub fn exists(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    program.contains('/') && Path::new(program).is_file()
        || std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_off() {
        assert_eq!(plain("\u{1b}[32;1m  Summary\u{1b}[0m [x]"), "  Summary [x]");
    }

    #[test]
    fn a_failing_command_is_a_failure() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo 2; exit 1"]);
        let count = |line: &str| Tally { passed: line.parse().unwrap_or(0), failed: 0 };
        assert_eq!(tally(command, count), Tally { passed: 2, failed: 1 });
        assert_eq!(tally(Command::new("no-such-program"), count), Tally { passed: 0, failed: 1 });
    }
}
