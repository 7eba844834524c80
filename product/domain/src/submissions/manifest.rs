//! The canonical manifest: what is approved, in one encoding and one hash.
//!
//! Encoding, version 1: CBOR in the deterministic form of RFC 8949, section 4.2.1 (shortest integers, definite lengths,
//! map keys in the order of their encoded bytes); ids and hashes are byte strings. The hash is SHA-256 of it.
//! Number and date are no part of it: they are given after the approval.

use std::fmt;

use ciborium::Value;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::codes::codes;
use crate::documents::{Direction, Kind, Subject, Urgency};
use crate::ids::{DocumentId, FileId, MandateId, OrganisationId, PersonId, PositionId};

/// Version of the encoding.
pub const VERSION: u8 = 1;

/// SHA-256 of a canonical manifest: names one version of a submission.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ManifestHash(pub [u8; 32]);

impl fmt::Display for ManifestHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ManifestHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ManifestHash({self})")
    }
}

codes! {
/// What a file is in a submission.
FileRole {
    /// The document.
    Main = "main",
    /// Attached to it.
    Attachment = "attachment",
    /// The rendition that is shown and signed.
    Rendition = "rendition",
    /// A basis, not sent.
    Basis = "basis",
}
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// What it is.
    pub role: FileRole,
    /// Its name as shown.
    pub name: String,
    /// Its length in bytes.
    pub length: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

/// One recipient: a name that stands on the page, and an id when it is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Organisation, department or person, when known.
    pub id: Option<Uuid>,
    /// As it stands on the page.
    pub name: String,
    /// Code of the assignment: lead, support, inform.
    pub task: crate::assignments::Kind,
    /// Last day for the lead.
    pub due: Option<Date>,
}

/// A body that issues the document together with the lead body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The organisation, when it is known here.
    pub id: Option<Uuid>,
    /// As it stands on the page.
    pub name: String,
}

/// Everything that an approval covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Whose document.
    pub organisation: OrganisationId,
    /// The document.
    pub document: DocumentId,
    /// Its direction.
    pub direction: Direction,
    /// Its kind.
    pub kind: Kind,
    /// Its subject.
    pub subject: Subject,
    /// Its urgency.
    pub urgency: Urgency,
    /// Named persons only.
    pub is_restricted: bool,
    /// Who signs.
    pub signer: PersonId,
    /// In which position.
    pub signer_position: PositionId,
    /// Under which mandate; none for the head.
    pub mandate: Option<MandateId>,
    /// Recipients in the order of the page.
    pub recipients: Vec<Recipient>,
    /// Bodies that issue it together with the organisation, in the order of the page.
    pub bodies: Vec<Body>,
    /// Files in the order shown.
    pub files: Vec<File>,
}

/// The encoding failed; it has no reason to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the manifest cannot be encoded: {0}")]
pub struct Unencodable(String);

impl Manifest {
    /// The canonical bytes.
    ///
    /// # Errors
    /// When CBOR refuses a value.
    pub fn encode(&self) -> Result<Vec<u8>, Unencodable> {
        encoded(&self.value()?)
    }

    /// The hash of the canonical bytes.
    ///
    /// # Errors
    /// When CBOR refuses a value.
    pub fn hash(&self) -> Result<ManifestHash, Unencodable> {
        Ok(ManifestHash(Sha256::digest(self.encode()?).into()))
    }

    fn value(&self) -> Result<Value, Unencodable> {
        let mut entries = vec![
            ("v", Value::from(VERSION)),
            ("organisation", id(self.organisation)),
            ("document", id(self.document)),
            ("direction", self.direction.code().into()),
            ("kind", self.kind.code().into()),
            ("subject", self.subject.as_str().into()),
            ("urgency", self.urgency.code().into()),
            ("restricted", self.is_restricted.into()),
            ("signer", id(self.signer)),
            ("position", id(self.signer_position)),
            ("mandate", self.mandate.map_or(Value::Null, id)),
            ("recipients", list(&self.recipients, Recipient::value)?),
            ("files", list(&self.files, File::value)?),
        ];
        // A document of one body is encoded as ever.
        if !self.bodies.is_empty() {
            entries.push(("bodies", list(&self.bodies, Body::value)?));
        }
        map(entries)
    }
}

impl Body {
    fn value(&self) -> Result<Value, Unencodable> {
        map(vec![("id", self.id.map_or(Value::Null, id)), ("name", self.name.as_str().into())])
    }
}

impl Recipient {
    fn value(&self) -> Result<Value, Unencodable> {
        map(vec![
            ("id", self.id.map_or(Value::Null, id)),
            ("name", self.name.as_str().into()),
            ("task", self.task.code().into()),
            ("due", self.due.map_or(Value::Null, |due| due.to_string().into())),
        ])
    }
}

impl File {
    fn value(&self) -> Result<Value, Unencodable> {
        map(vec![
            ("id", id(self.id)),
            ("role", self.role.code().into()),
            ("name", self.name.as_str().into()),
            ("length", self.length.into()),
            ("sha256", Value::Bytes(self.sha256.to_vec())),
        ])
    }
}

fn id(id: impl Into<Uuid>) -> Value {
    Value::Bytes(id.into().as_bytes().to_vec())
}

fn list<T>(all: &[T], value: impl Fn(&T) -> Result<Value, Unencodable>) -> Result<Value, Unencodable> {
    all.iter().map(value).collect::<Result<_, _>>().map(Value::Array)
}

/// A map with its keys in the order of their encoded bytes.
fn map(entries: Vec<(&str, Value)>) -> Result<Value, Unencodable> {
    let mut sorted = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let key = Value::from(key);
        sorted.push((encoded(&key)?, key, value));
    }
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(Value::Map(sorted.into_iter().map(|(_, key, value)| (key, value)).collect()))
}

fn encoded(value: &Value) -> Result<Vec<u8>, Unencodable> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).map_err(|error| Unencodable(error.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
#[path = "manifest_tests.rs"]
mod tests;
