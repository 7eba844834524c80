//! The package of a Word file: its parts, unpacked within bounds. Nothing outside of it is ever followed.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::limits::{Limits, WordError};
use super::xml;

/// How files of Word before 2007, and encrypted ones, begin.
const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// An opened package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: usize,
    limits: &'a Limits,
}

/// What a part refers to inside the package: kind (`styles`, `header` …) and name of the part, by id.
pub(super) type Relations = HashMap<String, (String, String)>;

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, WordError> {
        if bytes.len() > limits.bytes {
            return Err(WordError::TooMuch { what: "bytes", limit: limits.bytes });
        }
        if bytes.starts_with(&COMPOUND) {
            return Err(WordError::OldOrEncrypted);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| WordError::NotWord)?;
        if archive.len() > limits.entries {
            return Err(WordError::TooMuch { what: "entries", limit: limits.entries });
        }
        Ok(Self { archive, left: limits.unpacked, limits })
    }

    /// A part as text; none when there is none of that name. Declared sizes are not believed: what comes out is counted.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, WordError> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(WordError::damaged)?;
        if entry.encrypted() {
            return Err(WordError::OldOrEncrypted);
        }
        let mut bytes = Vec::new();
        entry.take(self.left as u64 + 1).read_to_end(&mut bytes).map_err(WordError::damaged)?;
        self.left = self
            .left
            .checked_sub(bytes.len())
            .ok_or(WordError::TooMuch { what: "unpacked", limit: self.limits.unpacked })?;
        decoded(bytes).map(Some)
    }

    /// The name of the main part: as the package says, else the usual one.
    pub(super) fn main(&mut self) -> Result<String, WordError> {
        let relations = self.relations("")?;
        let named = relations.into_values().find(|(kind, _)| kind == "officeDocument").map(|(_, name)| name);
        Ok(named.unwrap_or_else(|| "word/document.xml".to_owned()))
    }

    /// What a part refers to. References to outside are left out.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, WordError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let beside = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(text) = self.part(&format!("{beside}_rels/{file}.rels"))? else { return Ok(Relations::new()) };
        let document = xml::parse(&text, self.limits)?;
        let inside =
            document.root_element().children().filter(|node| xml::attribute(*node, "TargetMode") != Some("External"));
        let relation = |node| {
            let kind = xml::attribute(node, "Type")?.rsplit('/').next()?.to_owned();
            let name = resolved(folder, xml::attribute(node, "Target")?)?;
            Some((xml::attribute(node, "Id")?.to_owned(), (kind, name)))
        };
        Ok(inside.filter_map(relation).collect())
    }
}

/// The name of a part from a reference; none for one that leads out of the package.
fn resolved(folder: &str, target: &str) -> Option<String> {
    let (mut parts, rest): (Vec<&str>, &str) = match target.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (folder.split('/').filter(|part| !part.is_empty()).collect(), target),
    };
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// XML parts are UTF-8, or UTF-16 with a byte order mark.
fn decoded(bytes: Vec<u8>) -> Result<String, WordError> {
    let wide = |make: fn([u8; 2]) -> u16| {
        let pairs = bytes.get(2..).unwrap_or_default().chunks_exact(2);
        let units: Vec<u16> = pairs.filter_map(|pair| Some(make(pair.try_into().ok()?))).collect();
        String::from_utf16(&units).map_err(WordError::damaged)
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8(bytes).map_err(WordError::damaged),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn references_stay_inside() {
        assert_eq!(super::resolved("word", "styles.xml").as_deref(), Some("word/styles.xml"));
        assert_eq!(super::resolved("word", "/a/b.xml").as_deref(), Some("a/b.xml"));
        assert_eq!(super::resolved("word", "../../etc/passwd"), None);
    }
}
