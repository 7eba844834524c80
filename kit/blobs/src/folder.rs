//! A folder as a store: `ab/cdef…` by hash, `incoming/` for what is being written.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use crate::{BlobError, Hash};

#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    next: AtomicU64,
}

impl Folder {
    pub(crate) fn open(root: PathBuf) -> Result<Self, BlobError> {
        let incoming = root.join("incoming");
        fs::create_dir_all(&incoming)?;
        Ok(Self { root, next: AtomicU64::new(0) })
    }

    /// Removes what was being written when a program last ended: it was never acknowledged.
    pub(crate) fn clear(&self) -> Result<(), BlobError> {
        for entry in fs::read_dir(self.root.join("incoming"))? {
            fs::remove_file(entry?.path())?;
        }
        Ok(())
    }

    fn place(&self, hash: Hash) -> PathBuf {
        let name = hex::encode(hash);
        self.root.join(&name[..2]).join(&name[2..])
    }

    pub(crate) fn path(&self, hash: Hash) -> Result<PathBuf, BlobError> {
        let path = self.place(hash);
        if path.is_file() { Ok(path) } else { Err(BlobError::Missing(hex::encode(hash))) }
    }

    pub(crate) fn get(&self, hash: Hash) -> Result<Vec<u8>, BlobError> {
        let bytes = fs::read(self.place(hash)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => BlobError::Missing(hex::encode(hash)),
            _ => error.into(),
        })?;
        let found: Hash = Sha256::digest(&bytes).into();
        if found == hash { Ok(bytes) } else { Err(BlobError::Damaged(hex::encode(hash))) }
    }

    pub(crate) fn check(&self, hash: Hash) -> Result<(), BlobError> {
        let (mut file, mut hasher) = (File::open(self.path(hash)?)?, Sha256::new());
        pieces(&mut file, |piece| {
            hasher.update(piece);
            Ok(())
        })?;
        if Hash::from(hasher.finalize()) == hash { Ok(()) } else { Err(BlobError::Damaged(hex::encode(hash))) }
    }

    pub(crate) fn put_from(folder: &Arc<Self>, mut from: impl Read, hash: Hash) -> Result<Hash, BlobError> {
        let mut incoming = Incoming::new(folder, u64::MAX)?;
        pieces(&mut from, |piece| incoming.write(piece))?;
        incoming.keep_as(hash)
    }

    pub(crate) fn remove(&self, hash: Hash) -> Result<(), BlobError> {
        match fs::remove_file(self.place(hash)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Overwrites the bytes, syncs, and removes: on a disk that writes in place nothing readable stays.
    pub(crate) fn erase(&self, hash: Hash) -> Result<(), BlobError> {
        let path = self.place(hash);
        let mut file = match File::options().write(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let nothing = vec![0; 1 << 16];
        let mut left = file.metadata()?.len();
        while left > 0 {
            let piece = left.min(nothing.len() as u64);
            file.write_all(&nothing[..usize::try_from(piece).unwrap_or(0)])?;
            left -= piece;
        }
        file.sync_all()?;
        self.remove(hash)?;
        path.parent().map_or(Ok(()), |shelf| Ok(sync_folder(shelf)?))
    }

    pub(crate) fn list(&self) -> Result<Vec<Hash>, BlobError> {
        let mut found = Vec::new();
        for shelf in fs::read_dir(&self.root)? {
            let shelf = shelf?.path();
            let Some(prefix) = shelf.file_name().and_then(|n| n.to_str()).filter(|n| n.len() == 2) else {
                continue;
            };
            for entry in fs::read_dir(&shelf)? {
                let name = entry?.file_name();
                let mut hash = [0; 32];
                if hex::decode_to_slice(format!("{prefix}{}", name.to_string_lossy()), &mut hash).is_ok() {
                    found.push(hash);
                }
            }
        }
        Ok(found)
    }
}

/// Bytes on their way in; dropped without [`keep`](Self::keep), nothing stays.
#[derive(Debug)]
pub struct Incoming {
    folder: Arc<Folder>,
    path: PathBuf,
    file: File,
    hasher: Sha256,
    size: u64,
    limit: u64,
}

impl Incoming {
    pub(crate) fn new(folder: &Arc<Folder>, limit: u64) -> Result<Self, BlobError> {
        let (path, file) = loop {
            let number = folder.next.fetch_add(1, Ordering::Relaxed);
            let path = folder.root.join("incoming").join(format!("{}-{number}", std::process::id()));
            match File::create_new(&path) {
                Ok(file) => break (path, file),
                // Left by a program that had our number.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
            }
        };
        Ok(Self { folder: folder.clone(), path, file, hasher: Sha256::new(), size: 0, limit })
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// When the disk refuses or the limit is passed.
    pub fn write(&mut self, piece: &[u8]) -> Result<(), BlobError> {
        let size = self.size + piece.len() as u64;
        if size > self.limit {
            return Err(BlobError::TooLarge(self.limit));
        }
        self.size = size;
        self.hasher.update(piece);
        self.file.write_all(piece)?;
        Ok(())
    }

    /// Makes the bytes durable if they have this hash.
    pub(crate) fn keep_as(self, hash: Hash) -> Result<Hash, BlobError> {
        if Hash::from(self.hasher.clone().finalize()) != hash {
            return Err(BlobError::Damaged(hex::encode(hash)));
        }
        self.keep().map(|(hash, _)| hash)
    }

    /// Makes the bytes durable under their hash, and gives it with their number.
    ///
    /// # Errors
    /// When the disk refuses; then nothing was stored.
    pub fn keep(self) -> Result<(Hash, u64), BlobError> {
        let hash: Hash = self.hasher.clone().finalize().into();
        let target = self.folder.place(hash);
        let shelf = target.parent().unwrap_or(&self.folder.root);
        if target.is_file() {
            // Somebody else may have put it a moment ago and not synced yet: what we answer must last too.
            File::open(&target)?.sync_all()?;
        } else {
            self.file.sync_all()?;
            fs::create_dir_all(shelf)?;
            fs::rename(&self.path, &target)?;
        }
        sync_folder(shelf)?;
        sync_folder(&self.folder.root)?;
        Ok((hash, self.size))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // After `keep` the file has another name and this finds nothing.
        let _ = fs::remove_file(&self.path);
    }
}

/// Hands out what a reader gives, piece by piece.
pub(crate) fn pieces(
    from: &mut impl Read,
    mut with: impl FnMut(&[u8]) -> Result<(), BlobError>,
) -> Result<(), BlobError> {
    let mut buffer = vec![0; 256 << 10];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(()),
            count => with(&buffer[..count])?,
        }
    }
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    File::open(path)?.sync_all()
}
