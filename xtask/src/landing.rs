//! `cargo x landing NUMBER`: stores what this version leaves, for all later ones to open.

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::postgres::{self, Cluster};

/// Where landings lie.
const FOLDER: &str = "product/luuvet/tests/landings";

/// Runs the story that leaves an installation behind, and stores its backup of both engines.
///
/// # Errors
/// When the number is none, is taken, or the story fails.
pub fn run(root: &Path, number: &str) -> Outcome<()> {
    if number.len() != 4 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("`{number}` is no number of four digits, such as 0002"));
    }
    let folder = root.join(FOLDER).join(number);
    if folder.exists() {
        return Err(format!("{} is stored already and stays as it is", folder.display()));
    }
    let given = std::env::var(postgres::VARIABLE).ok().filter(|url| !url.is_empty());
    let cluster = if given.is_some() { None } else { Some(Cluster::start()?) };
    let mut command = Command::new("cargo");
    command.args(["test", "--package", "luuvet", "--test", "upgrade", "what_this_version_leaves"]);
    command.current_dir(root).env("LUUVET_LANDING", number);
    if let Some(cluster) = &cluster {
        command.env(postgres::VARIABLE, cluster.url());
    }
    let status = command.status().map_err(|error| format!("cargo: {error}"))?;
    if !status.success() {
        return Err("the story that leaves an installation behind failed".to_owned());
    }
    println!("stored in {FOLDER}/{number}: commit it with the landing");
    Ok(())
}
