//! Bringing a backup back.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use luuvet_blobs::Blobs;
use sha2::{Digest, Sha256};

use super::write::create_private;
use super::{BLOBS, BackupError, DATABASE, DUMP, MANIFEST, Manifest, Part, SETTINGS, VERSION, at, dump};

/// Longest manifest that is read: room for a million contents.
const LONGEST: u64 = 256_000_000;

/// What came back.
#[derive(Clone, Copy, Debug)]
pub struct Restored {
    /// When the backup was made, UTC microseconds.
    pub made_at: i64,
    /// Contents of files.
    pub contents: usize,
}

/// Restores a backup into an empty folder, and a dump into the empty database at `url`. Every byte is checked.
///
/// # Errors
/// When the folder is not empty, the file is none of ours or damaged; then nothing is left in the folder.
pub async fn restore(source: PathBuf, data: PathBuf, url: Option<String>) -> Result<Restored, BackupError> {
    let target = data.clone();
    let unpacked = tokio::task::spawn_blocking(move || {
        prepare(&target)?;
        unpack(&source, &target).inspect_err(|_| clear(&target))
    });
    let manifest = unpacked.await.map_err(|error| BackupError::Storage(error.to_string()))??;
    let dumped = data.join(DUMP);
    if dumped.is_file() {
        let loaded = match &url {
            Some(url) => dump::load(url, &dumped).await,
            None => Err(BackupError::NeedsDatabase),
        };
        if let Err(error) = loaded {
            clear(&data);
            return Err(error);
        }
        fs::remove_file(&dumped).map_err(at(&dumped))?;
    }
    Ok(Restored { made_at: manifest.made_at, contents: manifest.blobs.len() })
}

/// Makes the folder, or finds it empty.
fn prepare(data: &Path) -> Result<(), BackupError> {
    let is_filled = fs::read_dir(data).is_ok_and(|mut entries| entries.next().is_some());
    if is_filled {
        return Err(BackupError::NotEmpty(data.display().to_string()));
    }
    fs::create_dir_all(data).map_err(at(data))
}

/// Removes what was written so far: the folder was empty before.
fn clear(data: &Path) {
    for entry in fs::read_dir(data).into_iter().flatten().flatten() {
        let path = entry.path();
        let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
    }
}

fn unpack(source: &Path, data: &Path) -> Result<Manifest, BackupError> {
    let file = File::open(source).map_err(at(source))?;
    let mut archive = tar::Archive::new(BufReader::new(file));
    let mut entries = archive.entries().map_err(at(source))?;
    let first = entries.next().ok_or_else(|| BackupError::Foreign("it is empty".into()))?.map_err(at(source))?;
    let manifest = manifest(first)?;
    let blobs = Blobs::open(data.join("blobs")).map_err(|error| BackupError::Storage(error.to_string()))?;
    let mut expected: HashMap<&str, &Part> =
        manifest.files.iter().chain(&manifest.blobs).map(|part| (part.name.as_str(), part)).collect();
    for entry in entries {
        let entry = entry.map_err(at(source))?;
        let name = entry.path().map_err(at(source))?.to_string_lossy().into_owned();
        // Only names that the manifest lists and that are ours, so that no entry leads out of the folder.
        let part = expected.remove(name.as_str()).ok_or_else(|| BackupError::Foreign(name.clone()))?;
        if name.starts_with(BLOBS) {
            keep(entry, part, &blobs)?;
        } else if name == DATABASE || name == DUMP || SETTINGS.contains(&name.as_str()) {
            extract(entry, part, &data.join(&name))?;
        } else {
            return Err(BackupError::Foreign(name));
        }
    }
    match expected.into_keys().next() {
        Some(missing) => Err(BackupError::Damaged(missing.to_owned())),
        None => Ok(manifest),
    }
}

fn manifest(entry: tar::Entry<'_, impl Read>) -> Result<Manifest, BackupError> {
    let is_ours = entry.path().is_ok_and(|path| path == Path::new(MANIFEST));
    if !is_ours {
        return Err(BackupError::Foreign("it does not begin with a manifest".into()));
    }
    let read: Result<Manifest, _> = serde_json::from_reader(entry.take(LONGEST));
    let manifest = read.map_err(|error| BackupError::Foreign(error.to_string()))?;
    if manifest.version != VERSION {
        return Err(BackupError::Foreign(format!("version {}", manifest.version)));
    }
    Ok(manifest)
}

fn keep(mut entry: impl Read, part: &Part, blobs: &Blobs) -> Result<(), BackupError> {
    let failed = |error: luuvet_blobs::BlobError| BackupError::Storage(error.to_string());
    let mut incoming = blobs.receive(part.size).map_err(failed)?;
    pieces(&mut entry, part, |piece| incoming.write(piece).map_err(failed))?;
    let (hash, _) = incoming.keep().map_err(failed)?;
    if hex::encode(hash) == part.sha256 { Ok(()) } else { Err(BackupError::Damaged(part.name.clone())) }
}

fn extract(mut entry: impl Read, part: &Part, path: &Path) -> Result<(), BackupError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(at(folder))?;
    }
    let mut file = create_private(path).map_err(at(path))?;
    let mut hasher = Sha256::new();
    pieces(&mut entry, part, |piece| {
        hasher.update(piece);
        file.write_all(piece).map_err(at(path))
    })?;
    file.sync_all().map_err(at(path))?;
    if hex::encode(hasher.finalize()) == part.sha256 { Ok(()) } else { Err(BackupError::Damaged(part.name.clone())) }
}

/// Passes on exactly as many bytes as the manifest says.
fn pieces(
    entry: &mut impl Read,
    part: &Part,
    mut take: impl FnMut(&[u8]) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    let (mut size, mut piece) = (0, vec![0; 1 << 16]);
    loop {
        let count = entry.read(&mut piece).map_err(|_| BackupError::Damaged(part.name.clone()))?;
        if count == 0 {
            break;
        }
        size += count as u64;
        if size > part.size {
            break;
        }
        take(&piece[..count])?;
    }
    if size == part.size { Ok(()) } else { Err(BackupError::Damaged(part.name.clone())) }
}
