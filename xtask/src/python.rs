//! Packages from PyPI, each in an environment of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::process;

/// A program of a package from PyPI, installed once in a folder of its own; none where that cannot be done.
pub fn program(home: &Path, program: &str, package: &str) -> Option<PathBuf> {
    let program = home.join(program);
    let there = program.is_file() || process::exists("python3") && installed(home, package) && program.is_file();
    there.then_some(program)
}

fn installed(home: &Path, package: &str) -> bool {
    let done = |program: &Path, words: &[&str]| {
        let mut command = Command::new(program);
        command.args(words).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let Some(folder) = home.to_str() else { return false };
    done(Path::new("python3"), &["-m", "venv", folder]) && done(&home.join("bin/pip"), &["install", "--quiet", package])
}
