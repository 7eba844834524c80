//! The trace: what an event says and the bytes that it is for ever.
//!
//! An event is encoded once, when it happens, as deterministic CBOR (RFC 8949 §4.2.1). The *leaf* holds ids, codes,
//! numbers and days in clear, and for everything that a person wrote or that names a person or a content a
//! *commitment* SHA-256(salt ‖ value), so that a value may be erased later while the leaf still verifies. The leaf hash
//! is SHA-256(0x00 ‖ leaf) (RFC 6962 §2.1). Version 1 is final: `data/trace-vectors.txt` holds its test vectors.

mod kinds;

use ciborium::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::ids::{OrganisationId, PersonId, PositionId};
pub use kinds::EventKind;

/// The version that the leaf begins with.
pub const VERSION: u8 = 1;

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The organisation itself.
    Organisation(Uuid),
    /// A department.
    Department(Uuid),
    /// A person.
    Person(Uuid),
    /// A position.
    Position(Uuid),
    /// A document.
    Document(Uuid),
    /// A register.
    Register(Uuid),
    /// A dossier.
    Dossier(Uuid),
}

impl Subject {
    /// The code and the id.
    #[must_use]
    pub fn parts(self) -> (&'static str, Uuid) {
        match self {
            Self::Organisation(id) => ("organisation", id),
            Self::Department(id) => ("department", id),
            Self::Person(id) => ("person", id),
            Self::Position(id) => ("position", id),
            Self::Document(id) => ("document", id),
            Self::Register(id) => ("register", id),
            Self::Dossier(id) => ("dossier", id),
        }
    }
}

/// A value that stands in clear in the leaf: never free text, a name or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// An id.
    Id(Uuid),
    /// A code, a number with its symbol, or a day.
    Code(String),
    /// A whole number.
    Number(i64),
}

/// What happened, as a verb reports it.
#[derive(Clone, Debug)]
pub struct Event {
    /// Which verb.
    pub kind: EventKind,
    /// About what.
    pub subject: Subject,
    /// In clear, by name.
    pub facts: Vec<(&'static str, Fact)>,
    /// Committed to and kept beside the leaf: free text, names, addresses, subjects, content hashes.
    pub private: Vec<(&'static str, String)>,
}

impl Event {
    /// An event without details.
    #[must_use]
    pub fn new(kind: EventKind, subject: Subject) -> Self {
        Self { kind, subject, facts: Vec::new(), private: Vec::new() }
    }

    /// With an id in clear.
    #[must_use]
    pub fn id(mut self, name: &'static str, id: impl Into<Uuid>) -> Self {
        self.facts.push((name, Fact::Id(id.into())));
        self
    }

    /// With a code, number and symbol, or day in clear.
    #[must_use]
    pub fn code(mut self, name: &'static str, code: impl Into<String>) -> Self {
        self.facts.push((name, Fact::Code(code.into())));
        self
    }

    /// With a whole number in clear.
    #[must_use]
    pub fn number(mut self, name: &'static str, number: i64) -> Self {
        self.facts.push((name, Fact::Number(number)));
        self
    }

    /// With a value that is only committed to; an empty one is left out.
    #[must_use]
    pub fn private(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.private.push((name, value));
        }
        self
    }
}

/// Who acted, in which position, for whom, and through what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Author {
    /// The person; none for the system's own follow-up work.
    pub person: Option<PersonId>,
    /// The position that the person acted in.
    pub position: Option<PositionId>,
    /// The position that was handled as its substitute.
    pub substituted: Option<PositionId>,
    /// The way in.
    pub source: Source,
}

/// The way by which an action came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A page.
    Web,
    /// The API.
    Api,
    /// The command line.
    Cli,
    /// Follow-up work of the system.
    Job,
    /// Another organisation.
    Exchange,
}

impl Source {
    /// The code in the leaf.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Api => "api",
            Self::Cli => "cli",
            Self::Job => "job",
            Self::Exchange => "exchange",
        }
    }
}

/// A value beside the leaf that a commitment in it fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The field's name.
    pub field: &'static str,
    /// 128 random bits.
    pub salt: [u8; 16],
    /// The value.
    pub value: String,
}

/// An event in its final form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The bytes.
    pub leaf: Vec<u8>,
    /// SHA-256(0x00 ‖ leaf).
    pub hash: [u8; 32],
    /// The openings of its commitments.
    pub openings: Vec<Opening>,
}

/// Where and when an event stands in its organisation's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose log.
    pub organisation: OrganisationId,
    /// From 1, without gaps.
    pub sequence: i64,
    /// The event's id.
    pub id: Uuid,
    /// UTC microseconds.
    pub at: i64,
}

/// Encodes an event; `salt` gives 128 fresh random bits per private field.
///
/// # Errors
/// Never for values of these types; the encoder's interface has one.
pub fn record(
    place: Place,
    author: Author,
    event: Event,
    mut salt: impl FnMut() -> [u8; 16],
) -> Result<Recorded, String> {
    let openings: Vec<Opening> =
        event.private.into_iter().map(|(field, value)| Opening { field, salt: salt(), value }).collect();
    let commitments = openings
        .iter()
        .map(|opening| (opening.field, Value::Bytes(commitment(&opening.salt, &opening.value).to_vec())))
        .collect();
    let facts = event.facts.into_iter().map(|(name, fact)| (name, encode(fact))).collect();
    let (subject_kind, subject_id) = event.subject.parts();
    let leaf = Value::Array(vec![
        Value::from(VERSION),
        id(place.organisation.0),
        Value::from(place.sequence),
        id(place.id),
        Value::from(place.at),
        Value::from(event.kind.code()),
        Value::Array(vec![
            author.person.map_or(Value::Null, |p| id(p.0)),
            author.position.map_or(Value::Null, |p| id(p.0)),
            author.substituted.map_or(Value::Null, |p| id(p.0)),
            Value::from(author.source.code()),
        ]),
        Value::Array(vec![Value::from(subject_kind), id(subject_id)]),
        map(facts),
        map(commitments),
    ]);
    let mut bytes = Vec::new();
    ciborium::into_writer(&leaf, &mut bytes).map_err(|error| error.to_string())?;
    Ok(Recorded { hash: leaf_hash(&bytes), leaf: bytes, openings })
}

/// SHA-256(salt ‖ value).
#[must_use]
pub fn commitment(salt: &[u8; 16], value: &str) -> [u8; 32] {
    Sha256::new().chain_update(salt).chain_update(value).finalize().into()
}

/// SHA-256(0x00 ‖ leaf), RFC 6962 §2.1.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update([0]).chain_update(leaf).finalize().into()
}

/// Reads the facts back out of a leaf, for sentences.
///
/// # Errors
/// A description when the bytes are no leaf of a known version.
pub fn facts(leaf: &[u8]) -> Result<Vec<(String, Fact)>, String> {
    let value: Value = ciborium::from_reader(leaf).map_err(|error| error.to_string())?;
    let parts = value.into_array().map_err(|_| "not an array".to_owned())?;
    if parts.first() != Some(&Value::from(VERSION)) {
        return Err("unknown version".into());
    }
    let facts = parts.into_iter().nth(8).and_then(|v| v.into_map().ok()).ok_or("no facts")?;
    facts
        .into_iter()
        .map(|(name, value)| {
            let name = name.into_text().map_err(|_| "a name that is no text")?;
            Ok((name, decode(value)?))
        })
        .collect()
}

fn encode(fact: Fact) -> Value {
    match fact {
        Fact::Id(value) => id(value),
        Fact::Code(code) => Value::Text(code),
        Fact::Number(number) => Value::from(number),
    }
}

fn decode(value: Value) -> Result<Fact, String> {
    match value {
        Value::Bytes(bytes) => Uuid::from_slice(&bytes).map(Fact::Id).map_err(|error| error.to_string()),
        Value::Text(text) => Ok(Fact::Code(text)),
        Value::Integer(number) => i64::try_from(number).map(Fact::Number).map_err(|error| error.to_string()),
        other => Err(format!("a fact of another kind: {other:?}")),
    }
}

fn id(id: Uuid) -> Value {
    Value::Bytes(id.as_bytes().to_vec())
}

/// Keys in the order of their encodings: shorter first, then bytewise (RFC 8949 §4.2.1 for text under 24 bytes each).
fn map(mut entries: Vec<(&'static str, Value)>) -> Value {
    entries.sort_by(|(a, _), (b, _)| (a.len(), a.as_bytes()).cmp(&(b.len(), b.as_bytes())));
    Value::Map(entries.into_iter().map(|(name, value)| (Value::from(name), value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const VECTORS: &str = include_str!("../data/trace-vectors.txt");

    fn sample() -> Recorded {
        let place = Place {
            organisation: OrganisationId(Uuid::from_u128(1)),
            sequence: 7,
            id: Uuid::from_u128(2),
            at: 1_712_124_000_000_000,
        };
        let author = Author {
            person: Some(PersonId(Uuid::from_u128(3))),
            position: Some(PositionId(Uuid::from_u128(4))),
            substituted: None,
            source: Source::Web,
        };
        let event = Event::new(EventKind::DocumentNumbered, Subject::Document(Uuid::from_u128(5)))
            .code("symbol", "135/TB-SGDĐT")
            .number("number", 135)
            .id("register", Uuid::from_u128(6))
            .private("subject", "Kết quả kiểm tra")
            .private("empty", "");
        let mut next = 0;
        record(place, author, event, || {
            next += 1;
            [next; 16]
        })
        .unwrap()
    }

    #[test]
    fn the_encoding_is_final() {
        let recorded = sample();
        let expected: Vec<&str> = VECTORS.lines().filter(|line| !line.starts_with('#')).collect();
        let leaf: String = recorded.leaf.iter().map(|b| format!("{b:02x}")).collect();
        let hash: String = recorded.hash.iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!([leaf, hash], expected[..]);
    }

    #[test]
    fn facts_come_back() {
        let facts = facts(&sample().leaf).unwrap();
        assert!(facts.contains(&("number".into(), Fact::Number(135))));
        assert!(facts.contains(&("symbol".into(), Fact::Code("135/TB-SGDĐT".into()))));
        assert_eq!(facts.len(), 3, "private values are not among them");
    }

    #[test]
    fn a_leaf_tells_nothing_of_a_private_value() {
        let recorded = sample();
        assert_eq!(recorded.openings.len(), 1, "an empty value leaves nothing");
        assert!(!recorded.leaf.windows(4).any(|window| window == "Kết".as_bytes()));
        let opening = &recorded.openings[0];
        let committed = commitment(&opening.salt, &opening.value);
        assert!(recorded.leaf.windows(32).any(|window| window == committed));
    }

    #[test]
    fn codes_are_unique_and_short() {
        let mut codes: Vec<_> = EventKind::ALL.iter().map(|kind| kind.code()).collect();
        codes.sort_unstable();
        let before = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), before);
        assert!(EventKind::ALL.iter().all(|kind| EventKind::from_code(kind.code()) == Some(*kind)));
    }
}
