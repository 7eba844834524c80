//! Bytes named by their SHA-256.
//!
//! A blob is written to a temporary file, synced, renamed to its name, and the folder synced: what [`Blobs::put`] has
//! answered survives a power cut. The row that refers to it is written afterwards, so a crash leaves at most a blob
//! without a row.

mod bucket;
mod folder;

use std::io::Read;
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
    /// An address that names no store.
    #[error("address of contents: {0}")]
    Address(String),
    /// More bytes than allowed.
    #[error("more than {0} bytes")]
    TooLarge(u64),
}

/// A store of blobs. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Blobs {
    store: Store,
}

#[derive(Clone, Debug)]
enum Store {
    Folder(Arc<folder::Folder>),
    Bucket(Arc<bucket::Bucket>),
}

impl Blobs {
    /// Opens a folder as a store, making it when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made or written.
    pub fn open(path: PathBuf) -> Result<Self, BlobError> {
        Ok(Self { store: Store::Folder(Arc::new(folder::Folder::open(path)?)) })
    }

    /// Opens a bucket, `s3://bucket/prefix?endpoint=https://…&region=…`, with keys from the environment. `fetched` is a
    /// folder for files that are read in pieces; it can be deleted at any time.
    ///
    /// # Errors
    /// When the address is no such bucket's, or the folder cannot be made. The service itself is not asked yet.
    pub fn bucket(address: &str, fetched: PathBuf) -> Result<Self, BlobError> {
        Ok(Self { store: Store::Bucket(Arc::new(bucket::Bucket::open(address, fetched)?)) })
    }

    /// Removes what programs that ended left half-written. Only for a program that knows that no other one is writing.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn clear_unfinished(&self) -> Result<(), BlobError> {
        match &self.store {
            Store::Folder(folder) => {
                let folder = folder.clone();
                blocking(move || folder.clear()).await
            }
            // The service keeps nothing of an object that was not whole.
            Store::Bucket(_) => Ok(()),
        }
    }

    /// Stores bytes; storing the same bytes again changes nothing.
    ///
    /// # Errors
    /// When disk or service refuses.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<Hash, BlobError> {
        let folder = match &self.store {
            Store::Folder(folder) => folder.clone(),
            Store::Bucket(bucket) => return bucket.put(bytes).await,
        };
        blocking(move || {
            let mut incoming = Incoming::new(&folder, u64::MAX)?;
            incoming.write(&bytes)?;
            incoming.keep().map(|(hash, _)| hash)
        })
        .await
    }

    /// Stores the bytes that a reader gives, piece by piece, under their hash, which is known already; storing the same
    /// bytes again changes nothing.
    ///
    /// # Errors
    /// When disk or service refuses, or the bytes have another hash: then nothing was stored.
    pub async fn put_from(&self, from: Box<dyn Read + Send>, hash: Hash) -> Result<Hash, BlobError> {
        let folder = match &self.store {
            Store::Folder(folder) => folder.clone(),
            Store::Bucket(bucket) => return bucket.put_from(from, hash).await,
        };
        blocking(move || folder::Folder::put_from(&folder, from, hash)).await
    }

    /// Checks a blob's bytes against its hash, piece by piece.
    ///
    /// # Errors
    /// When the blob is missing or damaged.
    pub async fn check(&self, hash: Hash) -> Result<(), BlobError> {
        match &self.store {
            Store::Folder(folder) => {
                let folder = folder.clone();
                blocking(move || folder.check(hash)).await
            }
            Store::Bucket(bucket) => bucket.check(hash).await,
        }
    }

    /// Begins to receive bytes piece by piece, at most `limit` of them.
    ///
    /// # Errors
    /// When the disk refuses, or the store is a bucket, which takes bytes only whole.
    pub fn receive(&self, limit: u64) -> Result<Incoming, BlobError> {
        match &self.store {
            Store::Folder(folder) => Incoming::new(folder, limit),
            Store::Bucket(_) => Err(BlobError::Address("a bucket takes bytes only whole".to_owned())),
        }
    }

    /// The bytes of a blob, checked against its hash.
    ///
    /// # Errors
    /// When the blob is missing or damaged.
    pub async fn get(&self, hash: Hash) -> Result<Vec<u8>, BlobError> {
        match &self.store {
            Store::Folder(folder) => {
                let folder = folder.clone();
                blocking(move || folder.get(hash)).await
            }
            Store::Bucket(bucket) => bucket.get(hash).await,
        }
    }

    /// Whether a blob is there; its bytes are not looked at.
    ///
    /// # Errors
    /// When disk or service cannot say.
    pub async fn has(&self, hash: Hash) -> Result<bool, BlobError> {
        match &self.store {
            Store::Folder(folder) => Ok(folder.path(hash).is_ok()),
            Store::Bucket(bucket) => bucket.has(hash).await,
        }
    }

    /// A file with a blob's bytes, for reading it in pieces.
    ///
    /// # Errors
    /// When the blob is missing, or cannot be fetched.
    pub async fn local(&self, hash: Hash) -> Result<PathBuf, BlobError> {
        match &self.store {
            Store::Folder(folder) => folder.path(hash),
            Store::Bucket(bucket) => bucket.local(hash).await,
        }
    }

    /// Removes a blob; that it is not there is no error.
    ///
    /// # Errors
    /// When disk or service refuses.
    pub async fn remove(&self, hash: Hash) -> Result<(), BlobError> {
        match &self.store {
            Store::Folder(folder) => {
                let folder = folder.clone();
                blocking(move || folder.remove(hash)).await
            }
            Store::Bucket(bucket) => bucket.remove(hash).await,
        }
    }

    /// Removes a blob and overwrites its bytes first, where a folder holds it: a best effort, because a disk may keep old
    /// copies of its own. That it is not there is no error.
    ///
    /// # Errors
    /// When disk or service refuses.
    pub async fn erase(&self, hash: Hash) -> Result<(), BlobError> {
        match &self.store {
            Store::Folder(folder) => {
                let folder = folder.clone();
                blocking(move || folder.erase(hash)).await
            }
            Store::Bucket(bucket) => bucket.erase(hash).await,
        }
    }

    /// The hashes of all blobs.
    ///
    /// # Errors
    /// When folder or bucket cannot be read.
    pub async fn list(&self) -> Result<Vec<Hash>, BlobError> {
        match &self.store {
            Store::Folder(folder) => {
                let folder = folder.clone();
                blocking(move || folder.list()).await
            }
            Store::Bucket(bucket) => bucket.list().await,
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(std::io::Error::other(error).into()))
}
