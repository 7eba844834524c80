//! Web push: a message for one browser, sealed so that only this browser reads it, handed to its push service.

mod encrypt;
mod send;
mod vapid;

pub use encrypt::{Seal, encrypt};
pub use send::{Message, Sender, Urgency};
pub use vapid::Key;

use base64::Engine;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};

/// Longest address of a subscription, in bytes.
pub const LONGEST_ENDPOINT: usize = 2_000;

/// Where and for whom: what a browser gives when it subscribes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The address at the push service; it is a capability and stays secret.
    pub endpoint: String,
    /// The browser's public key, a point of P-256 in uncompressed form.
    pub key: [u8; 65],
    /// The secret that it shares with us.
    pub auth: [u8; 16],
}

impl Subscription {
    /// A subscription as a browser writes it: key and secret in base64url.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(endpoint: &str, key: &str, auth: &str) -> Result<Self, &'static str> {
        if endpoint.len() > LONGEST_ENDPOINT {
            return Err("endpoint");
        }
        let key: [u8; 65] = decode(key).and_then(|bytes| bytes.try_into().ok()).ok_or("p256dh")?;
        p256::PublicKey::from_sec1_bytes(&key).map_err(|_| "p256dh")?;
        let auth = decode(auth).and_then(|bytes| bytes.try_into().ok()).ok_or("auth")?;
        Ok(Self { endpoint: endpoint.to_owned(), key, auth })
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).or_else(|_| URL_SAFE.decode(text)).ok()
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
