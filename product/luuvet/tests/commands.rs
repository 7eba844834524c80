//! The program as an administrator uses it: processes of their own, on a folder of their own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

#[path = "commands/backup.rs"]
mod backup;
#[path = "commands/doctor.rs"]
mod doctor;
#[path = "commands/programs.rs"]
mod programs;
#[path = "commands/serve.rs"]
mod serve;
#[path = "commands/words.rs"]
mod words;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use luuvet::app::{App, Settings};
use luuvet::clock::Clock;
use luuvet_blobs::Blobs;
use luuvet_db::{Location, sql};

/// The program, with what tests must not take from the machine taken away.
fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_luuvet"));
    command.args(arguments).env_remove("LUUVET_LANG").env_remove("LUUVET_DATABASE").env("RUST_LOG", "warn");
    command.stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    program(arguments).output().unwrap()
}

/// What it said, on both streams.
fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// An installation that `init` made.
struct Made {
    folder: tempfile::TempDir,
}

impl Made {
    fn new(more: &[&str]) -> Self {
        let made = Self { folder: tempfile::tempdir().unwrap() };
        let data = made.data();
        let secret = made.folder.path().join("secret");
        std::fs::write(&secret, "một câu dễ nhớ\n").unwrap();
        let mut arguments = vec!["init", "--data", data.to_str().unwrap(), "--password-file", secret.to_str().unwrap()];
        arguments.extend(["--name", "Trường THPT Hiệp Hòa số 3", "--symbol", "THPTHH3", "--place", "Bắc Giang"]);
        arguments.extend(["--admin", "Người Quản Trị", "--login", "quantri"]);
        arguments.extend(more);
        let output = run(&arguments);
        assert!(output.status.success(), "{}", said(&output));
        made
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The same installation in this process, beside whatever the program does.
    async fn app(&self) -> App {
        open(&self.data()).await
    }
}

async fn open(data: &Path) -> App {
    let blobs = Blobs::open(data.join("blobs")).unwrap();
    let location = Location::File(data.join("luuvet.db"));
    App::open(&location, blobs, Clock::System, Settings::default()).await.unwrap()
}

/// Stores a content with its row.
async fn put_content(app: &App, bytes: Vec<u8>) -> [u8; 32] {
    let size = i64::try_from(bytes.len()).unwrap();
    let hash = app.blobs.put(bytes).await.unwrap();
    app.change(move |tx, _| {
        Box::pin(async move {
            tx.execute(sql!("INSERT INTO blob (hash, size) VALUES ($1, $2)"), &[hash.into(), size.into()]).await?;
            Ok(())
        })
    })
    .await
    .unwrap();
    hash
}
