//! Update packages: texts with a version, signed with Ed25519, opened without a network.
//!
//! A package is JSON: `format`, `key` (the first eight bytes of the public key, hexadecimal), `signature` (hexadecimal)
//! and `content`, a string that holds the [`Package`] as JSON. What is signed is the format's name, a line feed and the
//! content's bytes as they stand.

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};

use super::library::MOST_TEXTS;
use super::text::Text;
use crate::rules::Words;

/// Largest package, bytes.
pub const LARGEST_PACKAGE: usize = 16 << 20;
const FORMAT: &str = "decree30-texts-1";

/// Texts that are new or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Higher than that of the package before.
    pub version: u64,
    /// The texts, whole; each takes the place of the one of its code.
    pub texts: Vec<Text>,
}

/// Why a package is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// Larger than [`LARGEST_PACKAGE`], or with more than [`MOST_TEXTS`] texts.
    #[error("the package is too large")]
    Large,
    /// Not a package at all.
    #[error("this is no package of texts")]
    Foreign,
    /// A package of a later or unknown kind.
    #[error("the package's format is unknown")]
    Format,
    /// Signed with a key that is not trusted here.
    #[error("the package's key is not trusted")]
    Key,
    /// Changed after it was signed, or signed with another key than it says.
    #[error("the package's signature does not fit")]
    Signature,
    /// Rightly signed, but what is in it cannot be used.
    #[error("the package's content cannot be used: {0}")]
    Content(String),
    /// Not newer than what is here.
    #[error("the package has version {version}, version {have} is here already")]
    Old {
        /// Its version.
        version: u64,
        /// The version here.
        have: u64,
    },
    /// The private key is no Ed25519 seed of 32 bytes.
    #[error("the private key cannot be used")]
    PrivateKey,
}

impl PackageError {
    /// A code that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Large => "large",
            Self::Foreign => "foreign",
            Self::Format => "format",
            Self::Key => "key",
            Self::Signature => "signature",
            Self::Content(_) => "content",
            Self::Old { .. } => "old",
            Self::PrivateKey => "private-key",
        }
    }

    /// A sentence for people (`data/problems.toml`).
    #[must_use]
    pub fn words(&self) -> Option<&'static Words> {
        crate::problems::find(&format!("package.{}", self.code()))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    format: String,
    key: String,
    signature: String,
    content: String,
}

/// Opens a package that was signed with one of the trusted public keys (32 bytes each).
///
/// # Errors
/// [`PackageError`], the signature before the content: nothing of an untrusted content is read.
pub fn open(bytes: &[u8], trusted: &[[u8; 32]]) -> Result<Package, PackageError> {
    if bytes.len() > LARGEST_PACKAGE {
        return Err(PackageError::Large);
    }
    let envelope: Envelope = serde_json::from_slice(bytes).map_err(|_| PackageError::Foreign)?;
    if envelope.format != FORMAT {
        return Err(PackageError::Format);
    }
    let key = trusted.iter().find(|key| key_name(key.as_slice()) == envelope.key).ok_or(PackageError::Key)?;
    let signature = hex::decode(&envelope.signature).map_err(|_| PackageError::Signature)?;
    UnparsedPublicKey::new(&ED25519, key)
        .verify(&signed(&envelope.content), &signature)
        .map_err(|_| PackageError::Signature)?;
    let package: Package =
        serde_json::from_str(&envelope.content).map_err(|error| PackageError::Content(error.to_string()))?;
    check(&package)?;
    Ok(package)
}

/// Makes a signed package; `seed` is the private key, 32 bytes.
///
/// # Errors
/// [`PackageError::PrivateKey`], [`PackageError::Large`] or [`PackageError::Content`].
pub fn pack(package: &Package, seed: &[u8]) -> Result<Vec<u8>, PackageError> {
    check(package)?;
    let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| PackageError::PrivateKey)?;
    let content = serde_json::to_string(package).map_err(|error| PackageError::Content(error.to_string()))?;
    let envelope = Envelope {
        format: FORMAT.to_owned(),
        key: key_name(pair.public_key().as_ref()),
        signature: hex::encode(pair.sign(&signed(&content))),
        content,
    };
    let bytes = serde_json::to_vec(&envelope).map_err(|error| PackageError::Content(error.to_string()))?;
    if bytes.len() > LARGEST_PACKAGE { Err(PackageError::Large) } else { Ok(bytes) }
}

/// The public key of a private one.
///
/// # Errors
/// [`PackageError::PrivateKey`].
pub fn public_key(seed: &[u8]) -> Result<[u8; 32], PackageError> {
    let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| PackageError::PrivateKey)?;
    pair.public_key().as_ref().try_into().map_err(|_| PackageError::PrivateKey)
}

fn key_name(key: &[u8]) -> String {
    hex::encode(key.get(..8).unwrap_or_default())
}

fn signed(content: &str) -> Vec<u8> {
    [FORMAT.as_bytes(), b"\n", content.as_bytes()].concat()
}

fn check(package: &Package) -> Result<(), PackageError> {
    if package.texts.len() > MOST_TEXTS {
        return Err(PackageError::Large);
    }
    let fault = |text: &Text| text.fault().map(|what| format!("{what}: {:.80}", text.code));
    match package.texts.iter().find_map(fault) {
        Some(fault) => Err(PackageError::Content(fault)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::texts::Library;

    const SEED: [u8; 32] = [7; 32];

    fn package(version: u64) -> Package {
        let text = Text {
            code: "nd-1-2027".to_owned(),
            kind: "decree".to_owned(),
            number: "1/2027/NĐ-CP".to_owned(),
            day: Some(date(2027, 1, 4)),
            ..Text::default()
        };
        Package { version, texts: vec![text] }
    }

    fn code(bytes: &[u8], trusted: &[[u8; 32]]) -> &'static str {
        open(bytes, trusted).map_or_else(|error| error.code(), |_| "opened")
    }

    #[test]
    fn a_package_opens_with_its_key_and_updates_once() {
        let key = public_key(&SEED).unwrap();
        let bytes = pack(&package(5), &SEED).unwrap();
        let opened = open(&bytes, &[[0; 32], key]).unwrap();
        assert_eq!(opened, package(5));
        let mut library = Library::shipped();
        library.update(&opened).unwrap();
        assert_eq!(library.get("nd-1-2027").map(|text| text.issuer.as_str()), Some("Chính phủ"));
        assert_eq!(library.version(), 5);
        assert_eq!(library.update(&package(5)), Err(PackageError::Old { version: 5, have: 5 }));
        assert_eq!(library.update(&package(4)).map_err(|error| error.code()), Err("old"));
    }

    #[test]
    fn what_was_changed_or_is_foreign_is_refused_with_a_code() {
        let key = public_key(&SEED).unwrap();
        let bytes = pack(&package(5), &SEED).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert_eq!(code(&bytes, &[key]), "opened");
        assert_eq!(code(text.replace("1/2027", "2/2027").as_bytes(), &[key]), "signature");
        assert_eq!(code(text.replace(FORMAT, "decree30-texts-9").as_bytes(), &[key]), "format");
        assert_eq!(code(&bytes, &[public_key(&[8; 32]).unwrap()]), "key");
        assert_eq!(code(&bytes, &[]), "key");
        // Another key that claims the trusted one's name.
        let mut claimed = key;
        claimed[31] ^= 1;
        assert_eq!(code(&bytes, &[claimed]), "signature");
        assert_eq!(code(b"{}", &[key]), "foreign");
        assert_eq!(code(&vec![b' '; LARGEST_PACKAGE + 1], &[key]), "large");
        assert_eq!(public_key(&[1; 31]), Err(PackageError::PrivateKey));
        let mut faulty = package(6);
        faulty.texts[0].kind = "nothing".to_owned();
        assert_eq!(pack(&faulty, &SEED).map_err(|error| error.code()), Err("content"));
    }

    #[test]
    fn no_byte_can_be_changed() {
        let key = public_key(&SEED).unwrap();
        let bytes = pack(&package(5), &SEED).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x20;
            // The case of a hexadecimal digit says nothing; the signed words stay the same.
            let same = open(&changed, &[key]).ok();
            assert!(same.is_none_or(|opened| opened == package(5)), "byte {at}");
        }
    }

    #[test]
    fn every_problem_has_words() {
        let old = PackageError::Old { version: 1, have: 2 };
        for error in [PackageError::Large, PackageError::Foreign, PackageError::Format, PackageError::Key, old] {
            assert!(error.words().is_some(), "{}", error.code());
        }
        for error in [PackageError::Signature, PackageError::Content(String::new()), PackageError::PrivateKey] {
            assert!(error.words().is_some(), "{}", error.code());
        }
    }
}
