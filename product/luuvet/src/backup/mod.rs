//! Backup and restore: one file with everything, verified on its way back.
//!
//! The file is a tar: `manifest.json` first, then the database, the settings, and each content under its hash. The
//! database comes first and the contents after it, so that every row of the copy finds its content although writing
//! goes on. The file holds what the installation holds, keys too: it is to be kept as safely.

mod dump;
pub mod made;
mod restore;
mod write;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;

pub use restore::{Restored, restore};
pub use write::{Written, write};

/// The layout of the file.
const VERSION: u32 = 1;
const MANIFEST: &str = "manifest.json";
/// The copy of a SQLite database.
const DATABASE: &str = "luuvet.db";
/// The dump of a PostgreSQL database.
const DUMP: &str = "luuvet.pgdump";
/// Settings of the data folder that go along, and where they lie in it.
const SETTINGS: [&str; 5] =
    ["luuvet.toml", "tls/authority.pem", "tls/authority-key.pem", "tls/server.pem", "tls/server-key.pem"];
const BLOBS: &str = "blobs/";

/// What a backup cannot be made or read for.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file could not be read or written.
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    /// A record says one thing and the bytes another.
    #[error("{0}: the bytes are not those that were saved")]
    Damaged(String),
    /// Not a backup of this program, or of a later version.
    #[error("not a backup that this version can read: {0}")]
    Foreign(String),
    /// The backup is of a PostgreSQL database, and no database was given to restore it into.
    #[error("the backup holds a PostgreSQL database and needs one to go to")]
    NeedsDatabase,
    /// The folder to restore into is not empty.
    #[error("{0} is not empty")]
    NotEmpty(String),
    /// `pg_dump` or `pg_restore` is missing or failed.
    #[error("{0}")]
    Tool(String),
    /// The database or the store of contents.
    #[error("{0}")]
    Storage(String),
}

/// What the file holds, with the hash of each part.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    version: u32,
    /// UTC microseconds.
    made_at: i64,
    /// The database and the settings.
    files: Vec<Part>,
    /// The contents.
    blobs: Vec<Part>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Part {
    name: String,
    size: u64,
    sha256: String,
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> BackupError {
    let name = path.display().to_string();
    |error| BackupError::File(name, error)
}

/// Size and hash of a file, read in pieces.
fn measure(name: &str, path: &Path) -> Result<Part, BackupError> {
    let mut file = std::fs::File::open(path).map_err(at(path))?;
    let (mut hasher, mut size, mut piece) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let count = file.read(&mut piece).map_err(at(path))?;
        if count == 0 {
            break;
        }
        hasher.update(&piece[..count]);
        size += count as u64;
    }
    Ok(Part { name: name.to_owned(), size, sha256: hex::encode(hasher.finalize()) })
}
