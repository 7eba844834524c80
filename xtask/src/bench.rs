//! `cargo x bench`: builds the benches optimised and runs them.

use std::path::Path;
use std::process::Command;

use crate::Outcome;

/// Runs `benches/figures.rs` of the program with these arguments.
///
/// # Errors
/// When it cannot be built, or a figure could not be taken.
pub fn run(root: &Path, arguments: &[&str]) -> Outcome<()> {
    let mut command = Command::new("cargo");
    command.current_dir(root).args(["bench", "-p", "luuvet", "--bench", "figures", "--"]).args(arguments);
    let status = command.status().map_err(|error| format!("cargo: {error}"))?;
    if status.success() { Ok(()) } else { Err("the bench did not finish".to_owned()) }
}
