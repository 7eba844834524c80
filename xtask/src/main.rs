//! `cargo x`: the commands of everyday work on this repository.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command for developers speaks to its terminal")]

use std::ops::{Add, AddAssign};
use std::process::ExitCode;

mod bench;
mod browser;
mod bucket;
mod check;
mod dev;
mod generate;
mod landing;
mod ledger;
mod postgres;
mod process;
mod python;
mod reader;
mod test;
mod text;
mod tree;

/// What a command gives, or a sentence for the person at the terminal.
pub type Outcome<T> = Result<T, String>;

/// How many checks or tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Passed.
    pub passed: usize,
    /// Failed.
    pub failed: usize,
}

impl Tally {
    /// One check.
    pub fn one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed) }
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

const HELP: &str = "\
cargo x check [--rules]      formatting, clippy and our own rules; --rules: only our own, in a second
cargo x test [--short] [--without-postgres] [--without-browser] [-- FILTER]
                             check, all tests on both databases, and the browser
                             --short: no clippy, no browser; FILTER: only the tests and stories whose name contains it
cargo x bench [--short] [--documents N]
                             what registering and pages cost, as ratios; worlds are kept in the target folder
cargo x dev [ADDRESS]        serve the demo world, built and started again at every change
cargo x landing NUMBER       store what this version leaves, for all later ones to open
cargo x gen                  write the pages that the program prints (docs/workflows)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = tree::root();
    let outcome = match arguments.as_slice() {
        ["check"] => check::run(&root, false).map(Some),
        ["check", "--rules"] => check::rules(&root).map(Some),
        ["test", rest @ ..] => test::Options::read(rest).and_then(|options| test::run(&root, &options)).map(Some),
        ["bench", rest @ ..] => bench::run(&root, rest).map(|()| None),
        ["dev"] => dev::run(&root, dev::ADDRESS).map(|()| None),
        ["dev", address] => dev::run(&root, address).map(|()| None),
        ["landing", number] => landing::run(&root, number).map(|()| None),
        ["gen"] => generate::run(&root).map(|()| None),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(None)
        }
        _ => Err(format!("unknown command; these are known:\n\n{HELP}")),
    };
    match outcome {
        Ok(Some(tally)) => {
            println!("{} passed, {} failed", tally.passed, tally.failed);
            if tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Ok(None) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
