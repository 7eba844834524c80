//! Foreign bytes, read once from front to back; what is kept of them stands at the same place of a map in memory.

use std::io::Read;

use memmap2::MmapMut;

use crate::limits::{PageError, What};

/// Bytes that are looked at together.
const WINDOW: usize = 256 << 10;
/// What the machine gives memory out in.
const LEAF: usize = 4 << 10;

/// Bytes with holes: what was not written reads as zero and takes no memory.
pub(super) struct Kept {
    map: MmapMut,
    /// Leaves that were written to, and how many may be.
    leaves: usize,
    most: usize,
    /// The first leaf behind them.
    next: usize,
}

impl Kept {
    pub(super) fn new(size: usize, most: usize) -> Result<Self, PageError> {
        let map = MmapMut::map_anon(size.max(1)).map_err(|error| PageError::System(error.to_string()))?;
        // Else one written byte could cost two megabytes.
        #[cfg(target_os = "linux")]
        let _ = map.advise(memmap2::Advice::NoHugePage);
        Ok(Self { map, leaves: 0, most, next: 0 })
    }

    /// Writes down; a place before one that was written already costs nothing.
    pub(super) fn write(&mut self, at: usize, bytes: &[u8]) -> Result<(), PageError> {
        let end = at + bytes.len();
        let place = self.map.get_mut(at..end).ok_or_else(|| PageError::Damaged("longer than announced".into()))?;
        place.copy_from_slice(bytes);
        let (first, behind) = (self.next.max(at / LEAF), end.div_ceil(LEAF));
        if behind > first {
            self.leaves += behind - first;
            self.next = behind;
        }
        if self.leaves * LEAF > self.most { Err(PageError::over(What::Kept, self.most)) } else { Ok(()) }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.map
    }
}

/// The reading end.
pub(super) struct Source<R> {
    from: R,
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    /// Place of the buffer's first byte in the file.
    base: usize,
    pub(super) kept: Kept,
}

impl<R: Read> Source<R> {
    pub(super) fn new(from: R, kept: Kept) -> Self {
        Self { from, buffer: vec![0; WINDOW], at: 0, filled: 0, base: 0, kept }
    }

    /// The place of the next byte.
    pub(super) fn place(&self) -> usize {
        self.base + self.at
    }

    /// The next bytes: at least `need` of them unless the file ends, never more than a window.
    pub(super) fn ahead(&mut self, need: usize) -> Result<&[u8], PageError> {
        if self.filled - self.at < need {
            self.buffer.copy_within(self.at..self.filled, 0);
            (self.base, self.filled, self.at) = (self.base + self.at, self.filled - self.at, 0);
            while self.filled < self.buffer.len() {
                let count = self.from.read(&mut self.buffer[self.filled..]);
                match count.map_err(|error| PageError::System(error.to_string()))? {
                    0 => break,
                    count => self.filled += count,
                }
            }
        }
        Ok(&self.buffer[self.at..self.filled])
    }

    pub(super) fn peek(&mut self) -> Result<Option<u8>, PageError> {
        Ok(self.ahead(1)?.first().copied())
    }

    /// Goes on over bytes that were looked at, and keeps them.
    pub(super) fn keep(&mut self, count: usize) -> Result<(), PageError> {
        self.kept.write(self.base + self.at, &self.buffer[self.at..self.at + count])?;
        self.at += count;
        Ok(())
    }

    /// Goes on over bytes that were looked at, and leaves a hole.
    pub(super) fn leave(&mut self, count: usize) {
        self.at += count;
    }
}
