//! Today's program opens what every earlier landing left: a backup of each lies in `landings/`, one per engine.
//!
//! `cargo x landing NUMBER` stores what this version leaves, to be opened by all later ones; a landing that is stored is
//! never made again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod support;

#[path = "upgrade/leave.rs"]
mod leave;
#[allow(dead_code, reason = "stories use more of it")]
#[path = "stories/delivery/notice.rs"]
mod notice;
#[path = "upgrade/take_over.rs"]
mod take_over;

use std::path::{Path, PathBuf};
use std::process::Command;

use luuvet_db::Location;

use support::database;

/// Where landings lie.
fn landings() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/landings")
}

/// The stored backups of an engine, the oldest first.
fn stored(name: &str) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = std::fs::read_dir(landings()).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    assert!(!all.is_empty());
    all.into_iter().map(|landing| landing.join(name)).collect()
}

/// Unpacks a stored backup into a folder.
fn unpacked(stored: &Path, folder: &Path) -> PathBuf {
    let tar = folder.join("backup.tar");
    let output = Command::new("gzip").arg("-dc").arg(stored).output().unwrap();
    assert!(output.status.success(), "{}: {}", stored.display(), String::from_utf8_lossy(&output.stderr));
    std::fs::write(&tar, output.stdout).unwrap();
    tar
}

#[tokio::test(flavor = "multi_thread")]
async fn every_landing_is_opened_on_sqlite() {
    for stored in stored("sqlite.tar.gz") {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        take_over::restore(&unpacked(&stored, folder.path()), &data, None).await;
        take_over::compare(&data, &Location::File(data.join("luuvet.db"))).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_landing_is_opened_on_postgres() {
    for stored in stored("postgres.tar.gz") {
        let Some(url) = database("landing").await else { return };
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        take_over::restore(&unpacked(&stored, folder.path()), &data, Some(url.clone())).await;
        take_over::compare(&data, &Location::Url(url)).await;
    }
}

/// What this version leaves can be taken over as well; with `LUUVET_LANDING` it is stored in that folder.
async fn what_is_left_today(folder: &Path, location: Location, name: &str) {
    let tar = folder.join("today.tar");
    leave::leave(&folder.join("data"), &location, &tar).await;
    if let Ok(target) = std::env::var("LUUVET_LANDING") {
        let target = landings().join(target);
        std::fs::create_dir_all(&target).unwrap();
        let target = target.join(name);
        assert!(!target.exists(), "{} is stored already and stays as it is", target.display());
        let packed = Command::new("gzip").arg("-9nc").arg(&tar).output().unwrap();
        assert!(packed.status.success() && packed.stdout.len() < 300_000, "{} bytes", packed.stdout.len());
        std::fs::write(target, packed.stdout).unwrap();
    }
    let data = folder.join("back");
    let url = match &location {
        Location::Url(_) => database("back").await,
        Location::File(_) => None,
    };
    take_over::restore(&tar, &data, url.clone()).await;
    take_over::compare(&data, &url.map_or_else(|| Location::File(data.join("luuvet.db")), Location::Url)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_this_version_leaves_is_taken_over_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("data/luuvet.db"));
    what_is_left_today(folder.path(), location, "sqlite.tar.gz").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_this_version_leaves_is_taken_over_on_postgres() {
    let Some(url) = database("leaves").await else { return };
    let folder = tempfile::tempdir().unwrap();
    what_is_left_today(folder.path(), Location::Url(url), "postgres.tar.gz").await;
}
