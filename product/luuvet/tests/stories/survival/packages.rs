//! ZIP files by hand, so that they can be hostile.

/// An entry: its name, and its bytes as they are.
pub fn stored(name: &'static str, text: &str) -> (&'static str, Vec<u8>) {
    (name, text.as_bytes().to_vec())
}

/// A package of entries that are not compressed.
pub fn zip(entries: &[(&'static str, Vec<u8>)]) -> Vec<u8> {
    let raw: Vec<_> = entries.iter().map(|(name, bytes)| Entry::stored(name, bytes)).collect();
    package(&raw)
}

/// A Word file whose main part, `name`, unpacks to so many equal letters.
pub fn deflated(name: &'static str, size: usize) -> Vec<u8> {
    let types = Entry::stored("[Content_Types].xml", b"<Types/>");
    package(&[types, Entry { name, method: 8, crc: 0, size, packed: same(size) }])
}

struct Entry {
    name: &'static str,
    method: u16,
    crc: u32,
    size: usize,
    packed: Vec<u8>,
}

impl Entry {
    fn stored(name: &'static str, bytes: &[u8]) -> Self {
        Self { name, method: 0, crc: crc(bytes), size: bytes.len(), packed: bytes.to_vec() }
    }

    fn head(&self) -> Vec<u8> {
        let mut head = Vec::new();
        for number in [20, 0, self.method, 0, 0] {
            head.extend(number.to_le_bytes());
        }
        for number in [self.crc, self.packed.len() as u32, self.size as u32] {
            head.extend(number.to_le_bytes());
        }
        head.extend((self.name.len() as u16).to_le_bytes());
        head.extend(0_u16.to_le_bytes());
        head
    }
}

fn package(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let at = out.len() as u32;
        out.extend(b"PK\x03\x04");
        out.extend(entry.head());
        out.extend(entry.name.as_bytes());
        out.extend(&entry.packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(entry.head());
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(entry.name.as_bytes());
    }
    let (at, size, count) = (out.len() as u32, directory.len() as u32, entries.len() as u16);
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// Deflate with its fixed codes: one letter, then copies of 258 letters from one back.
fn same(size: usize) -> Vec<u8> {
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u64, 0);
    let mut put = |code: u64, length: u32, out: &mut Vec<u8>| {
        bits |= code << count;
        count += length;
        while count >= 8 {
            out.push((bits & 0xff) as u8);
            bits >>= 8;
            count -= 8;
        }
    };
    // The last block, fixed codes; the letter 'a' (0x30 + 97, its bits from the highest).
    put(0b011, 3, &mut out);
    put(u64::from((0x30_u8 + 97).reverse_bits()), 8, &mut out);
    for _ in 0..size / 258 {
        // Length 258 is code 285: 11000101; one back is code 0 of five bits.
        put(u64::from(0b1100_0101_u8.reverse_bits()), 8, &mut out);
        put(0, 5, &mut out);
    }
    put(0, 7, &mut out);
    put(0, 7, &mut out);
    out
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}
