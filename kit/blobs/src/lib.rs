//! Bytes named by their SHA-256.
//!
//! A blob is written to a temporary file, synced, renamed to its name, and the folder synced: what [`Blobs::put`] has
//! answered survives a power cut. The row that refers to it is written afterwards, so a crash leaves at most a blob
//! without a row.

mod folder;

use std::path::PathBuf;
use std::sync::Arc;

pub use folder::Incoming;

/// The SHA-256 of a content.
pub type Hash = [u8; 32];

/// What can go wrong with the store, for the log.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The folder or disk refused.
    #[error("blob store: {0}")]
    Storage(#[from] std::io::Error),
    /// A blob that a row refers to is not there.
    #[error("blob {0} is missing")]
    Missing(String),
    /// A blob's bytes do not have its hash.
    #[error("blob {0} is damaged")]
    Damaged(String),
    /// More bytes than allowed.
    #[error("more than {0} bytes")]
    TooLarge(u64),
}

/// A store of blobs. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Blobs {
    folder: Arc<folder::Folder>,
}

impl Blobs {
    /// Opens a folder as a store, making it when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made or written.
    pub fn open(path: PathBuf) -> Result<Self, BlobError> {
        Ok(Self { folder: Arc::new(folder::Folder::open(path)?) })
    }

    /// Removes what programs that ended left half-written. Only for a program that knows that no other one is writing.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn clear_unfinished(&self) -> Result<(), BlobError> {
        let folder = self.folder.clone();
        blocking(move || folder.clear()).await
    }

    /// Stores bytes; storing the same bytes again changes nothing.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<Hash, BlobError> {
        let folder = self.folder.clone();
        blocking(move || {
            let mut incoming = Incoming::new(&folder, u64::MAX)?;
            incoming.write(&bytes)?;
            incoming.keep().map(|(hash, _)| hash)
        })
        .await
    }

    /// Begins to receive bytes piece by piece, at most `limit` of them.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn receive(&self, limit: u64) -> Result<Incoming, BlobError> {
        Incoming::new(&self.folder, limit)
    }

    /// The bytes of a blob, checked against its hash.
    ///
    /// # Errors
    /// When the blob is missing or damaged.
    pub async fn get(&self, hash: Hash) -> Result<Vec<u8>, BlobError> {
        let folder = self.folder.clone();
        blocking(move || folder.get(hash)).await
    }

    /// Where a blob's file is, for reading it in pieces.
    ///
    /// # Errors
    /// When the blob is missing.
    pub fn path(&self, hash: Hash) -> Result<PathBuf, BlobError> {
        self.folder.path(hash)
    }

    /// Removes a blob; that it is not there is no error.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn remove(&self, hash: Hash) -> Result<(), BlobError> {
        let folder = self.folder.clone();
        blocking(move || folder.remove(hash)).await
    }

    /// The hashes of all blobs.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn list(&self) -> Result<Vec<Hash>, BlobError> {
        let folder = self.folder.clone();
        blocking(move || folder.list()).await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(std::io::Error::other(error).into()))
}
