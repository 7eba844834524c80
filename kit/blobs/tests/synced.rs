//! What `put` has answered survives a power cut: file and folders are synced before the answer, as the kernel was told.
//!
//! The test runs itself under `strace`; where that is missing it says so and proves nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;

use luuvet_blobs::Blobs;

/// The folder into which the traced run puts, and the mark that it writes when `put` has answered.
const FOLDER: &str = "LUUVET_TEST_SYNCED";
const ANSWERED: &str = "put-has-answered";

#[tokio::test]
async fn file_and_folders_are_synced_before_the_answer() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        let blobs = Blobs::open(Path::new(&folder).join("store")).unwrap();
        blobs.put(b"bytes that must last".to_vec()).await.unwrap();
        std::fs::write(Path::new(&folder).join(ANSWERED), b"").unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let Some(calls) = trace(folder.path()) else {
        println!("strace is missing or may not trace: not proved here");
        return;
    };
    let place = |what: &str| {
        let found = calls.iter().position(|call| call.contains(what));
        found.unwrap_or_else(|| panic!("no {what} in\n{}", calls.join("\n")))
    };
    let last = |what: &str| calls.iter().rposition(|call| call.contains(what)).unwrap();
    let written = place("bytes that must last");
    let renamed = place("rename");
    let answered = place(ANSWERED);
    // Each sync names what it syncs: the file while it still lies in `incoming`, then its shelf, then the root.
    let file = calls.iter().position(|call| call.contains("fsync") && call.contains("/incoming/")).expect("a file");
    let shelf = calls.iter().rposition(|call| call.contains("fsync") && !call.contains("/incoming/")).expect("a shelf");
    assert!(written < file && file < renamed && renamed < shelf && shelf < answered, "{}", calls.join("\n"));
    assert!(last("fsync") < answered);
    let folders = calls[renamed..answered].iter().filter(|call| call.contains("fsync")).count();
    assert_eq!(folders, 2, "shelf and root: {}", calls.join("\n"));
}

/// The calls of a run of this test, in order; none where it cannot be traced.
fn trace(folder: &Path) -> Option<Vec<String>> {
    let log = folder.join("calls");
    let traced = Command::new("strace")
        .args(["-f", "-y", "-s", "200", "-e", "trace=write,fsync,fdatasync,rename,renameat,renameat2,openat", "-o"])
        .arg(&log)
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "file_and_folders_are_synced_before_the_answer", "--nocapture"])
        .env(FOLDER, folder)
        .output()
        .ok()?;
    let text = std::fs::read_to_string(&log).unwrap_or_default();
    if !traced.status.success() && text.is_empty() {
        return None;
    }
    assert!(traced.status.success(), "{}", String::from_utf8_lossy(&traced.stderr));
    Some(text.lines().filter(|line| line.contains(&*folder.to_string_lossy())).map(str::to_owned).collect())
}
