//! A bucket of an S3 service as a store: `<prefix>/ab/cdef…` by hash.
//!
//! An object is put only if it is absent, so that the same bytes twice are one object, and what was acknowledged is the
//! service's promise. Reading in pieces needs a file: it is fetched once into a folder that can be deleted at any time.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures_util::TryStreamExt;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{Error, MultipartUpload, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload, RetryConfig};
use reqwest::Url;
use sha2::{Digest, Sha256};

use crate::folder::{Folder, Incoming};
use crate::{BlobError, Hash, blocking};

const KEYS: [&str; 2] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

/// Bytes of a part; the service takes ten thousand of them.
const PART: usize = 8 << 20;

/// Somebody waits for the answer.
fn patience() -> RetryConfig {
    RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(20), ..RetryConfig::default() }
}

#[derive(Debug)]
pub(crate) struct Bucket {
    store: AmazonS3,
    prefix: Path,
    fetched: Arc<Folder>,
}

impl Bucket {
    /// `s3://bucket/prefix?endpoint=https://…&region=…`. Keys come from the environment (`AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY`), never from the address. Plain HTTP only to this machine itself.
    pub(crate) fn open(address: &str, fetched: PathBuf) -> Result<Self, BlobError> {
        let wrong = |why: &str| BlobError::Address(why.to_owned());
        let url = Url::parse(address).map_err(|error| wrong(&error.to_string()))?;
        if url.scheme() != "s3" {
            return Err(wrong("only s3://bucket/prefix"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("keys belong into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"));
        }
        if KEYS.iter().any(|key| std::env::var(key).is_err()) {
            // Without keys the library would ask the cloud's own network for some, and wait.
            return Err(wrong("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set"));
        }
        // Another part may have chosen already; any choice will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let name = url.host_str().ok_or_else(|| wrong("no bucket"))?;
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(name).with_retry(patience());
        for (key, value) in url.query_pairs() {
            builder = match key.as_ref() {
                "region" => builder.with_region(value),
                "endpoint" => {
                    let endpoint = Url::parse(&value).map_err(|error| wrong(&error.to_string()))?;
                    let here = matches!(endpoint.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
                    if endpoint.scheme() != "https" && !here {
                        return Err(wrong("the endpoint must be https"));
                    }
                    builder.with_allow_http(here).with_endpoint(value)
                }
                other => return Err(wrong(&format!("unknown {other}; known: endpoint, region"))),
            };
        }
        let store = builder.build().map_err(|error| wrong(&error.to_string()))?;
        Ok(Self { store, prefix: Path::from(url.path()), fetched: Arc::new(Folder::open(fetched)?) })
    }

    fn place(&self, hash: Hash) -> Path {
        let name = hex::encode(hash);
        self.prefix.clone().join(&name[..2]).join(&name[2..])
    }

    pub(crate) async fn put(&self, bytes: Vec<u8>) -> Result<Hash, BlobError> {
        let hash: Hash = Sha256::digest(&bytes).into();
        let absent = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.store.put_opts(&self.place(hash), PutPayload::from(bytes), absent).await {
            // The same bytes: their name is their hash.
            Ok(_) | Err(Error::AlreadyExists { .. }) => Ok(hash),
            Err(error) => Err(failed(error)),
        }
    }

    /// Sends the bytes in parts; the object is there when all of them are and their hash is right.
    pub(crate) async fn put_from(&self, from: Box<dyn Read + Send>, hash: Hash) -> Result<Hash, BlobError> {
        if self.has(hash).await? {
            return Ok(hash);
        }
        let mut upload = self.store.put_multipart(&self.place(hash)).await.map_err(failed)?;
        match send(upload.as_mut(), from).await {
            Ok(found) if found == hash => upload.complete().await.map_err(failed).map(|_| hash),
            other => {
                // What cannot be taken back the service forgets by its own rules.
                let _ = upload.abort().await;
                other.and(Err(BlobError::Damaged(hex::encode(hash))))
            }
        }
    }

    /// The bytes piece by piece, checked against the hash at the end.
    async fn read(&self, hash: Hash, mut with: impl FnMut(&[u8]) -> Result<(), BlobError>) -> Result<(), BlobError> {
        let mut pieces = match self.store.get(&self.place(hash)).await {
            Ok(found) => found.into_stream(),
            Err(Error::NotFound { .. }) => return Err(BlobError::Missing(hex::encode(hash))),
            Err(error) => return Err(failed(error)),
        };
        let mut hasher = Sha256::new();
        while let Some(piece) = pieces.try_next().await.map_err(failed)? {
            hasher.update(&piece);
            with(&piece)?;
        }
        if Hash::from(hasher.finalize()) == hash { Ok(()) } else { Err(BlobError::Damaged(hex::encode(hash))) }
    }

    pub(crate) async fn check(&self, hash: Hash) -> Result<(), BlobError> {
        self.read(hash, |_| Ok(())).await
    }

    pub(crate) async fn get(&self, hash: Hash) -> Result<Vec<u8>, BlobError> {
        let bytes = match self.store.get(&self.place(hash)).await {
            Ok(found) => found.bytes().await.map_err(failed)?,
            Err(Error::NotFound { .. }) => return Err(BlobError::Missing(hex::encode(hash))),
            Err(error) => return Err(failed(error)),
        };
        let found: Hash = Sha256::digest(&bytes).into();
        if found == hash { Ok(bytes.into()) } else { Err(BlobError::Damaged(hex::encode(hash))) }
    }

    pub(crate) async fn has(&self, hash: Hash) -> Result<bool, BlobError> {
        match self.store.head(&self.place(hash)).await {
            Ok(_) => Ok(true),
            Err(Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(failed(error)),
        }
    }

    /// The bytes as a file on this machine.
    pub(crate) async fn local(&self, hash: Hash) -> Result<PathBuf, BlobError> {
        if let Ok(path) = self.fetched.path(hash) {
            return Ok(path);
        }
        let mut incoming = Incoming::new(&self.fetched, u64::MAX)?;
        self.read(hash, |piece| incoming.write(piece)).await?;
        incoming.keep_as(hash)?;
        self.fetched.path(hash)
    }

    pub(crate) async fn remove(&self, hash: Hash) -> Result<(), BlobError> {
        self.fetched.remove(hash)?;
        match self.store.delete(&self.place(hash)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    /// Removes the object; versions that the service keeps are not ours to reach. What was fetched here is overwritten.
    pub(crate) async fn erase(&self, hash: Hash) -> Result<(), BlobError> {
        self.fetched.erase(hash)?;
        self.remove(hash).await
    }

    pub(crate) async fn list(&self) -> Result<Vec<Hash>, BlobError> {
        let mut objects = self.store.list(Some(&self.prefix));
        let mut found = Vec::new();
        while let Some(object) = objects.try_next().await.map_err(failed)? {
            let name: String = object.location.as_ref().chars().filter(|c| *c != '/').collect();
            let mut hash = [0; 32];
            let digits = name.len().checked_sub(64).and_then(|at| name.get(at..));
            if digits.is_some_and(|digits| hex::decode_to_slice(digits, &mut hash).is_ok()) {
                found.push(hash);
            }
        }
        Ok(found)
    }
}

/// Sends parts one after the other, and gives the hash of all of them.
async fn send(upload: &mut dyn MultipartUpload, mut from: Box<dyn Read + Send>) -> Result<Hash, BlobError> {
    let mut hasher = Sha256::new();
    loop {
        let read = blocking(move || {
            let mut part = Vec::with_capacity(PART);
            (&mut from).take(PART as u64).read_to_end(&mut part)?;
            hasher.update(&part);
            Ok((from, hasher, part))
        });
        let part;
        (from, hasher, part) = read.await?;
        if part.is_empty() {
            return Ok(hasher.finalize().into());
        }
        upload.put_part(PutPayload::from(part)).await.map_err(failed)?;
    }
}

fn failed(error: Error) -> BlobError {
    BlobError::Storage(std::io::Error::other(error.to_string()))
}
