//! `cargo x dev`: the demo world, built and started again whenever a source file changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::Outcome;

/// Where it listens unless told otherwise.
pub const ADDRESS: &str = "127.0.0.1:8080";
const GLANCE: Duration = Duration::from_millis(300);
const SOURCES: [&str; 4] = ["product", "kit", "libs", "Cargo.toml"];

/// Serves until it is interrupted. The data stay in `target/dev` between two starts.
///
/// # Errors
/// When cargo cannot be started.
pub fn run(root: &Path, address: &str) -> Outcome<()> {
    let data = root.join("target/dev");
    loop {
        let seen = newest(root);
        let mut program = if build(root)? { Some(serve(root, &data, address)?) } else { None };
        while newest(root) == seen {
            thread::sleep(GLANCE);
        }
        if let Some(program) = &mut program {
            stop(program);
        }
    }
}

fn build(root: &Path) -> Outcome<bool> {
    let build = Command::new("cargo").current_dir(root).args(["build", "--quiet", "--package", "luuvet"]).status();
    Ok(build.map_err(|error| format!("cargo cannot be started: {error}"))?.success())
}

fn serve(root: &Path, data: &Path, address: &str) -> Outcome<Child> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let mut command = Command::new(target.join("debug/luuvet"));
    command.current_dir(root).args(["demo", "--listen", address, "--data"]).arg(data).stdin(Stdio::null());
    command.spawn().map_err(|error| format!("the program cannot be started: {error}"))
}

fn stop(program: &mut Child) {
    // SIGTERM, so that the program finishes what it is writing
    drop(Command::new("kill").arg(program.id().to_string()).status());
    drop(program.wait());
}

/// When a source file was last changed.
fn newest(root: &Path) -> Option<SystemTime> {
    SOURCES.iter().filter_map(|source| newest_in(&root.join(source))).max()
}

fn newest_in(path: &Path) -> Option<SystemTime> {
    let facts = fs::symlink_metadata(path).ok()?;
    if !facts.is_dir() {
        return facts.modified().ok();
    }
    let inside = fs::read_dir(path).into_iter().flatten().flatten().filter_map(|entry| newest_in(&entry.path()));
    inside.chain(facts.modified().ok()).max()
}
