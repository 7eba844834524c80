//! Bytes on the disk that only this process can read: ciphertext in chunks under a key that is never written down.

use std::fs::{self, File};
use std::io::{Error, Read, Result, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

/// Clear bytes of a chunk.
const CHUNK: usize = 64 << 10;
/// What authenticates a chunk.
const TAG: usize = 16;
/// First bytes that are kept in memory, to tell what it is.
const HEAD: usize = 4 << 10;

/// A file that is being received.
pub struct Spool {
    body: Body,
    waiting: Vec<u8>,
    head: Vec<u8>,
    hasher: Sha256,
    size: u64,
}

/// The file and its key; dropped, the file goes.
struct Body {
    file: Mutex<File>,
    path: PathBuf,
    key: LessSafeKey,
    chunks: u64,
}

/// A file that was received whole. Cloning shares it.
#[derive(Clone)]
pub struct Spooled {
    body: Arc<Body>,
    /// Its first bytes.
    pub(super) head: Vec<u8>,
    /// Its size in clear bytes.
    pub(super) size: u64,
    /// The SHA-256 of the clear bytes.
    pub(super) hash: [u8; 32],
}

impl std::fmt::Debug for Spooled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spooled").field("size", &self.size).finish_non_exhaustive()
    }
}

impl Spool {
    /// Begins a file in `folder`. The secret makes key and name and must never be used again.
    pub fn new(folder: &Path, secret: [u8; 32]) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let key = UnboundKey::new(&AES_256_GCM, &secret).map_err(|_| Error::other("no key"))?;
        let name = hex::encode(&Sha256::digest([b"name".as_slice(), &secret].concat())[..16]);
        let path = folder.join(name);
        let file = Mutex::new(File::options().read(true).write(true).create_new(true).open(&path)?);
        // Where the system allows it the file has no name from now on: not even a crash leaves it.
        let _ = fs::remove_file(&path);
        let body = Body { file, path, key: LessSafeKey::new(key), chunks: 0 };
        Ok(Self { body, waiting: Vec::with_capacity(CHUNK + TAG), head: Vec::new(), hasher: Sha256::new(), size: 0 })
    }

    /// Takes the next bytes.
    pub fn write(&mut self, mut bytes: &[u8]) -> Result<()> {
        self.hasher.update(bytes);
        self.size += bytes.len() as u64;
        self.head.extend_from_slice(&bytes[..bytes.len().min(HEAD - self.head.len())]);
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(CHUNK - self.waiting.len()));
            self.waiting.extend_from_slice(now);
            bytes = later;
            if self.waiting.len() == CHUNK {
                self.seal()?;
            }
        }
        Ok(())
    }

    fn seal(&mut self) -> Result<()> {
        let nonce = nonce(self.body.chunks);
        let sealed = self.body.key.seal_in_place_append_tag(nonce, Aad::empty(), &mut self.waiting);
        sealed.map_err(|_| Error::other("a chunk cannot be sealed"))?;
        let file = self.body.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        file.write_all(&self.waiting)?;
        self.waiting.clear();
        self.body.chunks += 1;
        Ok(())
    }

    /// The file as a whole.
    pub fn finish(mut self) -> Result<Spooled> {
        if !self.waiting.is_empty() {
            self.seal()?;
        }
        let hash = self.hasher.finalize().into();
        Ok(Spooled { body: Arc::new(self.body), head: self.head, size: self.size, hash })
    }
}

impl Spooled {
    /// The clear bytes from the beginning; a chunk that was touched is an error.
    pub fn reader(&self) -> impl Read + Send + use<> {
        Reader { spooled: self.clone(), next: 0, clear: Vec::new(), at: 0 }
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// A chunk's number; a key seals one file only.
fn nonce(chunk: u64) -> Nonce {
    let mut bytes = [0; 12];
    bytes[4..].copy_from_slice(&chunk.to_be_bytes());
    Nonce::assume_unique_for_key(bytes)
}

struct Reader {
    spooled: Spooled,
    next: u64,
    clear: Vec<u8>,
    at: usize,
}

impl Reader {
    fn open(&mut self) -> Result<()> {
        let body = &self.spooled.body;
        let left = self.spooled.size - self.next * CHUNK as u64;
        let length = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
        self.clear.resize(length + TAG, 0);
        {
            let mut file = body.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(self.next * (CHUNK + TAG) as u64))?;
            file.read_exact(&mut self.clear)?;
        }
        let opened = body.key.open_in_place(nonce(self.next), Aad::empty(), &mut self.clear);
        opened.map_err(|_| Error::other("a chunk was touched"))?;
        self.clear.truncate(length);
        (self.at, self.next) = (0, self.next + 1);
        Ok(())
    }
}

impl Read for Reader {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        if self.at == self.clear.len() {
            if self.next == self.spooled.body.chunks {
                return Ok(0);
            }
            self.open()?;
        }
        let count = into.len().min(self.clear.len() - self.at);
        into[..count].copy_from_slice(&self.clear[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spooled(folder: &Path, bytes: &[u8]) -> Spooled {
        let mut spool = Spool::new(folder, [7; 32]).unwrap();
        bytes.chunks(10_007).for_each(|piece| spool.write(piece).unwrap());
        spool.finish().unwrap()
    }

    fn on_disk(spooled: &Spooled) -> Vec<u8> {
        let (mut bytes, mut file) = (Vec::new(), spooled.body.file.lock().unwrap());
        file.seek(SeekFrom::Start(0)).unwrap();
        file.read_to_end(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn what_was_written_is_read_and_never_clear_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        for size in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5] {
            let bytes: Vec<u8> = b"TOI MAT ".iter().copied().cycle().take(size).collect();
            let spooled = spooled(folder.path(), &bytes);
            assert_eq!(spooled.hash, <[u8; 32]>::from(Sha256::digest(&bytes)));
            assert_eq!((spooled.size, spooled.head.as_slice()), (size as u64, &bytes[..size.min(HEAD)]));
            for _ in 0..2 {
                let mut read = Vec::new();
                spooled.reader().read_to_end(&mut read).unwrap();
                assert_eq!(read, bytes);
            }
            let stored = on_disk(&spooled);
            assert!(stored.len() >= size && !stored.windows(5).any(|piece| piece == b"I MAT"));
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing stays");
    }

    #[test]
    fn chunks_that_were_touched_or_changed_places_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let spooled = spooled(folder.path(), &vec![1; 2 * CHUNK]);
        let stored = on_disk(&spooled);
        let (first, second) = stored.split_at(CHUNK + TAG);
        let mut flipped = stored.clone();
        flipped[CHUNK / 2] ^= 1;
        for wrong in [flipped, [second, first].concat()] {
            let mut file = spooled.body.file.lock().unwrap();
            file.seek(SeekFrom::Start(0)).unwrap();
            file.write_all(&wrong).unwrap();
            drop(file);
            assert!(spooled.reader().read_to_end(&mut Vec::new()).is_err());
        }
    }
}
