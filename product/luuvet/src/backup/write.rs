//! Making a backup.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use luuvet_blobs::Blobs;
use luuvet_db::{Db, Engine, Location};

use super::{BLOBS, BackupError, DATABASE, DUMP, MANIFEST, Manifest, Part, SETTINGS, VERSION, at, dump, made, measure};
use crate::doctor::store;

/// What was written.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// Contents of files.
    pub contents: usize,
    /// Bytes of the backup.
    pub size: u64,
}

/// Writes a backup of a data folder while the installation may go on working. An existing file is not overwritten.
///
/// # Errors
/// When something cannot be read or written; then no file is left.
pub async fn write(
    db: &Db,
    location: &Location,
    blobs: &Blobs,
    data: &Path,
    now: i64,
    target: &Path,
) -> Result<Written, BackupError> {
    if target.exists() {
        let error = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Err(at(target)(error));
    }
    // First, so that an installation brought back from this backup knows of it.
    let noted = made::begin(db, now, target).await;
    let written = copy(db, location, blobs, data, now, target).await;
    if let Some(id) = noted {
        made::end(db, id, written.as_ref().ok().map(|written| written.size)).await;
    }
    written
}

async fn copy(
    db: &Db,
    location: &Location,
    blobs: &Blobs,
    data: &Path,
    now: i64,
    target: &Path,
) -> Result<Written, BackupError> {
    let aside = Aside(beside(target, "database"), beside(target, "part"));
    let name = match (db.engine(), location) {
        (Engine::Postgres, Location::Url(url)) => {
            dump::dump(url, &aside.0).await?;
            DUMP
        }
        _ => {
            db.copy_to(aside.0.clone()).await.map_err(|error| BackupError::Storage(error.to_string()))?;
            DATABASE
        }
    };
    let contents = contents(db).await?;
    let (blobs, data, target) = (blobs.clone(), data.to_owned(), target.to_owned());
    let packed = tokio::task::spawn_blocking(move || {
        let mut files = vec![(aside.0.clone(), measure(name, &aside.0)?)];
        for setting in SETTINGS {
            let path = data.join(setting);
            if path.is_file() {
                files.push((path.clone(), measure(setting, &path)?));
            }
        }
        let manifest = Manifest {
            version: VERSION,
            made_at: now,
            files: files.iter().map(|(_, part)| part.clone()).collect(),
            blobs: contents,
        };
        pack(&aside.1, &manifest, &files, &blobs)?;
        fs::rename(&aside.1, &target).map_err(at(&target))?;
        sync_folder(&target)?;
        let size = fs::metadata(&target).map_err(at(&target))?.len();
        Ok(Written { contents: manifest.blobs.len(), size })
    });
    packed.await.map_err(|error| BackupError::Storage(error.to_string()))?
}

fn beside(target: &Path, what: &str) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{what}"));
    target.with_file_name(name)
}

/// Files on the way, gone at the end whatever happens.
struct Aside(PathBuf, PathBuf);

impl Drop for Aside {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
        let _ = fs::remove_file(&self.1);
    }
}

/// Every content that rows refer to, asked after the database was copied: at least those of the copy.
async fn contents(db: &Db) -> Result<Vec<Part>, BackupError> {
    let failed = |error: luuvet_db::DbError| BackupError::Storage(error.to_string());
    let (mut parts, mut after) = (Vec::new(), Vec::new());
    loop {
        let mut tx = db.read().await.map_err(failed)?;
        let piece = store::blobs(&mut tx, &after).await.map_err(failed)?;
        let Some((last, _)) = piece.last() else {
            return Ok(parts);
        };
        after = last.to_vec();
        parts.extend(piece.iter().map(|(hash, size)| {
            let sha256 = hex::encode(hash);
            Part { name: format!("{BLOBS}{sha256}"), size: u64::try_from(*size).unwrap_or(0), sha256 }
        }));
    }
}

fn pack(path: &Path, manifest: &Manifest, files: &[(PathBuf, Part)], blobs: &Blobs) -> Result<(), BackupError> {
    let file = create_private(path).map_err(at(path))?;
    let mut tar = tar::Builder::new(std::io::BufWriter::new(file));
    let body = serde_json::to_vec_pretty(manifest).map_err(|error| BackupError::Storage(error.to_string()))?;
    append(&mut tar, MANIFEST, body.len() as u64, body.as_slice()).map_err(at(path))?;
    for (source, part) in files {
        let from = File::open(source).map_err(at(source))?;
        append(&mut tar, &part.name, part.size, from).map_err(at(path))?;
    }
    for part in &manifest.blobs {
        let mut hash = [0; 32];
        hex::decode_to_slice(&part.sha256, &mut hash).map_err(|_| BackupError::Damaged(part.name.clone()))?;
        // Packing runs beside the runtime; a bucket is asked through it.
        let found = tokio::runtime::Handle::current().block_on(blobs.local(hash));
        let source = found.map_err(|error| BackupError::Storage(error.to_string()))?;
        // A damaged content is found now, not on the day when the backup is needed.
        if measure(&part.name, &source)?.sha256 != part.sha256 {
            return Err(BackupError::Damaged(part.name.clone()));
        }
        append(&mut tar, &part.name, part.size, File::open(&source).map_err(at(&source))?).map_err(at(path))?;
    }
    let mut out = tar.into_inner().map_err(at(path))?;
    out.flush().map_err(at(path))?;
    out.get_ref().sync_all().map_err(at(path))
}

fn append(tar: &mut tar::Builder<impl Write>, name: &str, size: u64, from: impl std::io::Read) -> std::io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o600);
    tar.append_data(&mut header, name, from)
}

/// A new file that only its owner reads: it holds keys.
pub(super) fn create_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

fn sync_folder(target: &Path) -> Result<(), BackupError> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(at(folder))
}
