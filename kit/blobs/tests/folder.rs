//! A folder as a store: what it keeps, what it refuses, what it finds wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use luuvet_blobs::{BlobError, Blobs};
use sha2::{Digest, Sha256};

fn store() -> (tempfile::TempDir, Blobs) {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path().to_owned()).unwrap();
    (folder, blobs)
}

fn unfinished(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder.join("incoming")).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[tokio::test]
async fn putting_twice_is_putting_once() {
    let (folder, blobs) = store();
    let bytes = "Kế hoạch kiểm tra".as_bytes().to_vec();
    let hash = blobs.put(bytes.clone()).await.unwrap();
    assert_eq!(hash, <[u8; 32]>::from(Sha256::digest(&bytes)));
    assert_eq!(blobs.put(bytes.clone()).await.unwrap(), hash);
    assert_eq!(blobs.put(Vec::new()).await.unwrap(), <[u8; 32]>::from(Sha256::digest(b"")));
    assert_eq!(blobs.get(hash).await.unwrap(), bytes);
    assert_eq!(fs::read(blobs.local(hash).await.unwrap()).unwrap(), bytes);
    assert_eq!(blobs.list().await.unwrap().len(), 2);
    assert!(unfinished(folder.path()).is_empty());
}

#[tokio::test]
async fn what_a_crash_left_is_removed_when_asked() {
    let (folder, blobs) = store();
    let hash = blobs.put(vec![1]).await.unwrap();
    // A file of a process that had our number: neither an obstacle nor removed by opening.
    let left = folder.path().join("incoming").join(format!("{}-1", std::process::id()));
    fs::write(&left, b"half").unwrap();
    let again = Blobs::open(folder.path().to_owned()).unwrap();
    for byte in 0..3 {
        again.put(vec![byte, 7]).await.unwrap();
    }
    assert_eq!(unfinished(folder.path()), [left]);
    again.clear_unfinished().await.unwrap();
    assert!(unfinished(folder.path()).is_empty());
    assert_eq!(again.get(hash).await.unwrap(), [1]);
}

#[tokio::test]
async fn damage_and_loss_are_found() {
    let (_folder, blobs) = store();
    let hash = blobs.put(b"abc".to_vec()).await.unwrap();
    let path = blobs.local(hash).await.unwrap();
    fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"!").unwrap();
    assert!(matches!(blobs.get(hash).await, Err(BlobError::Damaged(name)) if name.starts_with("ba7816bf")));
    blobs.remove(hash).await.unwrap();
    blobs.remove(hash).await.unwrap();
    assert!(matches!(blobs.get(hash).await, Err(BlobError::Missing(_))));
    assert!(matches!(blobs.local(hash).await, Err(BlobError::Missing(_))));
    assert!(blobs.list().await.unwrap().is_empty());
}

#[tokio::test]
async fn more_than_allowed_leaves_nothing() {
    let (folder, blobs) = store();
    let mut incoming = blobs.receive(10).unwrap();
    incoming.write(b"12345").unwrap();
    assert_eq!(unfinished(folder.path()).len(), 1);
    assert!(matches!(incoming.write(b"678901"), Err(BlobError::TooLarge(10))));
    drop(incoming);
    assert!(unfinished(folder.path()).is_empty());
    let mut incoming = blobs.receive(10).unwrap();
    incoming.write(b"12345").unwrap();
    incoming.write(b"67890").unwrap();
    let (hash, size) = incoming.keep().unwrap();
    assert_eq!((size, blobs.get(hash).await.unwrap()), (10, b"1234567890".to_vec()));
    assert!(unfinished(folder.path()).is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_bytes_at_once() {
    let (folder, blobs) = store();
    let mut puts = tokio::task::JoinSet::new();
    for number in 0..60_u8 {
        let blobs = blobs.clone();
        puts.spawn(async move { blobs.put(vec![number % 3; 50_000]).await.unwrap() });
    }
    let mut hashes = puts.join_all().await;
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), 3);
    for hash in hashes {
        assert_eq!(blobs.get(hash).await.unwrap().len(), 50_000);
    }
    assert!(unfinished(folder.path()).is_empty());
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, b"").unwrap();
    assert!(matches!(Blobs::open(file), Err(BlobError::Storage(_))));
}
