//! PostgreSQL is copied by its own programs.

use std::path::Path;
use std::process::Stdio;

use tokio::process::Command;

use super::BackupError;

/// Dumps the database into a file.
pub(super) async fn dump(url: &str, target: &Path) -> Result<(), BackupError> {
    let mut command = Command::new("pg_dump");
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]).arg(target).arg("--dbname").arg(url);
    run(command, "pg_dump").await
}

/// Brings a dump back into an empty database.
pub(super) async fn load(url: &str, source: &Path) -> Result<(), BackupError> {
    let mut command = Command::new("pg_restore");
    command.args(["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", "--dbname"]);
    command.arg(url).arg(source);
    run(command, "pg_restore").await
}

async fn run(mut command: Command, name: &str) -> Result<(), BackupError> {
    let output = command.stdin(Stdio::null()).kill_on_drop(true).output().await;
    let output =
        output.map_err(|error| BackupError::Tool(format!("{name} ({error}): install PostgreSQL's client programs")))?;
    if output.status.success() {
        return Ok(());
    }
    Err(BackupError::Tool(format!("{name}: {}", String::from_utf8_lossy(&output.stderr).trim())))
}
