//! One file as it came.

use std::io::{Cursor, Read};

use luuvet_pages::{Kind, sniff};
use sha2::{Digest, Sha256};

use super::{Spooled, WHOLE, blocking, too_large};
use crate::refusal::Refusal;

/// One file as it came, in memory or as ciphertext on the disk.
#[derive(Clone, Debug)]
pub struct Uploaded {
    /// The input's name.
    pub field: String,
    /// The file's name, without folders.
    pub name: String,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    Held(Vec<u8>),
    Spooled(Spooled),
}

impl Uploaded {
    /// A file whose bytes are in memory.
    #[must_use]
    pub fn held(field: &str, name: &str, bytes: Vec<u8>) -> Self {
        Self { field: field.to_owned(), name: name.to_owned(), content: Content::Held(bytes) }
    }

    pub(super) fn spooled(field: &str, name: &str, spooled: Spooled) -> Self {
        Self { field: field.to_owned(), name: name.to_owned(), content: Content::Spooled(spooled) }
    }

    /// Its bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        match &self.content {
            Content::Held(bytes) => bytes.len() as u64,
            Content::Spooled(spooled) => spooled.size,
        }
    }

    /// Whether its bytes lie on the disk.
    #[must_use]
    pub fn is_spooled(&self) -> bool {
        matches!(self.content, Content::Spooled(_))
    }

    /// What it is by its content. A package is told by its end, and read whole for it.
    ///
    /// # Errors
    /// When it has to be read and is too large for that.
    pub async fn kind(&self) -> Result<Kind, Refusal> {
        let head = match &self.content {
            Content::Held(bytes) => return Ok(sniff(bytes)),
            Content::Spooled(spooled) => sniff(&spooled.head),
        };
        if head == Kind::OtherZip { Ok(sniff(&self.clone().whole().await?)) } else { Ok(head) }
    }

    /// All its bytes, at most [`WHOLE`].
    ///
    /// # Errors
    /// When there are more, or the disk refuses.
    pub async fn whole(self) -> Result<Vec<u8>, Refusal> {
        if self.size() > WHOLE as u64 {
            return Err(too_large(WHOLE));
        }
        let spooled = match self.content {
            Content::Held(bytes) => return Ok(bytes),
            Content::Spooled(spooled) => spooled,
        };
        blocking(move || {
            let mut bytes = Vec::with_capacity(usize::try_from(spooled.size).unwrap_or(0));
            spooled.reader().read_to_end(&mut bytes)?;
            Ok(bytes)
        })
        .await
    }

    /// Its bytes from the beginning; for a blocking thread.
    #[must_use]
    pub fn reader(&self) -> Box<dyn Read + Send> {
        match &self.content {
            Content::Held(bytes) => Box::new(Cursor::new(bytes.clone())),
            Content::Spooled(spooled) => Box::new(spooled.reader()),
        }
    }

    /// The SHA-256 of its bytes; for a blocking thread.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        match &self.content {
            Content::Held(bytes) => Sha256::digest(bytes).into(),
            Content::Spooled(spooled) => spooled.hash,
        }
    }
}
